//! The sheet a chart is drawn on: plotters' elements in px, and for files the words around them.
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::Cartesian2d;
use plotters::series::LineSeries;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, TextStyle};

use crate::Frame;
use crate::backend::{Group, Svg, TENTHS, escape};
use crate::class::Token;
use crate::measure::fit;
use crate::style::{FILE_STYLE, file_face};
use crate::words::{EDGE, Words};

/// Drawing into a text cannot fail; plotters' own bookkeeping could.
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Draws in px from the upper left corner of the chart proper.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<Svg<'a>, Shift>,
    origin: (f64, f64),
    /// Places and words of the values that can be read out, as the attribute has them.
    reads: RefCell<String>,
}

/// A field of the canvas with scales.
pub(crate) struct Plot<'a> {
    area: DrawingArea<Svg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    origin: (f64, f64),
}

fn tenths(px: f64) -> i32 {
    (px * TENTHS).round() as i32
}

/// Width of the picture in px.
pub(crate) fn width(frame: &Frame) -> f64 {
    f64::from(frame.width.clamp(360, 1600))
}

/// The whole SVG around a chart of `height` px that `paint` draws, as wide as the frame asks.
pub(crate) fn picture(frame: &Frame, height: f64, paint: impl FnOnce(&Canvas<'_>) -> Drawn) -> String {
    picture_of(frame, width(frame), height, paint)
}

/// The whole SVG around a chart of `width` and `height` px that `paint` draws.
pub(crate) fn picture_of(frame: &Frame, width: f64, height: f64, paint: impl FnOnce(&Canvas<'_>) -> Drawn) -> String {
    let words = frame.standalone.as_ref().map(|words| Words::set(words, width));
    let (edge, top, foot) = words.as_ref().map_or((0.0, 0.0, 0.0), |w| (EDGE, w.top, w.foot));
    let whole = ((width + 2.0 * edge).ceil() as u32, (top + height + foot).ceil() as u32);
    let mut drawing = String::new();
    let reads = {
        let area = Svg {
            out: &mut drawing,
            size: whole,
        }
        .into_drawing_area();
        let canvas = Canvas::new(area, (edge, top));
        let drawn = words
            .as_ref()
            .map_or(Ok(()), |words| words.draw(&canvas, whole, height))
            .and_then(|()| paint(&canvas));
        debug_assert!(drawn.is_ok(), "{drawn:?}");
        canvas.reads.into_inner()
    };
    format!("{}{drawing}</svg>", open(frame, whole, &reads))
}

/// The opening tag, title and style; what can be read out stands on a page alone.
fn open(frame: &Frame, (width, height): (u32, u32), reads: &str) -> String {
    let (id, lang) = (escape(&frame.id), escape(&frame.lang));
    let (title, desc) = (escape(&frame.title), escape(&frame.desc));
    let (file, style) = match frame.standalone {
        None => (String::new(), String::new()),
        Some(_) => (
            format!(r#" xmlns="http://www.w3.org/2000/svg" xml:lang="{lang}""#),
            format!(
                "<style>text{{font-family:{}}}{FILE_STYLE}</style>",
                file_face(&frame.lang)
            ),
        ),
    };
    let reads = match reads {
        "" => String::new(),
        _ if frame.standalone.is_some() => String::new(),
        reads => format!(r#" data-reads="{reads}""#),
    };
    format!(
        r#"<svg{file} lang="{lang}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="{id}-t {id}-d"{reads}><title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>{style}"#
    )
}

impl<'a> Canvas<'a> {
    /// Draws into `area`; places are counted from `origin`.
    pub(crate) fn new(area: DrawingArea<Svg<'a>, Shift>, origin: (f64, f64)) -> Self {
        Self {
            area,
            origin,
            reads: RefCell::default(),
        }
    }

    /// The words for who points at a mark or walks to it by keys: one line of `data-reads`, in the order of the calls.
    pub(crate) fn read(&self, (x, y): (f64, f64), words: &str) {
        let words = escape(words);
        if words.trim().is_empty() {
            return;
        }
        let (x, y) = (x + self.origin.0, y + self.origin.1);
        let mut reads = self.reads.borrow_mut();
        let parted = if reads.is_empty() { "" } else { "&#10;" };
        // Writing to a String does not fail.
        let _ = write!(reads, "{parted}{x:.1} {y:.1} {}", words.trim());
    }

    fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        (tenths(x + self.origin.0), tenths(y + self.origin.1))
    }

    /// A text with its baseline at `at`.
    pub(crate) fn text(&self, token: impl Into<Token>, anchor: Anchor, at: (f64, f64), text: &str) -> Drawn {
        if text.is_empty() {
            return Ok(());
        }
        let token = token.into();
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, token.0.size(), FontStyle::Normal),
            color: token.to_backend_color(),
            pos: Pos::new(h_pos, VPos::Bottom),
        };
        self.area.draw(&Text::new(text, self.at(at), style))
    }

    /// A text cut to `room` px; what was cut stands in a title.
    pub(crate) fn fitted(
        &self,
        token: impl Into<Token>,
        anchor: Anchor,
        at: (f64, f64),
        text: &str,
        room: f64,
    ) -> Drawn {
        let token = token.into();
        let shown = fit(text, room, |t| token.0.width(t));
        if shown == text {
            return self.text(token, anchor, at, text);
        }
        self.group(text, || self.text(token, anchor, at, &shown))
    }

    /// What `inside` draws, under a title for the pointer.
    pub(crate) fn group(&self, title: &str, inside: impl FnOnce() -> Drawn) -> Drawn {
        self.area.draw(&Group::Open(title))?;
        inside()?;
        self.area.draw(&Group::Close)
    }

    /// A line through two or more points.
    pub(crate) fn path(&self, token: impl Into<Token>, points: &[(f64, f64)]) -> Drawn {
        let points: Vec<_> = points.iter().map(|&p| self.at(p)).collect();
        self.area.draw(&PathElement::new(points, token.into()))
    }

    /// A dot, radius in px.
    pub(crate) fn dot(&self, token: impl Into<Token>, at: (f64, f64), radius: f64) -> Drawn {
        self.area
            .draw(&Circle::new(self.at(at), tenths(radius), token.into().filled()))
    }

    /// A box between two corners.
    pub(crate) fn rect(&self, token: impl Into<Token>, from: (f64, f64), to: (f64, f64)) -> Drawn {
        self.area
            .draw(&Rectangle::new([self.at(from), self.at(to)], token.into().filled()))
    }

    /// A surface within corners.
    pub(crate) fn polygon(&self, token: impl Into<Token>, corners: &[(f64, f64)]) -> Drawn {
        let corners: Vec<_> = corners.iter().map(|&p| self.at(p)).collect();
        self.area.draw(&Polygon::new(corners, token.into().to_rgba()))
    }

    /// A field with scales: `y.start` of the values lies at the lower end.
    pub(crate) fn plot(
        &self,
        (x, y): (Range<f64>, Range<f64>),
        (left, right): (f64, f64),
        (upper, lower): (f64, f64),
    ) -> Plot<'a> {
        let ((left, upper), (right, lower)) = (self.at((left, upper)), self.at((right, lower)));
        let scales = Cartesian2d::new(x, y, (left..right, lower..upper));
        Plot {
            area: self.area.apply_coord_spec(scales),
            origin: self.origin,
        }
    }
}

