//! Charts of the nine cities over time.
use charts::{Line, Multiples, Note, Panel, Revision, Spark, Target, Trend};

use crate::nine::{CITIES, MONTHS, axis};

pub fn trend() -> Trend {
    let lines = CITIES.iter().map(|(name, _, points)| {
        let known: Vec<_> = points.iter().map(|v| v.is_finite().then_some(*v)).collect();
        let last = known.iter().flatten().last().copied().unwrap_or_default();
        let end_text = format!("{last:.1}{}", if *name == "Kunming" { " (May)" } else { "" });
        Line {
            label: (*name).to_owned(),
            points: known,
            end_text,
            highlighted: *name == "Changsha",
            hollow_from: (*name == "Changsha").then_some(9),
            corrected: if *name == "Suzhou" { vec![4] } else { Vec::new() },
            ..Line::default()
        }
    });
    Trend {
        periods: MONTHS.map(str::to_owned).to_vec(),
        lines: lines.collect(),
        band: None,
        median: None,
        median_label: String::new(),
        axis: axis(false, true, "%"),
        notes: Vec::new(),
        targets: Vec::new(),
        ..Trend::default()
    }
}

/// The same with a target path that was revised.
pub fn target_trend(chinese: bool) -> Trend {
    let mut chart = own_trend();
    let words = |zh: &str, en: &str| if chinese { zh } else { en }.to_owned();
    let early = [
        Some(85.0),
        Some(85.0),
        Some(85.0),
        Some(85.0),
        Some(89.0),
        Some(89.0),
        Some(89.0),
    ];
    let path = |late: f64| [&early[..], &[Some(late); 3][..]].concat();
    chart.targets = vec![Target {
        label: words("目标", "Target"),
        end_text: "92".into(),
        steps: path(92.0),
        revisions: vec![Revision {
            period: 7,
            before: path(95.0),
            text: words(
                "2026年3月20日 备案方案调整：二季度目标由 95 改为 92",
                "20 March 2026: the plan on file was revised, the second-quarter target from 95 to 92",
            ),
        }],
    }];
    if !chinese {
        chart.periods = MONTHS.map(str::to_owned).to_vec();
        chart.lines[0].label = "Changsha".into();
        chart.median_label = "Median 94.7".into();
        chart.notes.clear();
    }
    chart
}

pub fn own_trend() -> Trend {
    let mut own = trend();
    own.notes = vec![Note {
        line: 0,
        period: 2,
        text: "长沙 2025年11月：两中心合并，口径未变".into(),
        ..Note::default()
    }];
    own.lines.retain(|line| line.highlighted);
    if let Some(line) = own.lines.first_mut() {
        line.label = "长沙".into();
        line.points[4] = None;
    }
    let at = |i: usize| {
        let mut values: Vec<_> = CITIES.iter().map(|c| c.2[i]).filter(|v| v.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    own.band = Some((0..10).map(|i| Some((at(i)[0], at(i)[at(i).len() - 1]))).collect());
    own.median = Some((0..10).map(|i| Some(at(i)[at(i).len() / 2])).collect());
    own.median_label = "九市中位数 94.7".into();
    own.periods = (0..10)
        .map(|i| {
            format!(
                "{}月{}",
                (i + 8) % 12 + 1,
                if i == 0 {
                    "\n2025年"
                } else if i == 4 {
                    "\n2026年"
                } else {
                    ""
                }
            )
        })
        .collect();
    own
}

pub fn multiples(chinese: bool) -> Multiples {
    let panels = CITIES.iter().map(|(name, zh, points)| {
        let known: Vec<_> = points.iter().map(|v| v.is_finite().then_some(*v)).collect();
        let last = known.iter().flatten().last().copied().unwrap_or_default();
        let note = |zh: &str, en: &str| Some(if chinese { zh } else { en }.to_owned());
        Panel {
            label: if chinese { zh } else { name }.to_string(),
            points: known,
            end_text: format!("{last:.1}"),
            highlighted: *name == "Changsha",
            hollow_from: (*name == "Changsha").then_some(9),
            corrected: if *name == "Suzhou" { vec![4] } else { Vec::new() },
            note: match *name {
                "Kunming" => note("6月未报送", "June not in"),
                "Changsha" => note("已报送", "submitted"),
                _ => None,
            },
            ..Panel::default()
        }
    });
    let periods = if chinese {
        own_trend().periods
    } else {
        MONTHS.map(str::to_owned).to_vec()
    };
    Multiples {
        periods,
        panels: panels.collect(),
        median: chinese.then(|| own_trend().median).flatten(),
        band: None,
        median_label: "九市中位数".into(),
        axis: axis(false, true, if chinese { "件/百万人" } else { "%" }),
        ..Multiples::default()
    }
}

pub fn sparks() -> String {
    let own = CITIES[6].2.map(Some).to_vec();
    let mut gap = own.clone();
    gap[3] = None;
    let all = [
        (own.clone(), None),
        (own, Some(9)),
        (gap, Some(8)),
        (vec![Some(5.0)], None),
        (vec![Some(0.0); 5], None),
        (vec![None; 3], None),
    ];
    let all = all.map(|(points, hollow_from)| {
        charts::spark(&Spark {
            marks: vec![],
            points,
            hollow_from,
            title: "Changsha".into(),
        })
    });
    all.concat()
}

/// Sixty periods of values of a billion.
pub fn sixty() -> Trend {
    let mut sixty = own_trend();
    sixty.periods = (0..60)
        .map(|i| {
            format!(
                "{}{}",
                i % 12 + 1,
                if i % 12 == 0 {
                    format!("\n{}", 2025 + i / 12)
                } else {
                    String::new()
                }
            )
        })
        .collect();
    sixty.lines[0].points = (0..60).map(|i| Some(1e9 + f64::from(i * i % 37) * 1e7)).collect();
    (sixty.band, sixty.median, sixty.axis) = (None, None, axis(false, false, "万元"));
    sixty
}
