//! What a city types into a report, item by item: ratios over its own base figures, and what its story adds.

use std::collections::BTreeMap;

use domain::{
    city::City,
    entry::{Field, Typed},
    indicator,
    period::Period,
};
use jiff::SignedDuration;

use super::{
    level::{Item, fields},
    profile::Profile,
    seed::share,
};

/// All items of a report, without explanations.
pub(super) fn typed(city: &City, who: &Profile, report: Period) -> BTreeMap<String, Typed> {
    let items = indicator::items(report).into_iter();
    items
        .map(|d| (d.code.clone(), Item::new(city, who, d, report).typed()))
        .collect()
}

impl Item<'_> {
    fn typed(&self) -> Typed {
        if let Some(other) = self.no_value() {
            return other;
        }
        let slug = self.who.slug;
        let (b1, people) = (self.base("B1"), self.people);
        match self.code {
            "B1" | "B2" | "B3" | "B4" | "B5" | "B6" | "B7" => self.count(self.base(self.code)),
            "S1-01" => {
                let yes = self.quarter >= self.who.list_from;
                fields([(Field::Value, if yes { "yes" } else { "no" }.to_owned())])
            }
            "S1-02" => self.over(b1, self.between(60.0, 100.0, 0.01)),
            "S1-03" => self.count(self.between(0.0, 3.4, 0.3)),
            "S1-04" => self.over(self.base("B2"), self.between(41.0, 97.0, 0.01)),
            "S2-01" => self.ratio(b1 * 0.78, self.between(63.0, 99.0, 0.01)),
            "S2-02" => self.over(b1, self.between(46.0, 96.0, 0.01)),
            "S3-01" => self.over(self.base("B7"), self.between(34.0, 97.0, 0.01)),
            "S3-02" => self.count(self.between(11.0, 46.0, 0.0)),
            "S4-01" => self.over(self.base("B3"), self.between(36.0, 101.0, 0.0).min(100.0)),
            "S4-02" => self.over(self.base("B2"), self.between(37.0, 95.0, 0.01)),
            "N1-01" => self.over(self.base("B4"), self.between(89.5, 99.9, 0.05)),
            "N1-02" => self.ratio(b1 * 13.5, self.between(41.0, 79.0, 0.004)),
            "N1-03" => {
                let before_course = if slug == "changsha" && self.quarter < 2 {
                    33.0
                } else {
                    0.0
                };
                self.over(self.base("B6"), self.between(62.0, 99.0, 0.01) - before_course)
            }
            "N2-01" => self.over(b1, self.between(58.0, 100.0, 0.01)),
            "N2-02" => {
                let due = (self.flow(people / 420.0, 0.9) - 0.6).max(0.0);
                self.ratio(due, self.between(66.0, 104.0, 0.1).min(100.0))
            }
            "N2-03" => {
                let backlog = if slug == "kunming" && self.month >= 7.0 {
                    1.46
                } else {
                    1.0
                };
                self.total(self.flow(people * 0.85, 0.08), self.between(3.9, 0.8, 0.03) * backlog)
            }
            "N3-01" => self.ratio(self.base("B7") * 0.6, self.between(79.0, 100.0, 0.04)),
            "N3-02" => self.count(if slug == "kunming" && self.calendar_month == 12 {
                1.0
            } else {
                0.0
            }),
            "N4-01" => self.gap(),
            "N4-02" => self.ratio(
                self.flow(people / 62.0, 0.35),
                self.between(76.0, 101.0, 0.06).min(100.0),
            ),
            "F1-01" => self.ratio(b1 * 0.86, self.between(51.0, 99.0, 0.01)),
            "F1-02" => self.total(b1, self.between(1.42, 0.16, 0.01)),
            "F1-03" => self.total(
                self.flow(self.who.pledge.min(900_000.0) / 2_100.0, 0.1),
                self.between(17.5, 6.2, 0.02),
            ),
            "F2-01" => self.over(self.base("B5"), self.between(66.0, 98.0, 0.02)),
            "F2-02" => fields([
                (Field::Value, format!("{:.2}", self.between(80.5, 95.5, 0.05))),
                (Field::N, format!("{:.0}", self.flow(people * 0.9, 0.15))),
            ]),
            "F2-03" => self.ratio(self.flow(people * 0.46, 0.1), self.between(82.0, 99.0, 0.05)),
            "F3-01" => {
                let opened = slug == "suzhou" && self.month >= 6.0;
                let more = match (opened, self.calendar_month) {
                    (true, 3) => 5.1,
                    (true, _) => 3.6,
                    _ => 1.0,
                };
                self.count(self.flow(people * 9.0, 0.12) * (0.5 + self.way(0.0)) * more)
            }
            "F3-02" => self.ratio(b1 * 4.6, self.between(15.0, 68.0, 0.01)),
            "F4-01" => self.count(self.who.key_outlets + f64::from(self.quarter / 2) * self.who.gain * 4.0),
            "F4-02" => self.count(self.flow(people * 1.5, 0.18) * (0.6 + self.way(0.0))),
            "F4-03" => {
                // 26 April is the World Intellectual Property Day; the week around it is full of events.
                let week = if self.calendar_month == 4 {
                    2.3 + 1.6 * share(&[slug, "week"])
                } else {
                    1.0
                };
                self.count(self.flow(4.0 + people / 95.0, 0.15) * week)
            }
            "F4-04" => {
                let slump = if slug == "guangzhou" && self.quarter == 2 {
                    0.27
                } else {
                    1.0
                };
                fields([(Field::Value, format!("{:.2}", self.flow(self.who.pledge, 0.12) * slump))])
            }
            _ => Typed::default(),
        }
    }

    /// Not applicable or not yet available, where the city's story says so.
    fn no_value(&self) -> Option<Typed> {
        let later = |reason: &str, days: i64| {
            let expected = self.last_day.saturating_add(SignedDuration::from_hours(24 * days));
            fields([
                (Field::Kind, "not_yet_available".to_owned()),
                (Field::Reason, reason.to_owned()),
                (Field::ExpectedOn, expected.to_string()),
            ])
        };
        let never = |reason: &str| {
            fields([
                (Field::Kind, "not_applicable".to_owned()),
                (Field::Reason, reason.to_owned()),
            ])
        };
        match (self.who.slug, self.code, self.quarter) {
            ("kunming", "F1-03", 0..=2) => Some(never(
                "本市专利预审业务尚在筹备，备案主体登记工作未启动，本期无预审案件。",
            )),
            ("changchun", "N2-02", 0..=1) => Some(never("本市“好差评”差评核实机制尚未建立，暂无应整改的核实差评。")),
            ("kunming", "F4-04", 2..) => Some(later("质押融资登记数据由省级部门统一汇总，本期汇总结果尚未反馈。", 120)),
            ("changchun", "F2-02", 1) => Some(later("第三方满意度调查仍在进行，有效问卷尚未回收完毕。", 61)),
            ("beijing", "F3-02", 1) => Some(later("跨部门共享材料清单正在会同市政务服务部门核对。", 45)),
            ("guangzhou", "S1-04", 1) => Some(later("首轮对标检查正在各区开展，检查结果待汇总。", 50)),
            _ => None,
        }
    }
}
