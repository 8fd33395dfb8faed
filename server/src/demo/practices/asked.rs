//! The demonstration's questions of definition, and CNIPA's answers.

use jiff::civil::{Date, date};

/// City, indicator, day of the question, the question; day of the answer and the answer, where there is one.
pub(super) type Asked = (
    &'static str,
    &'static str,
    Date,
    &'static str,
    Option<(Date, &'static str)>,
);

/// All of them, by the day on which they were asked.
#[rustfmt::skip]
pub(super) const QUESTIONS: &[Asked] = &[
    ("changchun", "F2-01", date(2025, 11, 5), "通过自助终端提交的申请，计入网上申请件数还是线下？",
        Some((date(2025, 11, 10), "自助终端与网上平台共用同一系统、由申请人自行提交的，计入网上申请件数；由窗口人员代为录入的，计入线下。"))),
    ("kunming", "F4-02", date(2025, 12, 4), "一次座谈会有二十家企业参加，计一次还是二十次？",
        Some((date(2025, 12, 9), "按受服务企业计：每家企业每次计一次，同一企业同一天只计一次。座谈会应留存签到表备查。"))),
    ("hangzhou", "N1-01", date(2026, 1, 7), "申请人补正材料的时间，是否从办理时限中扣除？",
        Some((date(2026, 1, 12), "书面（含网上）告知补正之日起至收到补正材料之日止，不计入办理时限；未告知而自行等待的，计入。"))),
    ("suzhou", "F3-01", date(2026, 2, 5), "企业自行登录平台检索、没有人工参与的，是否计入检索分析服务次数？",
        Some((date(2026, 2, 11), "不计入。本指标只统计有人员参与并形成记录的检索、分析服务；平台自助检索请在工作进展中说明。"))),
    ("guangzhou", "F1-02", date(2026, 3, 5), "申请人为领取证书原件到窗口一次，是否计为跑动？",
        Some((date(2026, 3, 11), "计入。提供邮寄送达而申请人选择自取的，不计入；没有提供邮寄的，计入。"))),
    ("changsha", "S2-02", date(2026, 4, 9), "需要现场核验身份的事项，其他环节都在网上，是否算全程网办？",
        Some((date(2026, 4, 15), "不算。任一环节必须到场的，不计入全程网办事项；以电子认证替代现场核验的，可以计入。"))),
    ("beijing", "N2-03", date(2026, 6, 24), "智能客服自动回复的时间，是否视为首次响应？", None),
    ("shenzhen", "F4-03", date(2026, 7, 2), "线上直播培训同时在多个平台播出，按一场还是按平台数计？", None),
];
