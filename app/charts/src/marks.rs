//! Signs that several charts share: the mark of a target on a row, and which dot a value gets.
use crate::canvas::{Canvas, Drawn};
use crate::class::Class;

/// The mark of a target: an upright stroke, `reach` px to both sides, under an open triangle, so that a dot upon it
/// hides neither.
pub(crate) fn target_mark(canvas: &Canvas<'_>, (x, mid): (f64, f64), reach: f64) -> Drawn {
    canvas.path(Class::Tick, &[(x, mid - reach + 1.0), (x, mid + reach)])?;
    let (top, foot) = (mid - reach - 5.0, mid - reach + 2.0);
    canvas.polygon(Class::TargetMark, &[(x - 4.5, top), (x + 4.5, top), (x, foot)])
}

/// The dot of a value by what is known of it; the words beside it say why it is grey.
pub(crate) fn dot_class(grey: bool, hollow: bool, highlighted: bool) -> Class {
    match (grey, hollow, highlighted) {
        // A hollow dot stays hollow when it is grey too.
        (false, true, true) => Class::DotOpenHl,
        (_, true, _) => Class::DotOpen,
        (true, false, _) => Class::DotGrey,
        (false, false, true) => Class::DotHl,
        (false, false, false) => Class::Dot,
    }
}
