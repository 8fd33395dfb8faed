//! Heat: a matrix of indicators by city as one picture, for a file; pages show a table instead.
//! A shade says how far from the aim; a cell always holds its words too.
mod layout;

use layout::{GAP, HEAD, LINE, Layout, PAD, SWATCH, heading, height};

use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture_of};
use crate::class::{Class, Token, With};
use crate::hatch::hatch;
use crate::measure::{Label, fit};

/// How a cell is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shade {
    /// −4 (far short) to 3 (far beyond); numbers outside are drawn as the nearest.
    Step(i8),
    /// A value that is not compared: words without a shade.
    Plain,
    /// No value: hatched, with words in grey.
    #[default]
    Missing,
    /// Submitted, not accepted: outlined, not filled.
    Open,
}

/// One cell of a [`HeatRow`].
#[derive(Debug, Clone, Default)]
pub struct HeatCell {
    /// The value as worded by the caller, or a short word why there is none.
    pub text: String,
    /// How it is drawn.
    pub shade: Shade,
    /// The cell in words, for the pointer.
    pub title: String,
}

/// One indicator.
#[derive(Debug, Clone, Default)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// One cell per column; what is left out is drawn as missing.
    pub cells: Vec<HeatCell>,
}

/// Rows under one heading.
#[derive(Debug, Clone, Default)]
pub struct HeatGroup {
    /// The heading; may be empty.
    pub label: String,
    /// The rows, drawn in this order.
    pub rows: Vec<HeatRow>,
}

/// Indicators by city.
#[derive(Debug, Clone, Default)]
pub struct Heat {
    /// Names of the cities.
    pub columns: Vec<String>,
    /// Index of the column that the picture is about.
    pub highlighted: Option<usize>,
    /// The rows by heading.
    pub groups: Vec<HeatGroup>,
    /// Words before the key.
    pub legend_title: String,
    /// Shades and what they mean.
    pub legend: Vec<(Shade, String)>,
}

/// Draws the matrix with its key above.
///
/// Columns have a least width (that of the names, 52 to 84 px): with many of them the picture is
/// wider than the frame asks.
pub fn heat(chart: &Heat, frame: &Frame) -> String {
    let layout = Layout::of(chart, frame);
    let bottom = layout.bottom(chart);
    picture_of(frame, layout.width, bottom + 4.0, |canvas| {
        key(canvas, chart, &layout)?;
        let place = |i: usize| layout.left + layout.column * i as f64;
        if let Some(i) = chart.highlighted.filter(|i| *i < chart.columns.len()) {
            canvas.rect(
                Class::RowHl,
                (place(i), layout.top),
                (place(i) + layout.column, bottom + 2.0),
            )?;
        }
        for (i, name) in chart.columns.iter().enumerate() {
            let class = if chart.highlighted == Some(i) {
                Class::SmallHl
            } else {
                Class::SmallBold
            };
            let at = (place(i) + layout.column / 2.0, layout.top + 18.0);
            canvas.fitted(class, Anchor::Middle, at, name, layout.column - PAD)?;
        }
        let mut y = layout.top + HEAD;
        for (group, labels) in chart.groups.iter().zip(&layout.labels) {
            canvas.path(Class::AxisLine, &[(0.0, y), (layout.width, y)])?;
            canvas.fitted(
                Class::TextBold,
                Anchor::Start,
                (0.0, y + 22.0),
                &group.label,
                layout.width,
            )?;
            y += heading(group);
            for (row, label) in group.rows.iter().zip(labels) {
                draw_row(canvas, &layout, row, label, y)?;
                for i in 0..chart.columns.len() {
                    let box_ = (
                        (place(i) + GAP / 2.0, y),
                        (place(i) + layout.column - GAP / 2.0, y + height(label) - GAP),
                    );
                    let none = HeatCell::default();
                    draw_cell(canvas, row.cells.get(i).unwrap_or(&none), box_)?;
                }
                y += height(label);
            }
        }
        Ok(())
    })
}

