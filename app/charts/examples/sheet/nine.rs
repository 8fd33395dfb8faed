//! The nine cities' rates over ten months, and what every chart of them has around it.
use charts::{Axis, Frame, Standalone};

pub const CITIES: [(&str, &str, [f64; 10]); 9] = [
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
pub const MONTHS: [&str; 10] = [
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

pub fn axis(from_zero: bool, limits: bool, unit: &str) -> Axis {
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

pub fn frame(width: u32, id: &str, lang: &str) -> Frame {
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

pub fn file(width: u32, lang: &str) -> Frame {
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

pub fn names(chinese: bool) -> Vec<&'static str> {
    CITIES.iter().map(|c| if chinese { c.1 } else { c.0 }).collect()
}
