//! What people write in the demonstration beside figures: explanations of warnings and the threads of a review.

use domain::{
    check::Warning,
    city::City,
    entry::{Field, Typed},
    indicator,
    period::Period,
};

use super::seed::place;

/// How a city's progress begins in each quarter of the calendar year.
pub(super) const OPENINGS: [[&str; 3]; 4] = [
    [
        "对照实施方案分解年度任务，逐月调度推进",
        "召开试点工作推进会，对进度滞后的任务实行清单式管理",
        "将试点任务纳入年度重点工作，按月通报进展",
    ],
    [
        "对照试点指标逐项查漏补缺，推动重点任务加快落地",
        "结合中期自查，对薄弱环节开展专项提升",
        "组织对各区县开展试点任务督导，推动问题整改销号",
    ],
    [
        "全面梳理试点成果，对照目标逐项验收",
        "总结试点经验，推动成熟做法固化为制度规范",
        "围绕试点收官开展集中攻坚，巩固提升服务质效",
    ],
    [
        "成立试点工作专班，印发实施方案，明确各部门职责分工和完成时限",
        "召开试点启动会，建立市区（县）两级联络员制度，任务逐项落实到责任单位",
        "完成事项、网点、人员底数摸排，建立试点任务台账并按月调度",
    ],
];

/// The reviewer's question about F3-01.
pub(super) const QUESTION: &str =
    "本月检索分析服务次数较年初明显上升，请说明是否含平台自动检索的次数，统计口径有无变化。";
/// The note that the reviewer puts beside the value.
pub(super) const NOTE: &str = "3月公共检索平台上线，注册用户约增两倍";
/// The city's answer to it.
pub(super) const ANSWER: &str = "已核对平台日志：统计口径未变，机器自动检索已剔除。增长主要来自3月上线的公共检索平台，企业注册用户较上线前增加约两倍。";
/// The liaison's comment.
pub(super) const ADVICE: &str =
    "@苏州填报员 省局已复核本期办件台账，数据与省级平台一致。请继续关注县级市按时办结情况。";

/// Why a city asks for a correction of F2-01.
pub(super) const CORRECTION: &str = "复核办件台账发现，本期网上办件误将窗口人员代为录入的件数计入，剔除后需更正分子。";
/// The reviewer's words when it is opened.
pub(super) const GRANTED: &str = "同意更正。请仅修改该指标的分子。";
/// The reviewer's words when it is not.
pub(super) const DECLINED: &str = "按指标口径，窗口引导、当事人本人提交的仍计为网上办件，数据无误，不需更正。";
/// Why a report is extended.
pub(super) const EXTENSION: &str = "受当地强降雨影响，部分服务网点数据暂时无法汇总，市局来函申请延期。";
/// Why a city is exempt.
pub(super) const EXEMPTION: &str = "业务系统整体迁移，当月数据并入季报核报，经研究同意免报本期月报。";

/// An item that the reviewer returns.
pub(super) struct Returned {
    pub item: &'static str,
    pub comment: &'static str,
    /// The city's word where it leaves the figure as it is.
    pub answer: &'static str,
    /// What was wrong with it at first.
    pub spoil: fn(&mut Typed),
}

/// The two items returned of a report: the first is changed, the second answered.
pub(super) const fn returned(period: Period) -> [Returned; 2] {
    if period.is_quarter() {
        [
            Returned {
                item: "F1-01",
                comment: "综合窗口可受理的事项数与窗口办理的事项数完全相同，与上期差距较大。请按已在综合窗口实际受理的事项核实后重报。",
                answer: "",
                spoil: all_of_it,
            },
            Returned {
                item: "N2-01",
                comment: "请说明自助终端办理的事项是否已纳入“好差评”范围；未纳入的，不应计入全渠道可评价事项。",
                answer: "经核对，自助终端办理的事项已于上月全部接入“好差评”系统，可现场扫码评价，本期数据无误。",
                spoil: nothing,
            },
        ]
    } else {
        [
            Returned {
                item: "F2-03",
                comment: "接通数与来电总数相同，请核对是否漏计未接通的来电，并按话务系统记录重报。",
                answer: "",
                spoil: all_of_it,
            },
            Returned {
                item: "F4-02",
                comment: "请说明园区集中走访是按企业家数还是按次数统计。",
                answer: "集中走访按服务企业次数统计，同一企业同一日只计一次，本期数据无误。",
                spoil: nothing,
            },
        ]
    }
}

