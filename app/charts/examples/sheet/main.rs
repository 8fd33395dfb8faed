//! Writes a page with every chart of the house, to look at, and each chart's file as PNG beside it:
//! `cargo run -p charts --example sheet -- FILE [THEME]`.
mod plans;

use charts::{
    Axis, Dot, Dots, Frame, Heat, HeatCell, HeatGroup, HeatRow, Line, Multiples, Note, Panel, Revision, Shade, Spark,
    Standalone, Strip, StripRow, Target, Trend,
};

const CITIES: [(&str, &str, [f64; 10]); 9] = [
    (
        "Beijing",
        "北京",
        [93.1, 93.4, 93.9, 94.2, 94.8, 95.1, 95.6, 96.0, 96.2, 96.4],
    ),
    (
        "Shanghai",
        "上海",
        [94.0, 94.3, 94.6, 95.1, 95.2, 95.9, 96.3, 96.6, 96.9, 97.1],
    ),
    (
        "Guangzhou",
        "广州",
        [90.2, 90.8, 91.1, 91.9, 92.3, 92.8, 93.6, 94.0, 94.1, 94.7],
    ),
    (
        "Shenzhen",
        "深圳",
        [95.2, 95.4, 95.9, 96.1, 96.6, 96.9, 97.2, 97.5, 97.8, 98.0],
    ),
    (
        "Changchun",
        "长春",
        [78.4, 78.9, 79.6, 80.4, 80.2, 81.5, 82.6, 83.3, 84.0, 84.6],
    ),
    (
        "Hangzhou",
        "杭州",
        [93.6, 94.1, 94.8, 95.0, 95.5, 96.1, 96.4, 96.9, 97.0, 97.4],
    ),
    (
        "Changsha",
        "长沙",
        [84.7, 85.2, 86.0, 87.1, 86.4, 88.6, 89.8, 90.3, 90.9, 91.5],
    ),
    (
        "Kunming",
        "昆明",
        [74.9, 75.6, 76.1, 77.3, 77.0, 78.8, 79.9, 80.7, 81.7, f64::NAN],
    ),
    (
        "Suzhou",
        "苏州",
        [89.0, 89.6, 90.3, 90.9, 91.8, 92.4, 93.0, 93.9, 94.4, 95.2],
    ),
];
const MONTHS: [&str; 10] = [
    "Base-\nline",
    "Oct\n2025",
    "Nov",
    "Dec",
    "Jan\n2026",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
];

fn axis(from_zero: bool, limits: bool, unit: &str) -> Axis {
    let limit = |at: f64| limits.then_some(at);
    let ticks = Box::new(|v| format!("{v}"));
    Axis {
        min: limit(0.0),
        max: limit(100.0),
        from_zero,
        ticks,
        unit: unit.into(),
    }
}

fn frame(width: u32, id: &str, lang: &str) -> Frame {
    let (title, desc) = ("Online handling rate".to_owned(), "Changsha rises to 91.5.".to_owned());
    Frame {
        width,
        title,
        desc,
        id: id.into(),
        lang: lang.into(),
        standalone: None,
    }
}

