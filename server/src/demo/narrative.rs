//! The four narrative sections of a quarter, worded after the city's own figures.

use std::collections::BTreeMap;

use domain::{
    city::City,
    entry::{Entry, SECTIONS, Typed},
    indicator::{self, Definition},
    lang::Lang,
    number::{canonical, show},
    period::Period,
};
use jiff::civil::Date;

use super::{
    profile::Profile,
    seed::{place, swing},
    words::OPENINGS,
};

/// The sections of a quarter, by name.
pub(super) fn sections(
    city: &City,
    who: &Profile,
    period: Period,
    entries: &BTreeMap<String, Typed>,
) -> BTreeMap<String, String> {
    let story = Story::new(city, who, period, entries);
    let texts = [
        story.progress(),
        story.problems(),
        story.innovations(),
        story.next_steps(),
    ];
    SECTIONS.iter().map(|s| (*s).to_owned()).zip(texts).collect()
}

struct Story<'a> {
    city: &'a City,
    who: &'a Profile,
    period: Period,
    /// Entries as the checks read them.
    entries: BTreeMap<String, Entry>,
    /// Computed figures as shown.
    figures: BTreeMap<String, String>,
    /// The rate that needs most care.
    weakest: Option<&'static Definition>,
    /// The rate to be proud of.
    strongest: Option<&'static Definition>,
}

impl<'a> Story<'a> {
    fn new(city: &'a City, who: &'a Profile, period: Period, typed: &BTreeMap<String, Typed>) -> Self {
        let nothing = BTreeMap::new();
        let check = domain::check::check_report(period, typed, &nothing, &BTreeMap::new(), Date::MIN);
        let (mut figures, mut rates) = (BTreeMap::new(), Vec::new());
        for d in indicator::items(period) {
            let Some(figure) = check.items.get(&d.code).and_then(|c| c.figure) else {
                continue;
            };
            figures.insert(d.code.clone(), show(figure, d.decimals).replace(',', ""));
            if d.unit == "%" && !matches!(d.code.as_str(), "N1-02" | "N2-02" | "F3-02") {
                let bias = swing(&[&city.slug, &d.code]) + 0.4 * swing(&[&city.slug, &d.code, &period.to_string()]);
                rates.push((bias, figure, d));
            }
        }
        rates.sort_by(|a, b| a.0.total_cmp(&b.0));
        // A shortfall is no 95 %, an achievement no 40 %.
        let [least, best] = [70.into(), 90.into()];
        Story {
            city,
            who,
            period,
            entries: check.entries(),
            figures,
            weakest: rates.iter().find(|(_, figure, _)| *figure < best).map(|(.., d)| *d),
            strongest: rates
                .iter()
                .rev()
                .find(|(_, figure, _)| *figure > least)
                .map(|(.., d)| *d),
        }
    }

    fn name(&self) -> &str {
        self.city.short(Lang::Zh)
    }

    /// A figure as shown, by code.
    fn figure(&self, code: &str) -> &str {
        self.figures.get(code).map_or("0", String::as_str)
    }

    /// The numerator of a ratio.
    fn numerator(&self, code: &str) -> String {
        match self.entries.get(code).and_then(Entry::amount) {
            Some(domain::entry::Amount::Quotient { numerator, .. }) => canonical(*numerator),
            _ => "0".to_owned(),
        }
    }