impl Plot<'_> {
    /// Where a value lies on the canvas, in px.
    pub(crate) fn at(&self, value: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&value);
        (
            f64::from(x) / TENTHS - self.origin.0,
            f64::from(y) / TENTHS - self.origin.1,
        )
    }

    /// The words of each value of a line, at its place; a gap has none.
    pub(crate) fn reads(&self, canvas: &Canvas<'_>, points: &[Option<f64>], words: &[String]) {
        for (i, (point, words)) in points.iter().zip(words).enumerate() {
            if let Some(value) = point {
                canvas.read(self.at((i as f64, *value)), words);
            }
        }
    }

    /// A line through values.
    pub(crate) fn series(&self, token: impl Into<Token>, values: &[(f64, f64)]) -> Drawn {
        for element in LineSeries::new(values.iter().copied(), token.into()) {
            self.area.draw(&element)?;
        }
        Ok(())
    }

    /// A dot at a value, radius in px.
    pub(crate) fn dot(&self, token: impl Into<Token>, value: (f64, f64), radius: f64) -> Drawn {
        self.area
            .draw(&Circle::new(value, tenths(radius), token.into().filled()))
    }

    /// A box between two values.
    pub(crate) fn rect(&self, token: impl Into<Token>, from: (f64, f64), to: (f64, f64)) -> Drawn {
        self.area.draw(&Rectangle::new([from, to], token.into().filled()))
    }

    /// A surface through values.
    pub(crate) fn surface(&self, token: impl Into<Token>, values: Vec<(f64, f64)>) -> Drawn {
        self.area.draw(&Polygon::new(values, token.into().to_rgba()))
    }
}
