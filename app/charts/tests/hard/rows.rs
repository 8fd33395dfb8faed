//! Charts of one period, by city, made of a hard case.
use charts::{
    Distance, DistanceKey, DistanceRow, Dot, Dots, Heat, HeatCell, HeatGroup, HeatRow, Kind, Mark, MarkState, Plan,
    PlanRow, Scatter, ScatterPoint, Shade, Stack, StackRow, State, Timeline, TimelineGroup, TimelineRow,
};

use super::{Case, shown};

/// In the case with nine cities: submitted, and too few cases.
const HOLLOW: usize = 2;
const GREY: usize = 5;

pub fn dots(case: &Case) -> String {
    let row = |(i, label, _, value): (usize, &String, _, Option<f64>)| Dot {
        label: label.clone(),
        value,
        text: case.text(value),
        place: Some((i + 1).to_string()),
        highlighted: i == 0,
        hollow: i == HOLLOW,
        grey: (i == GREY).then(|| case.say("分母仅 14 件", "only 14 cases")),
        corrected: i == 1,
        note: (i == 1).then(|| case.say("窗口系统升级停用4天", "portal closed for 4 days")),
        target: value.map(|v| (v + 3.0, case.say("目标", "target"))),
        read: format!("{label}: {}", case.text(value)),
    };
    let last = || case.ends().map(|e| e.3);
    let range = last()
        .flatten()
        .map(|v| (v, v))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let chart = Dots {
        dense: false,
        rows: case.ends().map(row).collect(),
        median: Case::median(last()).map(|m| (m, format!("{} {}", case.say("中位数", "median"), shown(m)))),
        range,
        range_label: case.say("九市区间", "nine-city range"),
        axis: case.axis(),
        value_heading: case.say("6月", "June"),
        target_label: case.say("各市目标", "own target"),
    };
    charts::ranked_dots(&chart, &case.frame())
}

pub fn distance(case: &Case) -> String {
    let row = |(i, label, baseline, value): (usize, &String, _, Option<f64>)| {
        // Every third city wants less, every second one has what it wants.
        let step = value.unwrap_or(70.0).abs().max(10.0) * 0.08;
        let sign = if (i % 3 == 2) == (i % 2 == 1) { 1.0 } else { -1.0 };
        let target = (i != 3).then(|| value.unwrap_or(70.0) + sign * step);
        let met = i % 2 == 1;
        let words = match (value, target, met) {
            (None, ..) => case.say("未报送", "not in"),
            (_, None, _) => case.say("目标待备案", "no target filed"),
            (_, _, true) => case.say("已达到", "reached"),
            _ => format!("{}{}", case.say("还差 ", "still "), shown(step)),
        };
        let text = value.map_or_else(|| words.clone(), |v| format!("{} · {words}", shown(v)));
        DistanceRow {
            label: label.clone(),
            baseline,
            value,
            target,
            met,
            read: format!("{label}: {text}"),
            text,
            hollow: i == HOLLOW,
            highlighted: i == 0,
        }
    };
    let chart = Distance {
        rows: case.ends().map(row).collect(),
        axis: case.axis(),
        key: DistanceKey {
            baseline: case.say("基期", "baseline"),
            value: case.say("当前值", "value"),
            target: case.say("本市目标", "own target"),
            short: case.say("尚有差距", "still short"),
            met: case.say("超出目标", "beyond the target"),
        },
    };
    charts::distance(&chart, &case.frame())
}

pub fn scatter(case: &Case) -> String {
    let point = |(i, label, x, y): (usize, &String, Option<f64>, Option<f64>)| ScatterPoint {
        label: label.clone(),
        x,
        y,
        text: format!("{}, {}", case.text(x), case.text(y)),
        lacks: case.say("未报送", "not in"),
        hollow: i == HOLLOW,
        corrected: i == 1,
        grey: (i == GREY).then(|| case.say("分母仅 14 件", "only 14 cases")),
        highlighted: i == 0,
        read: format!("{label}: {}, {}", case.text(x), case.text(y)),
    };
    let median = |m: f64| (m, format!("{} {}", case.say("中位数", "median"), shown(m)));
    let chart = Scatter {
        points: case.ends().map(point).collect(),
        x: case.axis(),
        y: case.axis(),
        x_heading: format!("{}, {}", case.say("窗口办件率", "Handled at windows"), case.unit),
        y_heading: format!("{}, {}", case.say("网上办件率", "Handled online"), case.unit),
        x_median: Case::median(case.ends().map(|e| e.2)).map(median),
        y_median: Case::median(case.ends().map(|e| e.3)).map(median),
    };
    charts::scatter(&chart, &case.frame())
}

