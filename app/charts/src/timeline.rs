//! Timeline: tasks as bars and milestones as diamonds on one scale of days, group by group. State is told by fill,
//! edge and shape; narrow pictures set each name above its bar. Places are in `timeline/layout.rs`.
mod layout;
mod marks;

use layout::{BAR, EDGE, LINE, Layout, Placed};

use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::{Class, Token, With};
use crate::key::{Key, SIGN};
use crate::scale::{centred, periods};
use crate::state::{State, fill};

/// Tasks and milestones against time; days are numbers on any count, such as days since 1970.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// First day of the scale.
    pub from: f64,
    /// Last day of the scale; what lies outside stands at the edge, with an arrow.
    pub to: f64,
    /// Days marked on the scale and their labels; what follows a line break stands below (a year).
    pub ticks: Vec<(f64, String)>,
    /// The present day and its words.
    pub today: Option<(f64, String)>,
    /// The rows by heading, drawn in this order.
    pub groups: Vec<TimelineGroup>,
    /// Words of the bars' states, in the order of the key; also those of the titles.
    pub states: Vec<(State, String)>,
    /// Words of the milestones' states, in the order of the key; also those of the titles.
    pub marks: Vec<(MarkState, String)>,
}

/// Rows under one heading.
#[derive(Debug, Clone, Default)]
pub struct TimelineGroup {
    /// The heading; may be empty.
    pub label: String,
    /// The rows, drawn in this order.
    pub rows: Vec<TimelineRow>,
}

/// A task with its milestones.
#[derive(Debug, Clone, Default)]
pub struct TimelineRow {
    /// Its name, in at most two lines.
    pub label: String,
    /// The row in words, for the pointer; empty: its name and state.
    pub title: String,
    /// First and last day; none: milestones alone.
    pub bar: Option<(f64, f64)>,
    /// The share that is done, 0 to 1.
    pub done: Option<f64>,
    /// How the bar is drawn.
    pub state: State,
    /// Its milestones.
    pub marks: Vec<Mark>,
}

/// A milestone.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Its day.
    pub at: f64,
    /// A number or a few letters above it, as `M1`; may be empty.
    pub label: String,
    /// The milestone in words, for the pointer; empty: its label and state.
    pub title: String,
    /// How it is drawn.
    pub state: MarkState,
    /// The day that held before, of whatever state it is now.
    pub moved_from: Option<f64>,
}

/// How far a milestone is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MarkState {
    /// An open diamond.
    #[default]
    Due,
    /// A filled one.
    Done,
    /// A filled one in a second outline: its day has passed, or was missed.
    Late,
    /// An open one to which an arrow leads from its old day.
    Moved,
}

/// An entry of the key.
#[derive(Clone, Copy)]
enum Sign {
    Bar(State),
    Mark(MarkState),
}

const SIGN_WIDTH: f64 = 28.0;

/// Draws the rows under the scale, with the key above and the present day through all rows.
pub fn timeline(chart: &Timeline, frame: &Frame) -> String {
    let width = width(frame);
    let bars = chart.states.iter().map(|(state, words)| (Sign::Bar(*state), words));
    let marks = chart.marks.iter().map(|(state, words)| (Sign::Mark(*state), words));
    let key = Key::of(bars.chain(marks), SIGN_WIDTH, width);
    let layout = Layout::of(chart, width, key.height());
    picture(frame, layout.bottom + 4.0, |canvas| {
        key.draw(canvas, |sign, at| draw_sign(canvas, sign, at))?;
        scale(canvas, chart, &layout)?;
        for placed in &layout.rows {
            let title = row_title(chart, placed.row);
            canvas.group(&title, || draw_bar(canvas, placed))?;
        }
        if let Some((x, 0)) = layout.today(chart) {
            canvas.path(Class::Today, &[(x, layout.top - 5.0), (x, layout.bottom)])?;
        }
        for (y, label) in &layout.headings {
            let at = (0.0, y + 22.0);
            canvas.fitted(Token(Class::TextBold, With::Halo), Anchor::Start, at, label, width)?;
        }
        for placed in &layout.rows {
            let title = row_title(chart, placed.row);
            canvas.group(&title, || {
                let lines = placed.label.lines.iter().enumerate();
                lines.into_iter().try_for_each(|(i, line)| {
                    let at = (0.0, placed.first + LINE * i as f64);
                    canvas.text(Token(Class::Small, With::Halo), Anchor::Start, at, line)
                })
            })?;
            marks::draw(canvas, chart, &layout, placed)?;
        }
        Ok(())
    })
}

