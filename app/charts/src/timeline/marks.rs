//! The milestones of a row: diamonds, the arrows of those that were moved, their labels, and what lies beyond the scale.
use super::layout::{Layout, Placed};
use super::{Mark, MarkState, Timeline, title_of, word};
use crate::canvas::{Anchor, Canvas, Drawn};
use crate::class::{Class, Token, With};
use crate::measure::fit;
use crate::scale::centred;

/// Half a diamond in px.
const RADIUS: f64 = 7.0;
/// Between two labels.
const GAP: f64 = 6.0;

/// The milestones of a row over its bar.
pub(super) fn draw(canvas: &Canvas<'_>, chart: &Timeline, layout: &Layout<'_>, placed: &Placed<'_>) -> Drawn {
    let mid = placed.mid;
    for (on, x, side) in [(placed.beyond.0, layout.left, -1), (placed.beyond.1, layout.right, 1)] {
        if on {
            beyond(canvas, (x, mid), side)?;
        }
    }
    for (mark, x) in &placed.marks {
        let title = title_of(&mark.title, &mark.label, &word(&chart.marks, &mark.state));
        canvas.group(&title, || {
            if let Some((from, _)) = mark.moved_from.and_then(|day| layout.place(day)) {
                moved(canvas, (from, mid), (*x, mid))?;
            }
            diamond(canvas, mark.state, (*x, mid))
        })?;
    }
    for (x, words) in labels(&placed.marks, (layout.words_from, layout.width)) {
        let at = (x, mid - 17.0);
        canvas.text(Token(Class::TinyBold, With::Halo), Anchor::Middle, at, &words)?;
    }
    Ok(())
}

/// Labels above their diamonds; those without room of their own are joined to one.
fn labels(marks: &[(&Mark, f64)], bounds: (f64, f64)) -> Vec<(f64, String)> {
    let mut known: Vec<_> = marks.iter().filter(|(m, _)| !m.label.trim().is_empty()).collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1));
    let width = |words: &str| Class::TinyBold.width(words);
    let span = |(from, to, words): &(f64, f64, String)| {
        let half = width(words) / 2.0;
        let middle = centred((from + to) / 2.0, 2.0 * half, bounds);
        (middle - half, middle + half)
    };
    let mut all: Vec<(f64, f64, String)> = Vec::new();
    for (mark, x) in known {
        all.push((*x, *x, mark.label.clone()));
        while let [.., first, second] = all.as_slice() {
            if span(first).1 + GAP <= span(second).0 {
                break;
            }
            let joined = (first.0, second.1, format!("{}, {}", first.2, second.2));
            all.truncate(all.len() - 2);
            all.push(joined);
        }
    }
    let room = bounds.1 - bounds.0;
    let placed = all.into_iter().map(|(from, to, words)| {
        let shown = fit(&words, room, width);
        (centred((from + to) / 2.0, width(&shown), bounds), shown)
    });
    placed.collect()
}

fn corners((x, y): (f64, f64), radius: f64) -> [(f64, f64); 4] {
    [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
}

/// A diamond in the shape of its state.
pub(super) fn diamond(canvas: &Canvas<'_>, state: MarkState, at: (f64, f64)) -> Drawn {
    match state {
        MarkState::Due | MarkState::Moved => canvas.polygon(Class::MarkDue, &corners(at, RADIUS)),
        MarkState::Done => canvas.polygon(Class::MarkDone, &corners(at, RADIUS)),
        MarkState::Late => {
            canvas.polygon(Class::MarkLateEdge, &corners(at, RADIUS + 2.0))?;
            canvas.polygon(Class::MarkLate, &corners(at, RADIUS - 1.5))
        }
    }
}

/// The old place, and an arrow from it over the bar to the new one.
pub(super) fn moved(canvas: &Canvas<'_>, from: (f64, f64), to: (f64, f64)) -> Drawn {
    canvas.polygon(Class::MarkOld, &corners(from, RADIUS - 1.5))?;
    let over = to.1 - RADIUS - 5.0;
    let path = [(from.0, from.1 - RADIUS + 1.0), (from.0, over), (to.0, over)];
    canvas.path(Class::Arrow, &path)?;
    let head = [
        (to.0 - 3.5, over - 0.5),
        (to.0 + 3.5, over - 0.5),
        (to.0, to.1 - RADIUS + 0.5),
    ];
    canvas.polygon(Class::ArrowHead, &head)
}

/// A small arrow at the edge of the scale: something lies before it (−1) or after it (1).
pub(super) fn beyond(canvas: &Canvas<'_>, (x, y): (f64, f64), side: i8) -> Drawn {
    let out = f64::from(side);
    let (near, tip) = (x + out * 9.5, x + out * 14.0);
    canvas.path(Class::Arrow, &[(near, y - 4.5), (tip, y), (near, y + 4.5)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_without_room_are_joined() {
        let mark = |label: &str| Mark {
            label: label.into(),
            ..Mark::default()
        };
        let (one, two, three) = (mark("M1"), mark("M2"), mark("M3"));
        let apart = labels(&[(&two, 100.0), (&one, 20.0)], (0.0, 200.0));
        assert_eq!(apart.iter().map(|l| l.1.as_str()).collect::<Vec<_>>(), ["M1", "M2"]);
        let joined = labels(&[(&one, 20.0), (&two, 29.0), (&three, 150.0)], (0.0, 200.0));
        assert_eq!(
            joined.iter().map(|l| l.1.as_str()).collect::<Vec<_>>(),
            ["M1, M2", "M3"]
        );
        let crowd: Vec<_> = (0..40).map(|_| (&one, 50.0)).collect();
        let crowd = labels(&crowd, (0.0, 100.0));
        assert!(crowd.len() == 1 && crowd[0].1.ends_with('…'));
    }
}
