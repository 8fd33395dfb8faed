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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::picture;
    use crate::check;

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
