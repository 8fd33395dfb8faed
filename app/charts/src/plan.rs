//! Plan: what was planned as an outline and what came of it as a fill, by city on a common scale from zero.
use crate::Frame;
use crate::canvas::{Canvas, Drawn, picture, width};
use crate::class::Class;
use crate::hatch::hatch;
use crate::key::{Key, SIGN};
use crate::rows::{BAR, Rows};
use crate::scale::drawable;

/// Two values by city, the second a part of the first or beyond it.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// What the outline is, as `计划`.
    pub planned: String,
    /// What the fill is, as `支出`.
    pub actual: String,
    /// The rows, drawn in this order.
    pub rows: Vec<PlanRow>,
}

/// One row of a [`Plan`].
#[derive(Debug, Clone, Default)]
pub struct PlanRow {
    /// Name of the city.
    pub label: String,
    /// The planned value; none or below zero has no outline.
    pub planned: Option<f64>,
    /// What came of it; none or below zero is hatched, for it is not zero.
    pub actual: Option<f64>,
    /// Both as worded by the caller, at the end of the row, or why one is missing.
    pub text: String,
    /// The row that the chart is about.
    pub highlighted: bool,
}

const SIGN_WIDTH: f64 = 24.0;
/// The fill is lower than the outline, so that neither hides the other.
const INSET: f64 = 5.0;

/// Draws the rows in the caller's order with the key above and the words at their ends.
pub fn plan(chart: &Plan, frame: &Frame) -> String {
    let width = width(frame);
    let entries = [(false, &chart.planned), (true, &chart.actual)];
    let key = Key::of(entries.into_iter(), SIGN_WIDTH, width);
    let words = chart.rows.iter().map(|row| (row.label.as_str(), row.text.as_str()));
    let rows = Rows::of(words, width, key.height());
    let values = chart.rows.iter().flat_map(|row| [row.planned, row.actual]);
    let most = values.filter_map(known).fold(0.0, f64::max);
    picture(frame, rows.bottom() + 4.0, |canvas| {
        key.draw(canvas, |actual, (x, y)| {
            let (left, right) = (x + 1.0, x + SIGN_WIDTH - 1.0);
            match actual {
                true => canvas.rect(Class::Bar, (left, y + 4.0), (right, y + SIGN - 4.0)),
                false => canvas.rect(Class::CellOpen, (left, y + 1.0), (right, y + SIGN - 1.0)),
            }
        })?;
        for (i, row) in chart.rows.iter().enumerate() {
            canvas.group(&format!("{}: {}", row.label, row.text), || {
                rows.draw(canvas, i, (&row.label, &row.text), row.highlighted)?;
                let (top, _) = rows.bar(i);
                draw_bar(canvas, row, top, |value| rows.at(value, most), rows.left)
            })?;
        }
        Ok(())
    })
}

/// A value that has a length.
fn known(value: Option<f64>) -> Option<f64> {
    drawable(value).filter(|v| *v >= 0.0)
}

fn draw_bar(canvas: &Canvas<'_>, row: &PlanRow, top: f64, at: impl Fn(f64) -> f64, left: f64) -> Drawn {
    let bottom = top + BAR;
    canvas.path(Class::AxisLine, &[(left, top - 3.0), (left, bottom + 3.0)])?;
    let fill = if row.highlighted { Class::BarHl } else { Class::Bar };
    if let Some(right) = known(row.actual).map(&at).filter(|right| *right > left) {
        canvas.rect(fill, (left, top + INSET), (right, bottom - INSET))?;
    }
    // Over the fill: its end is seen within one that goes beyond.
    let Some(right) = known(row.planned).map(at).filter(|right| *right > left) else {
        return Ok(());
    };
    if known(row.actual).is_none() {
        hatch(canvas, (left, top), (right, bottom))?;
    }
    canvas.rect(Class::CellOpen, (left, top), (right, bottom))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;

    fn row(label: &str, planned: Option<f64>, actual: Option<f64>) -> PlanRow {
        PlanRow {
            label: label.into(),
            planned,
            actual,
            text: format!("{label} words"),
            highlighted: label == "B",
        }
    }

    fn chart(rows: Vec<PlanRow>) -> Plan {
        Plan {
            planned: "planned".into(),
            actual: "spent".into(),
            rows,
        }
    }

    /// Those of the rows, behind that of the key.
    fn widths(svg: &str, class: &str) -> Vec<f64> {
        check::numbers(svg, "rect", class, "width").split_off(1)
    }

    #[test]
    fn outline_and_fill_are_as_long_as_their_values() {
        let rows = vec![row("A", Some(200.0), Some(50.0)), row("C", Some(100.0), Some(150.0))];
        let svg = plan(&chart(rows), &check::frame(1000));
        let (outlines, fills) = (widths(&svg, "cell-open"), widths(&svg, "bar"));
        assert!((outlines[0] / fills[0] - 4.0).abs() < 0.02, "{outlines:?} {fills:?}");
        assert!(
            (fills[1] / outlines[1] - 1.5).abs() < 0.02,
            "more than was planned goes beyond"
        );
        for part in [
            ">planned</text>",
            ">spent</text>",
            ">A words</text>",
            "<title>A: A words</title>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(
            svg.rfind(r#"class="cell-open""#) > svg.rfind(r#"class="bar""#),
            "the outline lies above"
        );
    }

    #[test]
    fn what_has_no_length_is_left_out() {
        let all = plan(&chart(vec![row("A", Some(5.0), Some(0.0))]), &check::frame(360));
        assert!(!all.contains("hatch"), "nothing spent is not nothing reported");
        let rows = vec![
            row("A", None, Some(5.0)),
            row("B", Some(5.0), None),
            row("C", Some(-3.0), Some(f64::NAN)),
            row("D", Some(0.0), Some(0.0)),
        ];
        let svg = plan(&chart(rows), &check::frame(360));
        check::neat(&svg).unwrap();
        assert_eq!((widths(&svg, "cell-open").len(), widths(&svg, "bar").len()), (1, 1));
        assert!(svg.contains("lead-l hatch"), "of B nothing is known but the plan");
        assert!(svg.contains(r#"class="rowhl""#) && svg.contains(">D words</text>"));
        assert!(plan(&Plan::default(), &check::frame(360)).ends_with("</svg>"));
    }

    #[test]
    fn long_words_stand_above_their_bar() {
        let mut own = row("Changsha", Some(2986.0), Some(1790.0));
        own.text = "1,790.00 of 2,986.00 万元 (59.9%)".into();
        let at = |width: u32| {
            let svg = plan(&chart(vec![own.clone()]), &check::frame(width));
            let words = check::boxes(&svg)
                .into_iter()
                .find(|b| b.4.starts_with("1,790"))
                .unwrap();
            let outline = svg.rsplit(r#"<rect class="cell-open""#).next().unwrap();
            let y = outline.split("y=\"").nth(1).unwrap().split('"').next().unwrap();
            words.3 <= y.parse::<f64>().unwrap()
        };
        assert!(at(360) && !at(1200));
    }

    proptest! {
        #![proptest_config(check::cases())]
        #[test]
        fn nothing_overlaps(
            rows in prop::collection::vec((check::words(), check::words(), check::value(), check::value(), any::<bool>()), 0..14),
            word in check::words(), frames in check::frames(),
        ) {
            let rows = rows.into_iter().map(|(label, text, planned, actual, highlighted)| PlanRow {
                label, planned, actual, text, highlighted,
            }).collect();
            let chart = Plan { planned: word.clone(), actual: word, rows };
            check::all_neat(&frames, |frame| plan(&chart, frame))?;
        }
    }
}