fn key(canvas: &Canvas<'_>, chart: &Heat, layout: &Layout) -> Drawn {
    canvas.fitted(
        Class::Small,
        Anchor::Start,
        (0.0, 14.0),
        &chart.legend_title,
        layout.width,
    )?;
    for ((shade, words), (x, y)) in chart.legend.iter().zip(&layout.key) {
        fill(canvas, *shade, ((*x, y + 2.0), (x + SWATCH.0, y + 2.0 + SWATCH.1)))?;
        if *shade == Shade::Plain {
            // A swatch without a shade would be nothing at all.
            canvas.text(Class::Tiny, Anchor::Middle, (x + SWATCH.0 / 2.0, y + 14.0), "12")?;
        }
        let left = x + SWATCH.0 + 6.0;
        canvas.fitted(
            Class::Small,
            Anchor::Start,
            (left, y + 14.0),
            words,
            layout.width - SWATCH.0 - 6.0,
        )?;
    }
    Ok(())
}

fn draw_row(canvas: &Canvas<'_>, layout: &Layout, row: &HeatRow, label: &Label, y: f64) -> Drawn {
    let mid = y + (height(label) - GAP) / 2.0 + 4.5;
    let first = mid - LINE / 2.0 * label.lines.len().saturating_sub(1) as f64;
    let lines =
        || {
            label.lines.iter().enumerate().try_for_each(|(i, line)| {
                canvas.text(Class::Small, Anchor::Start, (0.0, first + LINE * i as f64), line)
            })
        };
    if label.cut {
        canvas.group(&row.label, lines)?
    } else {
        lines()?
    }
    canvas.fitted(
        Class::Tiny,
        Anchor::Start,
        (layout.label + 10.0, mid),
        &row.unit,
        layout.unit,
    )
}

type Box = ((f64, f64), (f64, f64));

/// Fill and ink of a shade.
fn step(step: i8) -> (Class, With) {
    match step {
        ..=-4 => (Class::Step4m, With::On4m),
        -3 => (Class::Step3m, With::On3m),
        -2 => (Class::Step2m, With::On2m),
        -1 => (Class::Step1m, With::On1m),
        0 => (Class::Step0, With::On0),
        1 => (Class::Step1p, With::On1p),
        2 => (Class::Step2p, With::On2p),
        3.. => (Class::Step3p, With::On3p),
    }
}

fn fill(canvas: &Canvas<'_>, shade: Shade, (from, to): Box) -> Drawn {
    match shade {
        Shade::Step(n) => canvas.rect(step(n).0, from, to),
        Shade::Plain => canvas.path(Class::Grid, &[(from.0, to.1), to]),
        Shade::Missing => hatch(canvas, from, to),
        Shade::Open => canvas.rect(Class::CellOpen, (from.0 + 1.0, from.1 + 1.0), (to.0 - 1.0, to.1 - 1.0)),
    }
}

fn draw_cell(canvas: &Canvas<'_>, cell: &HeatCell, (from, to): Box) -> Drawn {
    let at = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0 + 4.5);
    let (sizes, with): (&[Class], With) = match cell.shade {
        Shade::Step(n) => (&[Class::Text, Class::Small, Class::Tiny], step(n).1),
        Shade::Plain | Shade::Open => (&[Class::Text, Class::Small, Class::Tiny], With::Nothing),
        Shade::Missing => (&[Class::Tiny], With::Halo),
    };
    let (class, shown) = sized(&cell.text, sizes, to.0 - from.0 - PAD);
    let title = match (cell.title.is_empty(), shown == cell.text) {
        (false, true) => cell.title.clone(),
        (false, false) => format!("{} ({})", cell.title, cell.text),
        (true, _) => cell.text.clone(),
    };
    let draw = || {
        fill(canvas, cell.shade, (from, to))?;
        canvas.text(Token(class, with), Anchor::Middle, at, &shown)
    };
    if title.is_empty() {
        draw()
    } else {
        canvas.group(&title, draw)
    }
}

/// The largest size in which a text fits; else the smallest, cut, but a number to an ellipsis alone.
fn sized(text: &str, sizes: &[Class], room: f64) -> (Class, String) {
    if let Some(class) = sizes.iter().find(|class| class.width(text) <= room) {
        return (*class, text.to_owned());
    }
    let class = sizes.last().copied().unwrap_or(Class::Tiny);
    let text = if text.chars().any(char::is_numeric) {
        "…"
    } else {
        text
    };
    (class, fit(text, room, |t| class.width(t)))
}

#[cfg(test)]
mod tests;
