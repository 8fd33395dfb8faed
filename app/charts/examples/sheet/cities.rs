//! Charts of the nine cities by row: dots, and yes or no.
use charts::{Dot, Dots, Strip, StripRow};

use crate::nine::{CITIES, axis};

/// The dots with the target of each city.
pub fn target_dots(chinese: bool) -> Dots {
    let mut chart = dots(chinese, false);
    for (i, row) in chart.rows.iter_mut().enumerate() {
        let target = 90.0 + (i * 5 % 8) as f64;
        row.target = Some((target, format!("{} {target}", if chinese { "目标" } else { "target" })));
    }
    chart.target_label = if chinese {
        "各市本年目标"
    } else {
        "The city's own target"
    }
    .to_owned();
    chart
}

pub fn dots(chinese: bool, from_zero: bool) -> Dots {
    let mut cities = CITIES.to_vec();
    cities.sort_by(|a, b| b.2[9].total_cmp(&a.2[9]).then(b.2[8].total_cmp(&a.2[8])));
    cities.rotate_left(1);
    let rows = cities.iter().enumerate().map(|(i, (name, zh, points))| {
        let value = points[9].is_finite().then_some(points[9]);
        Dot {
            label: if chinese { zh } else { name }.to_string(),
            value,
            text: value.map_or(if chinese { "未报送" } else { "not in" }.into(), |v| {
                format!("{v:.1}")
            }),
            place: Some(value.map_or("–".to_owned(), |_| (i + 1).to_string())),
            highlighted: *name == "Changsha",
            hollow: *name == "Guangzhou",
            corrected: *name == "Hangzhou",
            grey: (*name == "Suzhou").then(|| if chinese { "分母仅 14 件" } else { "only 14 cases" }.into()),
            note: (*name == "Changsha").then(|| {
                if chinese {
                    "1月窗口系统升级停用 4 天"
                } else {
                    "portal closed 4 days in January"
                }
                .into()
            }),
            ..Dot::default()
        }
    });
    let words = |zh: &str, en: &str| if chinese { zh } else { en }.to_owned();
    Dots {
        rows: rows.collect(),
        median: Some((95.2, words("九市中位数 95.2", "median 95.2"))),
        range: Some((84.6, 98.0)),
        range_label: words("九市区间 84.6–98.0", "nine-city range 84.6–98.0"),
        axis: axis(from_zero, true, if from_zero { "cases per million" } else { "%" }),
        value_heading: words("6月", "June"),
        target_label: String::new(),
        dense: false,
    }
}

pub fn strip(periods: usize) -> Strip {
    let rows = CITIES.iter().enumerate().map(|(i, (name, _, _))| StripRow {
        label: (*name).to_owned(),
        cells: (0..periods)
            .map(|k| (i + k != 6 && k % 17 != 9).then_some(k * 9 / periods >= i))
            .collect(),
        highlighted: *name == "Changsha",
        ..StripRow::default()
    });
    Strip {
        rows: rows.collect(),
        periods: (0..periods)
            .map(|k| {
                format!(
                    "{}{}",
                    ["Jan", "Apr", "Jul", "Oct"][k % 4],
                    if k % 4 == 0 {
                        format!("\n{}", 2025 + k / 4)
                    } else {
                        String::new()
                    }
                )
            })
            .collect(),
        yes: "yes".into(),
        no: "no".into(),
        missing: "not reported".into(),
        ..Strip::default()
    }
}
