//! Spark: a line as small as a word, for a row of a table; its numbers stand in that row.
use std::ops::Range;

use plotters::drawing::IntoDrawingArea;

use crate::backend::{Svg, escape};
use crate::canvas::{Canvas, Drawn};
use crate::class::Class;
use crate::line::{self, known, last};
use crate::scale::ends_of;

/// Values over time, without words but its name.
#[derive(Debug, Clone, Default)]
pub struct Spark {
    /// The values, one per period; a gap breaks the line.
    pub points: Vec<Option<f64>>,
    /// Index of the first point that is submitted, not accepted.
    pub hollow_from: Option<usize>,
    /// Indices of the periods marked by an upright line.
    pub marks: Vec<usize>,
    /// The line in words, for screen reader and pointer.
    pub title: String,
}

/// Width and height in px.
const SIZE: (u32, u32) = (112, 28);
const EDGE: f64 = 5.0;

/// Draws the line in 112 × 28 px with its last point dotted; equal values lie level in the middle.
pub fn spark(chart: &Spark) -> String {
    let (width, height) = SIZE;
    let title = escape(&chart.title);
    let mut out = format!(
        r#"<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"><title>{title}</title>"#
    );
    {
        let area = Svg {
            out: &mut out,
            size: SIZE,
        }
        .into_drawing_area();
        let drawn = draw(&Canvas::new(area, (0.0, 0.0)), chart);
        debug_assert!(drawn.is_ok(), "{drawn:?}");
    }
    out.push_str("</svg>");
    out
}

fn draw(canvas: &Canvas<'_>, chart: &Spark) -> Drawn {
    let points = known(&chart.points, chart.points.len());
    let Some(ends) = ends_of(points.iter().flatten().copied()) else {
        return Ok(());
    };
    let (right, bottom) = (f64::from(SIZE.0) - EDGE, f64::from(SIZE.1) - EDGE);
    let x: Range<f64> = if points.len() > 1 {
        0.0..(points.len() - 1) as f64
    } else {
        -1.0..1.0
    };
    let plot = canvas.plot((x, ends.0..ends.1), (EDGE, right), (EDGE, bottom));
    for i in chart.marks.iter().filter(|i| **i < points.len()) {
        let x = plot.at((*i as f64, ends.0)).0;
        canvas.path(Class::Lead, &[(x, EDGE), (x, bottom)])?;
    }
    line::draw(&plot, Class::Line, &points, chart.hollow_from, &[])?;
    let hollow = |x: f64| chart.hollow_from.is_some_and(|from| x >= from as f64);
    let ending = last(&points).map(|p| p.0);
    for run in line::runs(&points, &[]) {
        for &(x, value) in &run {
            let class = if hollow(x) { Class::DotOpenHl } else { Class::DotHl };
            if ending == Some(x) {
                plot.dot(class, (x, value), 3.0)?;
            } else if run.len() == 1 {
                plot.dot(class, (x, value), 1.5)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;

    fn of(points: &[Option<f64>]) -> String {
        spark(&Spark {
            marks: vec![],
            points: points.to_vec(),
            hollow_from: None,
            title: "A & B".into(),
        })
    }

    #[test]
    fn gaps_break_the_line_and_the_last_point_is_dotted() {
        let svg = of(&[Some(1.0), Some(2.0), None, Some(1.0), Some(0.0), Some(3.0), None]);
        assert_eq!(
            (svg.matches(r#"class="line""#).count(), svg.matches("<circle").count()),
            (2, 1)
        );
        assert!(svg.contains(r#"role="img"><title>A &amp; B</title>"#) && !svg.contains('#'));
    }

    #[test]
    fn one_value_is_a_dot_and_equal_values_lie_level() {
        assert!(of(&[Some(5.0)]).contains(r#"<circle class="dot-hl" cx="56" cy="14""#));
        let svg = of(&[Some(1e9), Some(1e9)]);
        assert!(
            svg.contains(r#"<line class="line" x1="5" y1="14" x2="107" y2="14"/>"#),
            "{svg}"
        );
        assert!(of(&[]).ends_with("</title></svg>") && of(&[None]).ends_with("</title></svg>"));
    }

    #[test]
    fn a_submitted_end_is_open_on_dashes() {
        let points = vec![Some(1.0), Some(2.0), Some(4.0)];
        let svg = spark(&Spark {
            marks: vec![],
            points,
            hollow_from: Some(2),
            title: String::new(),
        });
        assert!(svg.contains(r#"class="line line-open""#) && svg.contains(r#"class="dot-open-hl""#));
    }

    proptest! {
        #[test]
        fn all_stays_inside(points in prop::collection::vec(check::value(), 0..60), hollow_from: Option<u8>) {
            let svg = spark(&Spark { points, hollow_from: hollow_from.map(usize::from), marks: vec![1, 900], title: String::new() });
            for (name, most) in [("cx", 109.0), ("cy", 25.0), ("x1", 107.0), ("x2", 107.0), ("y1", 23.0), ("y2", 23.0)] {
                for part in svg.split(&format!(" {name}=\"")).skip(1) {
                    let at: f64 = part.split('"').next().unwrap().parse().unwrap();
                    prop_assert!((3.0..=most).contains(&at), "{name}={at} in {svg}");
                }
            }
        }
    }
}