    fn one_of(&self, what: &str, texts: &[&'static str]) -> &'static str {
        // Neighbours in the notice's order never write the same.
        let first = place(texts.len(), &[&self.period.to_string(), what]);
        let mut turned = texts.iter().cycle().skip(first + self.city.order);
        turned.next().copied().unwrap_or_default()
    }

    /// `2026年第一季度`.
    fn quarter(&self) -> String {
        let quarter = match self.period.last_day().month() {
            3 => "一",
            6 => "二",
            9 => "三",
            _ => "四",
        };
        format!("{}年第{quarter}季度", self.period.year())
    }

    /// Of several the one for this quarter, in turn.
    fn quarterly(&self, texts: &[&'static str]) -> &'static str {
        let quarter = (i32::from(self.period.last_day().month()) / 3) % 4;
        let place = usize::try_from(quarter).unwrap_or(0) % texts.len().max(1);
        texts.get(place).copied().unwrap_or_default()
    }

    fn progress(&self) -> String {
        let quarter = usize::try_from(self.period.last_day().month() / 3 - 1).unwrap_or(0);
        let opening = OPENINGS.get(quarter).map_or("", |texts| self.one_of("opening", texts));
        let standards = match self.figure("S1-03") {
            "0" => "本季度暂无新发布标准，正在推进标准立项和起草。".to_owned(),
            n => format!("新发布知识产权公共服务标准{n}项。"),
        };
        format!(
            "{}，{}{opening}。截至季度末，公共服务事项清单共{}项，其中{}项已公布标准化办事指南，覆盖率{}%；\
             实现全程网办{}项，占比{}%。{standards}{}个区县设有综合性知识产权公共服务机构，服务网点达到{}家。\
             {}月办结业务{}件，按时办结率{}%，网上办件率{}%。",
            self.quarter(),
            self.city.name.zh,
            self.figure("B1"),
            self.numerator("S1-02"),
            self.figure("S1-02"),
            self.numerator("S2-02"),
            self.figure("S2-02"),
            self.numerator("S4-01"),
            self.figure("B2"),
            self.period.last_day().month(),
            self.figure("B4"),
            self.figure("N1-01"),
            self.figure("F2-01"),
        )
    }

    fn problems(&self) -> String {
        let mut text = format!("一是{}。", self.quarterly(&self.who.troubles));
        if let Some(d) = self.weakest {
            let figure = self.figure(&d.code);
            text += &format!("二是{}为{figure}%，是当前的主要短板，与试点目标仍有差距。", d.name.zh);
        }
        let waiting: Vec<_> = indicator::items(self.period)
            .into_iter()
            .filter(|d| matches!(self.entries.get(&d.code), Some(Entry::NotYetAvailable { .. })))
            .map(|d| format!("“{}”", d.name.zh.trim_matches('"')))
            .collect();
        if waiting.is_empty() {
            text += self.one_of(
                "third",
                &[
                    "三是部门之间数据共享仍需逐项协调，接口联调周期较长。",
                    "三是基层服务人员身兼数职，业务培训的系统性有待加强。",
                    "三是群众对公共服务渠道的知晓度还不够高，宣传引导有待深入。",
                ],
            );
        } else {
            text += &format!("三是{}等数据本期尚未取得，待有关单位反馈后补报。", waiting.join("、"));
        }
        text += self.one_of(
            "ask",
            &[
                "建议国家局进一步明确相关指标的统计口径，并适时组织试点城市交流。",
                "建议加快国家层面数据接口规范的发布，便于地方统一改造。",
                "建议组织示范网点现场观摩，为后进地区提供可借鉴的样板。",
                "上述问题已列入试点问题台账，明确了责任单位和整改时限。",
            ],
        );
        text
    }

    fn innovations(&self) -> String {
        let result = self.strongest.map_or(String::new(), |d| {
            let figure = self.figure(&d.code);
            format!("{}达到{figure}%，服务成效初步显现。", d.name.zh)
        });
        let spread = self.one_of(
            "spread",
            &[
                "相关做法已形成工作指引，在全市服务网点推广。",
                "目前正在总结提炼，拟作为经验做法报送。",
                "该做法流程清晰、投入较少，具备在其他城市复制推广的条件。",
            ],
        );
        let echo = self.one_of(
            "echo",
            &[
                "服务覆盖面进一步扩大",
                "企业参与度和满意度较高",
                "有效回应了企业和群众的现实需求",
            ],
        );
        format!(
            "{}{}。{}月举办公益培训{}场、服务中小企业{}次，{echo}。{result}{spread}",
            self.name(),
            self.quarterly(&self.who.strengths),
            self.period.last_day().month(),
            self.figure("F4-03"),
            self.figure("F4-02"),
        )
    }

    fn next_steps(&self) -> String {
        let aim = self.weakest.map_or(String::new(), |d| {
            format!("一是聚焦{}，逐项制定提升措施，力争下季度取得明显进展。", d.name.zh)
        });
        let second = self.one_of(
            "second",
            &[
                "二是继续扩大全程网办范围，统一线上线下办理标准和材料要求。",
                "二是推进服务网点对标建设，对未达标网点实行一点一策整改。",
                "二是完善“好差评”闭环管理，确保差评按期整改、逐件回访。",
            ],
        );
        let third = match self.who.slug {
            "kunming" => "三是协调落实专项经费，充实县区服务力量，明确专人负责数据报送。",
            "changchun" => "三是学习先行城市经验，选派业务骨干跟班学习，补齐县域服务短板。",
            _ => self.one_of(
                "third step",
                &[
                    "三是加强部门协同，推动更多材料通过数据共享免予提交。",
                    "三是组织服务人员分层分类培训，提升窗口服务能力。",
                    "三是做好试点经验总结，完善资料台账，迎接试点评估。",
                ],
            ),
        };
        format!("{aim}{second}{third}")
    }
}