pub fn kinds(case: &Case) -> String {
    let names = [
        (Kind::Value, "数值", "value"),
        (Kind::NoCases, "无业务量", "no cases"),
        (Kind::NotApplicable, "不适用", "not applicable"),
        (Kind::NotYetAvailable, "暂不可得", "not yet available"),
        (Kind::Missing, "缺报", "missing"),
    ];
    let row = |(i, label, _, value): (usize, &String, _, Option<f64>)| {
        let counts = value.map_or(vec![], |v| vec![(v.abs() / 4.0).min(9e8) as u32, 1, i as u32, 3, 2]);
        let total: u32 = counts.iter().sum();
        StackRow {
            label: label.clone(),
            reads: counts.iter().map(|n| format!("{label}: {n}")).collect(),
            counts,
            text: format!("{total}{}", case.say(" 项", " entries")),
            highlighted: i == 0,
        }
    };
    let chart = Stack {
        parts: names.map(|(kind, zh, en)| (kind.into(), case.say(zh, en))).to_vec(),
        rows: case.ends().map(row).collect(),
    };
    charts::stack(&chart, &case.frame())
}

pub fn plan(case: &Case) -> String {
    let row = |(i, label, planned, actual): (usize, &String, Option<f64>, Option<f64>)| PlanRow {
        label: label.clone(),
        planned,
        actual,
        text: format!("{} / {}", case.text(actual), case.text(planned)),
        highlighted: i == 0,
    };
    let chart = Plan {
        planned: case.say("计划", "planned"),
        actual: case.say("支出", "spent"),
        rows: case.ends().map(row).collect(),
    };
    charts::plan(&chart, &case.frame())
}

pub fn heat(case: &Case) -> String {
    let cell = |value: Option<f64>| HeatCell {
        text: case.text(value),
        shade: value.map_or(Shade::Missing, |v| {
            Shade::Step(((v - 70.0) / 10.0).clamp(-4.0, 3.0) as i8)
        }),
        title: case.text(value),
    };
    let rows = (0..case.periods().min(4)).map(|p| HeatRow {
        label: case.say(
            "公共服务事项办事指南公开比例",
            "Share of service items whose guide is published",
        ),
        unit: case.unit.to_owned(),
        cells: case.values.iter().map(|values| cell(values[p])).collect(),
    });
    let chart = Heat {
        columns: case.cities.clone(),
        highlighted: Some(0),
        groups: vec![HeatGroup {
            label: case.say("标准化", "Standardizing"),
            rows: rows.collect(),
        }],
        legend_title: case.say("目标完成度", "Attainment"),
        legend: vec![
            (Shade::Step(-4), case.say("低于 70", "below 70")),
            (Shade::Missing, case.say("未报送", "not in")),
        ],
    };
    charts::heat(&chart, &case.frame())
}

pub fn timeline(case: &Case) -> String {
    let row = |(i, label, _, value): (usize, &String, _, Option<f64>)| TimelineRow {
        label: label.clone(),
        bar: value.map(|v| (i as f64 * 20.0, i as f64 * 20.0 + v * 2.0)),
        done: Some(0.6),
        state: [State::UnderWay, State::Delayed, State::Done][i % 3],
        marks: vec![Mark {
            at: 150.0,
            label: "M1".into(),
            title: "M1".into(),
            state: MarkState::Moved,
            moved_from: Some(90.0),
        }],
        ..TimelineRow::default()
    };
    let chart = Timeline {
        from: 0.0,
        to: 365.0,
        ticks: (0..12).map(|m| (f64::from(m) * 30.4, (m + 1).to_string())).collect(),
        today: Some((200.0, case.say("今天", "today"))),
        groups: vec![TimelineGroup {
            label: String::new(),
            rows: case.ends().map(row).collect(),
        }],
        states: vec![(State::Delayed, case.say("延期", "delayed"))],
        marks: vec![(MarkState::Moved, case.say("已调整", "moved"))],
    };
    charts::timeline(&chart, &case.frame())
}
