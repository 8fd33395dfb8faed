//! The hatch of what is missing, drawn as strokes: a pattern would need an id and prints badly.
use crate::canvas::{Canvas, Drawn};
use crate::class::Class;

/// Strokes rising to the right, cut at the box.
pub(crate) fn hatch(canvas: &Canvas<'_>, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Drawn {
    let height = bottom - top;
    let mut foot = left - height + 6.0;
    while foot < right {
        let from = foot.max(left);
        let to = (foot + height).min(right);
        canvas.path(
            Class::Hatch,
            &[(from, bottom - (from - foot)), (to, bottom - (to - foot))],
        )?;
        foot += 6.0;
    }
    Ok(())
}
