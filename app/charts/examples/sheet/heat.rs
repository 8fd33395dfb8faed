//! The heat map of nine cities.
use charts::{Heat, HeatCell, HeatGroup, HeatRow, Shade};

use crate::nine::CITIES;

pub fn heat(chinese: bool) -> Heat {
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
