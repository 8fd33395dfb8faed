//! Charts over periods made of a hard case.
use charts::{
    Bars, Break, Line, Multiples, Note, Panel, Slope, SlopeEnd, SlopeLine, Spark, Strip, StripRow, Target, Trend,
};

use super::{Case, shown};

fn labels(case: &Case) -> Vec<String> {
    let year = |i: usize| {
        if i.is_multiple_of(12) {
            format!("\n{}", 2025 + i / 12)
        } else {
            String::new()
        }
    };
    let label = |i: usize| format!("{}{}", i % 12 + 1, case.say("月", ""));
    (0..case.periods())
        .map(|i| format!("{}{}", label(i), year(i)))
        .collect()
}

fn reads(case: &Case, city: usize) -> Vec<String> {
    let values = case.values[city].iter().enumerate();
    values
        .map(|(i, v)| format!("{} {}: {}", case.cities[city], i + 1, case.text(*v)))
        .collect()
}

fn median(case: &Case) -> Vec<Option<f64>> {
    let at = |p: usize| Case::median(case.values.iter().map(move |values| values[p]));
    (0..case.periods()).map(at).collect()
}

fn last(case: &Case, city: usize) -> String {
    case.text(case.values[city].iter().flatten().last().copied())
}

/// One for all and, where there are years, one for the second city.
fn breaks(case: &Case) -> Vec<Break> {
    let all = Break {
        period: 4,
        text: case.say("2026年二季度起口径调整", "Defined anew from the second quarter"),
        line: None,
    };
    let own = Break {
        period: 20,
        text: case.say("区划调整", "New area of one city"),
        line: Some(1),
    };
    vec![all, own]
}

pub fn trend(case: &Case) -> String {
    let line = |(i, label): (usize, &String)| Line {
        label: label.clone(),
        points: case.values[i].clone(),
        end_text: last(case, i),
        highlighted: i == 0,
        hollow_from: (i == 0 && case.periods() == 12).then_some(11),
        corrected: if i == 1 { vec![2] } else { vec![] },
        reads: reads(case, i),
        ..Line::default()
    };
    let steps = case
        .values
        .first()
        .map(|values| values.iter().map(|v| v.map(|v| v * 1.05)));
    let chart = Trend {
        periods: labels(case),
        lines: case.cities.iter().enumerate().map(line).collect(),
        median: Some(median(case)),
        median_label: case.say("中位数", "median"),
        axis: case.axis(),
        notes: vec![Note {
            line: 0,
            period: 1,
            text: case.say("窗口系统升级停用4天", "portal closed for 4 days"),
            ..Note::default()
        }],
        targets: steps
            .filter(|_| case.periods() == 4)
            .map(|steps| Target {
                label: case.say("目标", "target"),
                end_text: String::new(),
                steps: steps.collect(),
                revisions: vec![],
            })
            .into_iter()
            .collect(),
        breaks: breaks(case),
        ..Trend::default()
    };
    charts::trend(&chart, &case.frame())
}

pub fn slope(case: &Case) -> String {
    let end = |value: Option<f64>, hollow| SlopeEnd {
        value,
        text: value.map_or_else(String::new, shown),
        hollow,
        read: case.text(value),
    };
    let line = |label: String, from, to, highlighted: bool| SlopeLine {
        label,
        from: end(from, false),
        to: end(to, highlighted && case.periods() == 12),
        lacks: case.say("未报送", "not in"),
        highlighted,
    };
    let cities = case
        .ends()
        .map(|(i, city, from, to)| line(city.clone(), from, to, i == 0));
    let chart = Slope {
        periods: [case.say("2025年四季度", "Q4 2025"), case.say("2026年二季度", "Q2 2026")],
        lines: cities.collect(),
        median: Some(line(
            case.say("中位数", "median"),
            Case::median(case.ends().map(|e| e.2)),
            Case::median(case.ends().map(|e| e.3)),
            false,
        )),
        axis: case.axis(),
        breaks: vec![Break {
            period: 1,
            text: case.say("区划调整", "New area of one city"),
            line: Some(1),
        }],
    };
    charts::slope(&chart, &case.frame())
}

pub fn multiples(case: &Case) -> String {
    let panel = |(i, label): (usize, &String)| Panel {
        label: label.clone(),
        points: case.values[i].clone(),
        end_text: last(case, i),
        highlighted: i == 0,
        hollow_from: (i == 0 && case.periods() == 12).then_some(11),
        note: (i == 1).then(|| case.say("已报送", "submitted")),
        reads: reads(case, i),
        ..Panel::default()
    };
    let chart = Multiples {
        periods: labels(case),
        panels: case.cities.iter().enumerate().map(panel).collect(),
        median: Some(median(case)),
        median_label: case.say("中位数", "median"),
        axis: case.axis(),
        breaks: breaks(case),
        ..Multiples::default()
    };
    charts::multiples(&chart, &case.frame())
}

pub fn strip(case: &Case) -> String {
    let row = |(i, label): (usize, &String)| StripRow {
        label: label.clone(),
        cells: case.values[i].iter().map(|v| v.map(|v| v > 70.0)).collect(),
        highlighted: i == 0,
        since: case.say("自2026年3月", "since March 2026"),
        reads: reads(case, i),
    };
    let chart = Strip {
        rows: case.cities.iter().enumerate().map(row).collect(),
        periods: labels(case),
        yes: case.say("是", "yes"),
        no: case.say("否", "no"),
        missing: case.say("未报送", "not reported"),
        foot: case.say("九市中 3 市为“是”", "3 of 9 cities say yes"),
    };
    charts::strip(&chart, &case.frame())
}

pub fn bars(case: &Case) -> String {
    let count = |city: usize| {
        let values = case.values.get(city).into_iter().flatten();
        values.map(|v| v.unwrap_or_default().abs() as u32).collect()
    };
    let chart = Bars {
        labels: labels(case),
        first: (case.cities.first().cloned().unwrap_or_default(), count(0)),
        second: (case.cities.get(1).cloned().unwrap_or_default(), count(1)),
    };
    charts::bars(&chart, &case.frame())
}

pub fn spark(case: &Case) -> String {
    charts::spark(&Spark {
        marks: vec![1],
        points: case.values.first().cloned().unwrap_or_default(),
        hollow_from: (case.periods() == 12).then_some(11),
        title: case.cities.first().cloned().unwrap_or_default(),
    })
}
