//! Hatches, drawn as strokes: a pattern would need an id and prints badly.
use crate::canvas::{Canvas, Drawn};
use crate::class::Class;

/// The hatch of what is missing: strokes rising to the right, cut at the box.
pub(crate) fn hatch(canvas: &Canvas<'_>, from: (f64, f64), to: (f64, f64)) -> Drawn {
    strokes(canvas, Class::Hatch, false, from, to)
}

/// Strokes rising to the right, or falling, cut at the box.
pub(crate) fn strokes(
    canvas: &Canvas<'_>,
    class: Class,
    falling: bool,
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
) -> Drawn {
    let height = bottom - top;
    let mut foot = left - height + 6.0;
    while foot < right {
        let from = foot.max(left);
        let to = (foot + height).min(right);
        let (low, high) = ((from, bottom - (from - foot)), (to, bottom - (to - foot)));
        let turned = |(x, y): (f64, f64)| (left + right - x, y);
        let line = if falling {
            [turned(low), turned(high)]
        } else {
            [low, high]
        };
        canvas.path(class, &line)?;
        foot += 6.0;
    }
    Ok(())
}
