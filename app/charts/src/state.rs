//! The states of tasks and the kinds of entries, as bars and segments show them: each has a fill, an edge and a hatch
//! of its own, so that they stay apart without colour.
use crate::canvas::{Canvas, Drawn};
use crate::class::{Class, With};
use crate::hatch::{hatch, strokes};

/// How far a task is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// Empty, with an edge.
    #[default]
    NotStarted,
    /// Pale.
    UnderWay,
    /// Dark.
    Done,
    /// Strokes rising to the right, on ochre.
    Delayed,
    /// Strokes falling to the right, in a dashed edge: its dates were changed.
    Adjusted,
}

/// What stands in the place of a value: the kinds that are never merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Dark: a value, zero too.
    #[default]
    Value,
    /// Pale with level strokes: a denominator of nothing.
    NoCases,
    /// Empty, with an edge.
    NotApplicable,
    /// Strokes falling to the right, in a dashed edge: it will come.
    NotYetAvailable,
    /// Strokes rising to the right, as wherever a figure is missing.
    Missing,
}

/// What a part of a stack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Tasks of a state.
    Task(State),
    /// Entries of a kind.
    Entry(Kind),
}

impl From<State> for Part {
    fn from(state: State) -> Self {
        Self::Task(state)
    }
}

impl From<Kind> for Part {
    fn from(kind: Kind) -> Self {
        Self::Entry(kind)
    }
}

impl Part {
    /// What a number upon it is drawn with.
    pub(crate) fn ink(self) -> With {
        match self {
            Self::Task(State::NotStarted) | Self::Entry(Kind::NotApplicable) => With::Nothing,
            Self::Task(State::UnderWay) => With::OnPale,
            Self::Task(State::Done) | Self::Entry(Kind::Value) => With::OnDark,
            _ => With::Halo,
        }
    }

    /// A stretch in its fill.
    pub(crate) fn fill(self, canvas: &Canvas<'_>, from: (f64, f64), to: (f64, f64)) -> Drawn {
        let kind = match self {
            Self::Task(state) => return fill(canvas, state, from, to),
            Self::Entry(kind) => kind,
        };
        match kind {
            Kind::Value => fill(canvas, State::Done, from, to),
            Kind::NotApplicable => fill(canvas, State::NotStarted, from, to),
            Kind::NotYetAvailable => fill(canvas, State::Adjusted, from, to),
            Kind::NoCases => {
                canvas.rect(Class::StatePale, from, to)?;
                let rows = ((to.1 - from.1) / 5.0).floor().max(1.0) as usize;
                (1..rows).try_for_each(|i| {
                    let y = from.1 + (to.1 - from.1) * i as f64 / rows as f64;
                    canvas.path(Class::StateMovedHatch, &[(from.0, y), (to.0, y)])
                })
            }
            Kind::Missing => {
                canvas.rect(Class::StateOpen, from, to)?;
                hatch(canvas, from, to)
            }
        }
    }
}

/// A stretch in the fill of its state.
pub(crate) fn fill(canvas: &Canvas<'_>, state: State, from: (f64, f64), to: (f64, f64)) -> Drawn {
    let (class, hatch) = match state {
        State::NotStarted => (Class::StateOpen, None),
        State::UnderWay => (Class::StatePale, None),
        State::Done => (Class::StateDone, None),
        State::Delayed => (Class::StateLate, Some((Class::StateLateHatch, false))),
        State::Adjusted => (Class::StateMoved, Some((Class::StateMovedHatch, true))),
    };
    canvas.rect(class, from, to)?;
    hatch.map_or(Ok(()), |(class, falling)| strokes(canvas, class, falling, from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::picture;
    use crate::check;

    #[test]
    fn kinds_stay_apart_without_colour() {
        let of = |kind: Kind| {
            let svg = picture(&check::frame(360), 60.0, |canvas| {
                Part::Entry(kind).fill(canvas, (100.0, 10.0), (150.0, 30.0))
            });
            let strokes = |class: &str| {
                let of = |name: &str| check::numbers(&svg, "line", class, name);
                let (y1, y2) = (of("y1"), of("y2"));
                y1.iter().zip(&y2).map(|(a, b)| a.total_cmp(b)).next()
            };
            let fill =
                ["st-done", "st-open", "st-moved", "st-pale"].map(|class| svg.contains(&format!(r#""{class}""#)));
            (fill, strokes("lead-l hatch"), strokes("st-moved-h"))
        };
        let kinds = [
            Kind::Value,
            Kind::NoCases,
            Kind::NotApplicable,
            Kind::NotYetAvailable,
            Kind::Missing,
        ];
        let drawn = kinds.map(of);
        for (i, one) in drawn.iter().enumerate() {
            assert!(!drawn[i + 1..].contains(one), "{:?}: {one:?}", kinds[i]);
        }
    }

    #[test]
    fn strokes_rise_or_fall_within_their_stretch() {
        for (state, class, falls) in [
            (State::Delayed, "st-late-h", false),
            (State::Adjusted, "st-moved-h", true),
        ] {
            let svg = picture(&check::frame(360), 60.0, |canvas| {
                fill(canvas, state, (100.0, 10.0), (150.0, 30.0))
            });
            let of = |name: &str| check::numbers(&svg, "line", class, name);
            let (x1, x2, y1, y2) = (of("x1"), of("x2"), of("y1"), of("y2"));
            assert!(x1.len() > 8, "{svg}");
            assert!(x1.iter().chain(&x2).all(|x| (100.0..=150.0).contains(x)), "{svg}");
            assert!(y1.iter().chain(&y2).all(|y| (10.0..=30.0).contains(y)), "{svg}");
            let slopes = x1
                .iter()
                .zip(&x2)
                .zip(y1.iter().zip(&y2))
                .map(|((a, b), (c, d))| (b - a) * (d - c));
            assert!(
                slopes
                    .into_iter()
                    .all(|slope| if falls { slope >= 0.0 } else { slope <= 0.0 }),
                "{svg}"
            );
        }
    }
}
