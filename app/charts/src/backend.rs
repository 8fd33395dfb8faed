//! The drawing backend: plotters draws in tenths of a px, and SVG with class names comes out.
use std::convert::Infallible;
use std::fmt::Write;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use crate::class::Token;
use crate::measure::text_width;

/// Backend coordinates are whole numbers; ten to a px gives the one decimal that SVG keeps.
pub(crate) const TENTHS: f64 = 10.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Appends SVG elements to a text.
pub(crate) struct Svg<'a> {
    pub(crate) out: &'a mut String,
    /// Width and height in px.
    pub(crate) size: (u32, u32),
}

impl Svg<'_> {
    fn put(&mut self, parts: std::fmt::Arguments<'_>) -> Drawn {
        // Writing to a String does not fail.
        let _ = self.out.write_fmt(parts);
        Ok(())
    }
}

/// Tenths as px, without a needless `.0`.
fn px(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<_> = path.into_iter().map(|(x, y)| format!("{},{}", px(x), px(y))).collect();
    points.join(" ")
}

/// Text as it may stand in an element or attribute: markup escaped, what XML forbids left out.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0 * 10, self.size.1 * 10)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 10, point.1 + 10), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let class = Token::of(style.color()).css();
        let (x1, y1, x2, y2) = (px(from.0), px(from.1), px(to.0), px(to.1));
        self.put(format_args!(
            r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#
        ))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let class = Token::of(style.color()).css();
        let (left, top) = upper_left;
        let (width, height) = (px(bottom_right.0 - left), px(bottom_right.1 - top));
        let (x, y) = (px(left), px(top));
        self.put(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path: Vec<_> = path.into_iter().collect();
        if let [from, to] = path.as_slice() {
            return self.draw_line(*from, *to, style);
        }
        let class = Token::of(style.color()).css();
        self.put(format_args!(r#"<polyline class="{class}" points="{}"/>"#, points(path)))
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let class = Token::of(style.color()).css();
        let (x, y) = (px(center.0), px(center.1));
        let r = px(i32::try_from(radius).unwrap_or(i32::MAX));
        self.put(format_args!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}"/>"#))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let class = Token::of(style.color()).css();
        self.put(format_args!(r#"<polygon class="{class}" points="{}"/>"#, points(vert)))
    }

    /// The position is the baseline; size and weight come with the class.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        let class = Token::of(style.color()).css();
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " mid",
            HPos::Right => " end",
        };
        let (x, y) = (px(pos.0), px(pos.1));
        self.put(format_args!(
            r#"<text class="{class}{anchor}" x="{x}" y="{y}">{}</text>"#,
            escape(text)
        ))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = Token::of(style.color()).0.size();
        let tenths = |px: f64| (px * TENTHS).ceil() as u32;
        Ok((tenths(text_width(text, size)), tenths(size)))
    }
}

/// An element without a place: opens or closes a group whose title a pointer shows.
pub(crate) enum Group<'t> {
    Open(&'t str),
    Close,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Group<'_> {
    type Point = BackendCoord;
    type IntoIter = std::iter::Empty<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl Drawable<Svg<'_>> for Group<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, _: I, backend: &mut Svg<'_>, _: (u32, u32)) -> Drawn {
        match self {
            Group::Open(title) => backend.put(format_args!("<g><title>{}</title>", escape(title))),
            Group::Close => backend.put(format_args!("</g>")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_one_decimal() {
        assert_eq!([px(0), px(-5), px(120), px(123)], ["0", "-0.5", "12", "12.3"]);
    }

    #[test]
    fn markup_is_escaped_and_forbidden_characters_go() {
        assert_eq!(escape("a<b>&\"'\u{0}\u{b}\n"), "a&lt;b&gt;&amp;&quot;&#39; ");
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "no token")]
    fn a_colour_that_is_no_token_is_a_bug() {
        let mut out = String::new();
        let black = BackendColor {
            alpha: 1.0,
            rgb: (0, 0, 0),
        };
        let _ = Svg {
            out: &mut out,
            size: (1, 1),
        }
        .draw_pixel((0, 0), black);
    }
}