/// Grid, labels and the words of the present day.
fn scale(canvas: &Canvas<'_>, chart: &Timeline, layout: &Layout<'_>) -> Drawn {
    for (x, _) in &layout.ticks {
        canvas.path(Class::Grid, &[(*x, layout.top), (*x, layout.bottom)])?;
    }
    let labels: Vec<_> = layout.ticks.iter().map(|(_, label)| (*label).clone()).collect();
    let place = |i: usize| layout.ticks.get(i).map_or(layout.left, |t| t.0);
    for (x, first, second) in periods(&labels, place, (0.0, layout.width)) {
        canvas.text(Class::Tiny, Anchor::Middle, (x, layout.head + 14.0), &first)?;
        canvas.text(Class::Tiny, Anchor::Middle, (x, layout.head + 30.0), &second)?;
    }
    canvas.path(
        Class::AxisLine,
        &[(layout.left - EDGE, layout.top), (layout.right + EDGE, layout.top)],
    )?;
    for (y, _) in &layout.headings {
        canvas.path(Class::AxisLine, &[(0.0, *y), (layout.width, *y)])?;
    }
    for placed in &layout.rows {
        canvas.path(Class::Grid, &[(0.0, placed.foot), (layout.width, placed.foot)])?;
    }
    let Some(((x, side), (_, words))) = layout.today(chart).zip(chart.today.as_ref()) else {
        return Ok(());
    };
    let room = layout.width;
    let wide = Class::TinyBold.width(&crate::measure::fit(words, room, |t| Class::TinyBold.width(t)));
    let at = (centred(x, wide, (0.0, layout.width)), layout.top - 9.0);
    canvas.fitted(Class::TinyBold, Anchor::Middle, at, words, room)?;
    match side {
        0 => Ok(()),
        // Beside the words there is no room for it.
        side => marks::beyond(canvas, (x, layout.top + 8.0), side),
    }
}

fn word<T: PartialEq>(words: &[(T, String)], state: &T) -> String {
    let known = words.iter().find(|(known, words)| known == state && !words.is_empty());
    known.map_or(String::new(), |(_, words)| words.clone())
}

/// A name and its state, or the words that the caller gave.
fn title_of(title: &str, label: &str, state: &str) -> String {
    let parts: Vec<_> = [label, state].into_iter().filter(|p| !p.is_empty()).collect();
    if title.is_empty() {
        parts.join(": ")
    } else {
        title.to_owned()
    }
}

fn row_title(chart: &Timeline, row: &TimelineRow) -> String {
    let state = row.bar.map_or(String::new(), |_| word(&chart.states, &row.state));
    title_of(&row.title, &row.label, &state)
}

fn draw_sign(canvas: &Canvas<'_>, sign: Sign, (x, y): (f64, f64)) -> Drawn {
    let mid = y + SIGN / 2.0;
    match sign {
        Sign::Bar(state) => fill(
            canvas,
            state,
            (x + 1.0, mid - BAR / 2.0),
            (x + SIGN_WIDTH - 1.0, mid + BAR / 2.0),
        ),
        Sign::Mark(MarkState::Moved) => {
            let (from, to) = ((x + 6.0, mid + 1.5), (x + SIGN_WIDTH - 7.0, mid + 1.5));
            marks::moved(canvas, from, to)?;
            marks::diamond(canvas, MarkState::Moved, to)
        }
        Sign::Mark(state) => marks::diamond(canvas, state, (x + SIGN_WIDTH / 2.0, mid)),
    }
}

/// The bar, and within it the share that is done.
fn draw_bar(canvas: &Canvas<'_>, placed: &Placed<'_>) -> Drawn {
    let Some((left, right)) = placed.bar else {
        return Ok(());
    };
    let (top, bottom) = (placed.mid - BAR / 2.0, placed.mid + BAR / 2.0);
    let row = placed.row;
    fill(canvas, row.state, (left, top), (right, bottom))?;
    let share = row.done.filter(|d| d.is_finite()).unwrap_or(0.0).clamp(0.0, 1.0);
    let end = left + (right - left) * share;
    if row.state == State::Done || end - left < 0.5 {
        return Ok(());
    }
    canvas.rect(Class::StateDone, (left, top + 4.0), (end, bottom - 4.0))
}

#[cfg(test)]
mod tests;