fn all_of_it(typed: &mut Typed) {
    let all = typed.get(Field::Denominator).to_owned();
    typed.0.insert(Field::Numerator, all);
}

const fn nothing(_: &mut Typed) {}

/// The city's answer to a warning.
pub(super) fn explanation(city: &City, code: &str, period: Period, warning: &Warning) -> String {
    let rose = match *warning {
        Warning::StockMoved { from, to, .. } | Warning::RateMoved { from, to, .. } => to > from,
        Warning::FlowJumped { .. } | Warning::FlowFromZero { .. } => true,
        Warning::FlowFell { .. } | Warning::YesToNo => false,
    };
    let month = period.last_day().month();
    let particular = match (code, rose) {
        ("F4-03", true) if month == 4 => Some(
            "4月为全国知识产权宣传周所在月，各区县和服务网点集中举办公益培训，场次明显多于平月，宣传周后将恢复常态。",
        ),
        ("F4-03", false) if month == 5 => {
            Some("上月为知识产权宣传周，培训集中举办；本月恢复常态，场次与往年同期相当。")
        }
        ("F3-01", true) => {
            Some("3月起公共检索平台面向社会开放，企业和高校用户集中注册使用，检索分析服务次数大幅增加。")
        }
        ("F4-04", false) => {
            Some("去年四季度企业集中办理质押登记，年初融资需求回落；另有两笔大额登记顺延至下季度办理。")
        }
        ("F4-04", true) => Some("本季度银企对接活动促成多笔大额质押登记，融资登记金额较上季度明显增长。"),
        ("N1-03", true) => Some("1至2月分三批组织窗口服务人员轮训并统一考核，考核合格人数大幅增加。"),
        ("N2-03", true) => {
            Some("4月咨询系统迁移，部分线上咨询延迟派单，加之坐席人员减少，首次响应时间变长，已督促整改。")
        }
        ("N2-03", false) => Some("咨询服务增设值班坐席，常见问题由知识库即时答复，首次响应时间缩短。"),
        ("N2-02", false) => {
            Some("本期应整改的核实差评件数少、基数小，个别差评因需多部门会办超期，现已整改完毕并回访。")
        }
        ("N2-02", true) => Some("本期应整改的核实差评件数少、基数小，均已按期整改，整改率随之回升。"),
        ("N4-02", _) => Some("本期办结的维权援助案件数量少，个别案件对比率影响较大，经核对案件台账，数据无误。"),
        ("B7", true) => Some("本期完成各区县和直属单位数据资源底数清理，新纳入清单的数据资源较多。"),
        ("F4-01", true) => Some("新一批国家级服务网点名单公布，本市新增入选网点已纳入统计。"),
        _ => None,
    };
    if let Some(text) = particular {
        return text.to_owned();
    }
    let name = indicator::definition(code).map_or(code, |d| d.name.zh.as_str());
    let reasons: &[&str] = if rose {
        &[
            "主要因专项工作集中开展、业务量集中办结，经与业务台账逐项核对，数据无误。",
            "主要因新增统计单位接入系统后数据补齐，口径未变，经复核数据无误。",
        ]
    } else {
        &[
            "主要受假期因素和业务周期影响，预计下期回升，经与业务台账核对，数据无误。",
            "上期基数较高，本期回落至正常水平，经复核数据无误。",
        ]
    };
    let place = place(reasons.len(), &[&city.slug, code, &period.to_string()]);
    let reason = reasons.get(place).copied().unwrap_or_default();
    let way = if rose { "上升" } else { "下降" };
    format!("{name}较上期明显{way}，{reason}")
}
