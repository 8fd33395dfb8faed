//! Pairs of bars: two counts side by side in each of a row of periods.
use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::Class;
use crate::measure::fit;
use crate::scale::periods;

/// Two counts in each period.
#[derive(Debug, Clone, Default)]
pub struct Bars {
    /// Labels of the periods; what stands behind a line break is drawn below.
    pub labels: Vec<String>,
    /// What the first bars count.
    pub first: (String, Vec<u32>),
    /// What the second bars count; these are the ones the chart is about.
    pub second: (String, Vec<u32>),
}

const HEAD: f64 = 30.0;
const ROOM: f64 = 132.0;
const FOOT: f64 = 40.0;
const NUMBER: f64 = 18.0;

/// Draws the pairs on a common scale from zero, each with its number where all numbers have room.
pub fn bars(chart: &Bars, frame: &Frame) -> String {
    let whole = HEAD + NUMBER + ROOM + FOOT;
    picture(frame, whole, |canvas| {
        let width = width(frame);
        legend(canvas, chart, width)?;
        let count = chart.labels.len().max(1) as f64;
        let (step, base) = (width / count, HEAD + NUMBER + ROOM);
        let bar = (step * 0.36).min(18.0);
        let values = || chart.first.1.iter().chain(&chart.second.1);
        let most = f64::from(values().copied().max().unwrap_or(0).max(1));
        let widest = values()
            .map(|v| Class::SmallBold.width(&v.to_string()))
            .fold(0.0, f64::max);
        let numbered = widest <= bar + 1.0;
        canvas.path(Class::AxisLine, &[(0.0, base), (width, base)])?;
        for (i, label) in chart.labels.iter().enumerate() {
            let middle = step * (i as f64 + 0.5);
            let pair = [&chart.first.1, &chart.second.1].map(|v| v.get(i).copied().unwrap_or(0));
            let words = format!(
                "{}: {} {}, {} {}",
                label.replace('\n', " "),
                chart.first.0,
                pair[0],
                chart.second.0,
                pair[1]
            );
            canvas.group(&words, || {
                for (n, value) in pair.into_iter().enumerate() {
                    let (shape, text) = match n {
                        0 => (Class::Bar, Class::Small),
                        _ => (Class::BarHl, Class::SmallHl),
                    };
                    let left = middle - bar - 0.5 + n as f64 * (bar + 1.0);
                    let top = base - f64::from(value) / most * ROOM;
                    if value > 0 {
                        canvas.rect(shape, (left, top), (left + bar, base))?;
                    }
                    if numbered {
                        canvas.text(text, Anchor::Middle, (left + bar / 2.0, top - 5.0), &value.to_string())?;
                    }
                }
                Ok(())
            })?;
        }
        let place = |i: usize| step * (i as f64 + 0.5);
        for (x, first, second) in periods(&chart.labels, place, (0.0, width)) {
            canvas.text(Class::Tiny, Anchor::Middle, (x, base + 17.0), &first)?;
            canvas.text(Class::Tiny, Anchor::Middle, (x, base + 33.0), &second)?;
        }
        Ok(())
    })
}

fn legend(canvas: &Canvas<'_>, chart: &Bars, width: f64) -> Drawn {
    let room = (width / 2.0 - 24.0).max(0.0);
    let mut x = 0.0;
    for (shape, text, words) in [
        (Class::Bar, Class::Small, &chart.first.0),
        (Class::BarHl, Class::SmallHl, &chart.second.0),
    ] {
        canvas.rect(shape, (x, 4.0), (x + 12.0, 16.0))?;
        let shown = fit(words, room, |t| text.width(t));
        canvas.text(text, Anchor::Start, (x + 18.0, 15.0), &shown)?;
        x += 18.0 + text.width(&shown) + 24.0;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;

    fn chart(values: Vec<(u32, u32)>) -> Bars {
        let (first, second) = values.into_iter().unzip();
        let labels: Vec<String> = Vec::clone(&first)
            .iter()
            .enumerate()
            .map(|(i, _)| format!("{}月", i + 1))
            .collect();
        Bars {
            labels,
            first: ("新增".into(), first),
            second: ("办结".into(), second),
        }
    }

    #[test]
    fn each_pair_has_its_numbers_and_words() {
        let svg = bars(&chart(vec![(8, 0), (12, 4)]), &check::frame(600));
        for part in [
            ">8<",
            ">0<",
            ">12<",
            ">4<",
            "2月: 新增 12, 办结 4",
            r#"class="bar""#,
            r#"class="bar-hl""#,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        // One square each in the legend; a count of zero has no bar.
        assert_eq!(
            (
                svg.matches(r#"class="bar""#).count(),
                svg.matches(r#"class="bar-hl""#).count()
            ),
            (3, 2)
        );
        assert!(bars(&chart(Vec::new()), &check::frame(360)).contains("<svg"));
    }

    proptest! {
        #![proptest_config(check::cases())]
        #[test]
        fn nothing_meets_or_leaves(values in prop::collection::vec((0u32..2000, 0u32..2000), 0..25), frames in check::frames()) {
            let chart = chart(values);
            check::all_neat(&frames, |frame| bars(&chart, frame))?;
        }
    }
}
