//! The hard cases of every chart, each a set of values by city and period; the snapshots are drawn from them, and the
//! example `sheet` makes a page of them to look at. What each chart makes of a case is in the files beside.
mod over_time;
mod rows;

use charts::{Axis, Frame, Standalone};

/// Values of some cities over some periods.
pub struct Case {
    pub name: &'static str,
    pub width: u32,
    pub chinese: bool,
    pub cities: Vec<String>,
    pub values: Vec<Vec<Option<f64>>>,
    pub unit: &'static str,
    pub from_zero: bool,
    /// As a file with these words.
    pub standalone: Option<Standalone>,
}

const SHORT: [(&str, &str); 9] = [
    ("Beijing", "北京"),
    ("Shanghai", "上海"),
    ("Guangzhou", "广州"),
    ("Shenzhen", "深圳"),
    ("Changchun", "长春"),
    ("Hangzhou", "杭州"),
    ("Changsha", "长沙"),
    ("Kunming", "昆明"),
    ("Suzhou", "苏州"),
];
const LONG: [(&str, &str); 3] = [
    (
        "Changsha Municipal Intellectual Property Protection Centre",
        "长沙市知识产权保护与公共服务中心",
    ),
    (
        "Administration for Market Regulation of Suzhou",
        "苏州市市场监督管理局（知识产权局）",
    ),
    (
        "Guangzhou Development District Service Station",
        "广州开发区知识产权公共服务工作站",
    ),
];

fn case(name: &'static str, width: u32, chinese: bool, values: Vec<Vec<Option<f64>>>) -> Case {
    let cities = (0..values.len()).map(|i| pick(SHORT[i % 9], chinese));
    Case {
        name,
        width,
        chinese,
        cities: cities.collect(),
        values,
        unit: "%",
        from_zero: false,
        standalone: None,
    }
}

fn pick((english, chinese): (&str, &str), is_chinese: bool) -> String {
    if is_chinese { chinese } else { english }.to_owned()
}

/// Values of a rule by city and period.
fn values(cities: usize, periods: usize, of: impl Fn(f64, f64) -> Option<f64>) -> Vec<Vec<Option<f64>>> {
    let city = |c: usize| (0..periods).map(|p| of(c as f64, p as f64)).collect();
    (0..cities).map(city).collect()
}

/// Rising rates with gaps; the last of the eighth city is missing.
fn rates(cities: usize, periods: usize) -> Vec<Vec<Option<f64>>> {
    let most = periods as f64 - 1.0;
    values(cities, periods, |c, p| {
        let missing = (c * 5.0 + p) % 17.0 > 15.5 || c > 6.5 && c < 7.5 && p > most - 0.5;
        let value = 60.0 + c * 3.7 % 17.0 + p / most.max(1.0) * (22.0 - c) + (c * p) % 3.0;
        (!missing).then_some((value * 10.0).round() / 10.0)
    })
}

/// Every hard case, the same for all charts.
pub fn cases() -> Vec<Case> {
    let long = |name, width, chinese| Case {
        cities: LONG.map(|names| pick(names, chinese)).to_vec(),
        ..case(name, width, chinese, rates(3, 4))
    };
    vec![
        case("one-value", 360, false, vec![vec![Some(91.5)]]),
        case("all-equal", 360, true, values(3, 4, |_, _| Some(50.0))),
        case("all-missing", 360, true, values(3, 4, |_, _| None)),
        Case {
            from_zero: true,
            unit: "件",
            ..case("zero", 640, true, values(3, 4, |_, _| Some(0.0)))
        },
        Case {
            from_zero: true,
            ..case(
                "negative-change",
                640,
                false,
                values(4, 4, |c, p| Some(c * 4.5 - 9.0 - p * 1.5)),
            )
        },
        Case {
            unit: "万元",
            ..case(
                "a-billion",
                360,
                true,
                values(3, 4, |c, p| Some(1e9 + c * 2.34e8 + p * 5.6789e7)),
            )
        },
        case("twelve-periods", 840, false, rates(9, 12)),
        case("twelve-narrow", 360, true, rates(9, 12)),
        case("sixty-periods", 1600, false, rates(3, 60)),
        case("sixty-narrow", 360, true, rates(3, 60)),
        long("long-english", 360, false),
        long("long-chinese", 360, true),
        long("long-wide", 1600, false),
    ]
}

type Draw = fn(&Case) -> String;

/// Every chart by its name.
pub const CHARTS: [(&str, Draw); 13] = [
    ("ranked-dots", rows::dots),
    ("distance", rows::distance),
    ("scatter", rows::scatter),
    ("kinds", rows::kinds),
    ("plan", rows::plan),
    ("heat", rows::heat),
    ("timeline", rows::timeline),
    ("trend", over_time::trend),
    ("slope", over_time::slope),
    ("small-multiples", over_time::multiples),
    ("strip", over_time::strip),
    ("bars", over_time::bars),
    ("spark", over_time::spark),
];

impl Case {
    fn say(&self, chinese: &str, english: &str) -> String {
        pick((english, chinese), self.chinese)
    }

    fn periods(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    fn frame(&self) -> Frame {
        Frame {
            width: self.width,
            title: self.say("网上办件率", "Online handling rate"),
            desc: self.say("一句话说明。", "One sentence."),
            id: self.name.to_owned(),
            lang: if self.chinese { "zh-CN" } else { "en" }.to_owned(),
            standalone: self.standalone.clone(),
        }
    }

    fn axis(&self) -> Axis {
        Axis {
            from_zero: self.from_zero,
            ticks: Box::new(shown),
            unit: self.unit.to_owned(),
            ..Axis::default()
        }
    }

    /// City, its first value and its last.
    fn ends(&self) -> impl Iterator<Item = (usize, &String, Option<f64>, Option<f64>)> {
        let at = |values: &[Option<f64>]| (values.first().copied().flatten(), values.last().copied().flatten());
        let cities = self.cities.iter().zip(&self.values).enumerate();
        cities.map(move |(i, (city, values))| {
            let (first, last) = at(values);
            (i, city, first, last)
        })
    }

    fn text(&self, value: Option<f64>) -> String {
        value.map_or_else(|| self.say("未报送", "not in"), shown)
    }

    /// The middle one of some values.
    fn median(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
        let mut values: Vec<_> = values.flatten().collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }
}

/// A number as a page writes it: thousands parted, one decimal at most.
fn shown(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (whole, rest) = ((tenths / 10).abs().to_string(), tenths.abs() % 10);
    let mut parts: Vec<_> = whole.as_bytes().rchunks(3).map(String::from_utf8_lossy).collect();
    parts.reverse();
    let sign = if tenths < 0 { "−" } else { "" };
    let rest = if rest == 0 { String::new() } else { format!(".{rest}") };
    format!("{sign}{}{rest}", parts.join(","))
}
