//! The states of tasks, as bars and segments show them: each has a fill, an edge and a hatch of its own, so that
//! they stay apart without colour.
use crate::canvas::{Canvas, Drawn};
use crate::class::Class;
use crate::hatch::strokes;

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