fn trend() -> Trend {
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
fn target_trend(chinese: bool) -> Trend {
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

/// The dots with the target of each city.
fn target_dots(chinese: bool) -> Dots {
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

fn own_trend() -> Trend {
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

fn dots(chinese: bool, from_zero: bool) -> Dots {
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

fn strip(periods: usize) -> Strip {
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

fn multiples(chinese: bool) -> Multiples {
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

fn heat(chinese: bool) -> Heat {
    let words = |zh: &str, en: &str| if chinese { zh } else { en }.to_owned();
    let cell = |row: usize, column: usize| {
        let value = 62 + (row * 17 + column * 29 + row * column * 5) % 55;
        let step = [70, 80, 90, 98, 103, 107, 111]
            .iter()
            .filter(|at| value >= **at)
            .count() as i8
            - 4;
        let (text, shade) = match (row * 9 + column) % 23 {
            7 => (words("未报送", "n/r"), Shade::Missing),
            11 => (format!("{value}.5"), Shade::Open),
            16 => (format!("{},{value}0.00", value * 3), Shade::Plain),
            _ => (format!("{value}.5"), Shade::Step(step.clamp(-4, 3))),
        };
        let title = format!("{}: {text}", if chinese { CITIES[column].1 } else { CITIES[column].0 });
        HeatCell { text, shade, title }
    };
    let names = [
        ("网上办件率", "Online handling rate", "%"),
        ("商标注册申请量", "Trademark applications filed", "件"),
        (
            "公共服务事项办事指南公开比例",
            "Share of service items whose guide is published in full",
            "%",
        ),
        ("专利导航项目成果应用数量", "Patent navigation results in use", "项"),
    ];
    let group = |zh: &str, en: &str, from: usize| HeatGroup {
        label: words(zh, en),
        rows: (0..4)
            .map(|i| HeatRow {
                label: words(names[i].0, names[i].1),
                unit: names[i].2.into(),
                cells: (0..9).map(|c| cell(from + i, c)).collect(),
            })
            .collect(),
    };
    let legend = [
        (Shade::Step(-4), "低于 70", "below 70"),
        (Shade::Step(-3), "70–79", "70–79"),
        (Shade::Step(-2), "80–89", "80–89"),
        (Shade::Step(-1), "90–97", "90–97"),
        (Shade::Step(0), "98–102，达标", "98–102, on target"),
        (Shade::Step(1), "103–106", "103–106"),
        (Shade::Step(2), "107–110", "107–110"),
        (Shade::Step(3), "高于 110", "above 110"),
        (Shade::Plain, "不比较", "not compared"),
        (Shade::Missing, "未报送", "not reported"),
        (Shade::Open, "已报送，未审核", "submitted, not accepted"),
    ];
    Heat {
        columns: CITIES
            .iter()
            .map(|c| if chinese { c.1 } else { c.0 }.to_owned())
            .collect(),
        highlighted: Some(6),
        groups: vec![group("标准化", "Standardizing", 0), group("便利化", "Facilitating", 4)],
        legend_title: words("本市目标完成度，%", "Attainment of the city's own target, %"),
        legend: legend.map(|(shade, zh, en)| (shade, words(zh, en))).to_vec(),
    }
}

fn sparks() -> String {
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

fn file(width: u32, lang: &str) -> Frame {
    let words = |zh: &str, en: &str| if lang == "en" { en } else { zh }.to_owned();
    let standalone = Standalone {
        heading: words(
            "网上办件率，%，2025年10月—2026年6月",
            "Online handling rate, %, October 2025 to June 2026",
        ),
        take: words(
            "长沙上升 6.8 个百分点，比“二季度目标”低 0.5 个百分点。",
            "Changsha gained 6.8 points and is half a point below the Q2 step of its target.",
        ),
        source: words(
            "月度数据，截至 2026年7月8日 审核通过的版本。试点看板",
            "Monthly reports, accepted versions as of 8 July 2026. Pilotboard.",
        ),
        mark: Some(words("演示数据", "Demonstration data")),
    };
    Frame {
        standalone: Some(standalone),
        ..frame(width, "f", lang)
    }
}

fn names(chinese: bool) -> Vec<&'static str> {
    CITIES.iter().map(|c| if chinese { c.1 } else { c.0 }).collect()
}

/// Every kind of chart as a file, with its name.
fn files() -> Vec<(&'static str, String)> {
    vec![
        ("trend", charts::trend(&trend(), &file(820, "en"))),
        ("trend-zh", charts::trend(&own_trend(), &file(820, "zh-CN"))),
        ("dots", charts::ranked_dots(&dots(false, false), &file(560, "en"))),
        ("dots-zh", charts::ranked_dots(&dots(true, true), &file(560, "zh-CN"))),
        ("targets", charts::trend(&target_trend(false), &file(1200, "en"))),
        (
            "targets-narrow",
            charts::trend(&target_trend(true), &file(360, "zh-CN")),
        ),
        (
            "target-dots",
            charts::ranked_dots(&target_dots(true), &file(360, "zh-CN")),
        ),
        (
            "stack",
            charts::stack(&plans::stack(false, &names(false)), &file(1200, "en")),
        ),
        (
            "stack-narrow",
            charts::stack(&plans::stack(true, &names(true)), &file(360, "zh-CN")),
        ),
        (
            "plan",
            charts::plan(&plans::plan(false, &names(false)), &file(1200, "en")),
        ),
        (
            "plan-narrow",
            charts::plan(&plans::plan(true, &names(true)), &file(360, "zh-CN")),
        ),
        (
            "timeline",
            charts::timeline(&plans::timeline(false, false), &file(1200, "en")),
        ),
        (
            "timeline-narrow",
            charts::timeline(&plans::timeline(true, false), &file(360, "zh-CN")),
        ),
        (
            "timeline-narrow-en",
            charts::timeline(&plans::timeline(false, false), &file(360, "en")),
        ),
        (
            "timeline-zh",
            charts::timeline(&plans::timeline(true, true), &file(820, "zh-CN")),
        ),
        ("strip", charts::strip(&strip(8), &file(640, "en"))),
        ("strip-zh", charts::strip(&strip(40), &file(640, "zh-CN"))),
        ("multiples", charts::multiples(&multiples(false), &file(820, "en"))),
        ("multiples-zh", charts::multiples(&multiples(true), &file(640, "zh-CN"))),
        ("heat", charts::heat(&heat(false), &file(820, "en"))),
        ("heat-zh", charts::heat(&heat(true), &file(820, "zh-CN"))),
    ]
}

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap_or_else(|| "sheet.html".into());
    let theme = args.next().unwrap_or_else(|| "light".into());
    let style = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style");
    let as_image = |svg: String| {
        format!(
            "<img alt=\"file\" src=\"data:image/svg+xml,{}\">",
            svg.replace('%', "%25").replace('#', "%23").replace('"', "&quot;")
        )
    };
    let one = |charts: &[String]| {
        format!(
            "<div style=\"display:flex;gap:24px;flex-wrap:wrap;margin-bottom:32px\">{}</div>",
            charts.join("")
        )
    };
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
    let page = [
        one(&[charts::heat(&heat(false), &frame(1000, "n", "en")), sparks()]),
        one(&[as_image(charts::heat(&heat(true), &file(640, "zh-CN")))]),
        one(&[
            charts::multiples(&multiples(false), &frame(640, "k", "en")),
            charts::multiples(&multiples(true), &frame(400, "l", "zh-CN")),
        ]),
        one(&[charts::multiples(&multiples(true), &frame(1200, "m", "zh-CN"))]),
        one(&[
            charts::trend(&trend(), &frame(840, "a", "en")),
            charts::ranked_dots(&dots(false, false), &frame(400, "b", "en")),
        ]),
        one(&[
            charts::trend(&own_trend(), &frame(840, "c", "zh-CN")),
            charts::ranked_dots(&dots(true, true), &frame(400, "d", "zh-CN")),
        ]),
        one(&[
            charts::trend(&target_trend(true), &frame(840, "o", "zh-CN")),
            charts::ranked_dots(&target_dots(false), &frame(400, "p", "en")),
        ]),
        one(&[
            charts::timeline(&plans::timeline(true, false), &frame(840, "q", "zh-CN")),
            charts::timeline(&plans::timeline(false, false), &frame(360, "r", "en")),
        ]),
        one(&[
            charts::stack(&plans::stack(true, &names(true)), &frame(640, "s", "zh-CN")),
            charts::stack(&plans::stack(false, &names(false)), &frame(360, "t", "en")),
        ]),
        one(&[
            charts::plan(&plans::plan(true, &names(true)), &frame(640, "u", "zh-CN")),
            charts::plan(&plans::plan(false, &names(false)), &frame(360, "v", "en")),
        ]),
        one(&[
            charts::strip(&strip(8), &frame(840, "e", "en")),
            charts::strip(&strip(40), &frame(400, "g", "en")),
        ]),
        one(&[
            charts::trend(&trend(), &frame(360, "h", "en")),
            charts::ranked_dots(&dots(true, false), &frame(360, "i", "zh-CN")),
            charts::trend(&sixty, &frame(480, "j", "zh-CN")),
        ]),
        one(&[
            as_image(charts::trend(&trend(), &file(640, "en"))),
            as_image(charts::ranked_dots(&dots(false, false), &file(560, "en"))),
        ]),
    ];
    for (name, svg) in files() {
        let picture = charts::png(&svg, 2.0).map_err(std::io::Error::other)?;
        std::fs::write(
            std::path::Path::new(&path).with_file_name(format!("{name}.png")),
            picture,
        )?;
    }
    let sheets = ["tokens", "base", "app"]
        .map(|s| format!("<link rel=\"stylesheet\" href=\"file://{style}/{s}.css\">"))
        .concat();
    std::fs::write(
        path,
        format!(
            "<!doctype html><html lang=\"en\" data-theme=\"{theme}\"><meta charset=\"utf-8\"><title>Charts</title>{sheets}<body style=\"padding:24px\">{}</body></html>",
            page.concat()
        ),
    )
}
