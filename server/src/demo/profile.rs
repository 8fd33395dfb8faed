//! The character of each city in the demonstration. All of it is made up but the number of districts.

/// What a city's figures are drawn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// City slug.
    pub slug: &'static str,
    /// How far it stood when the pilot began, 0 to 1.
    pub start: f64,
    /// How much of the way it goes in the pilot's year.
    pub gain: f64,
    /// Whether work with the public gets better over the year or worse, −1 to 1.
    pub care: f64,
    /// B1 at the start, matters.
    pub matters: f64,
    /// B2 at the start, outlets.
    pub outlets: f64,
    /// B3, districts and counties.
    pub districts: u32,
    /// B7 at the start, data resources.
    pub resources: f64,
    /// F4-01 at the start, national key outlets.
    pub key_outlets: f64,
    /// F4-04, pledge financing in an ordinary quarter, 万元.
    pub pledge: f64,
    /// From which quarter on the matters list is whole, counted from 1.
    pub list_from: u32,
    /// The best and the worst district of N4-01.
    pub ends: [&'static str; 2],
    /// What it tries out, a quarter each.
    pub strengths: [&'static str; 3],
    /// What holds it up.
    pub troubles: [&'static str; 2],
}

/// The nine cities, in the notice's order.
pub(super) const PROFILES: [Profile; 9] = [
    Profile {
        slug: "beijing",
        start: 0.60,
        gain: 0.22,
        care: 0.4,
        matters: 168.0,
        outlets: 142.0,
        districts: 16,
        resources: 226.0,
        key_outlets: 31.0,
        pledge: 618_400.0,
        list_from: 1,
        ends: ["海淀区", "延庆区"],
        strengths: [
            "依托市、区两级知识产权公共服务中心，推行高校院所“驻点服务日”",
            "会同高校院所建立知识产权信息服务联动机制，共享检索分析成果",
            "上线公共服务事项“一键导办”，由智能客服引导企业选择办理渠道",
        ],
        troubles: [
            "生态涵养区服务网点专职人员少，部分事项仍需到市级窗口办理",
            "市、区两级事项清单更新节奏不一致，部分办事指南滞后于政策调整",
        ],
    },
    Profile {
        slug: "shanghai",
        start: 0.64,
        gain: 0.22,
        care: 0.5,
        matters: 176.0,
        outlets: 156.0,
        districts: 16,
        resources: 204.0,
        key_outlets: 27.0,
        pledge: 884_600.0,
        list_from: 1,
        ends: ["浦东新区", "崇明区"],
        strengths: [
            "将知识产权事项接入“一网通办”平台，同一事项线上线下同源发布",
            "依托长三角协作机制推行跨省咨询转接，企业咨询一次受理、协同答复",
            "建立服务网点“能力画像”，按季度公布各网点可办事项和特色服务",
        ],
        troubles: [
            "线上办理与窗口办理的材料版本更新不同步，个别事项要求不一致",
            "长三角区域数据共享目录尚未完全统一，跨省协同事项办理周期偏长",
        ],
    },
    Profile {
        slug: "guangzhou",
        start: 0.50,
        gain: 0.26,
        care: 0.2,
        matters: 158.0,
        outlets: 98.0,
        districts: 11,
        resources: 148.0,
        key_outlets: 22.0,
        pledge: 762_900.0,
        list_from: 2,
        ends: ["黄埔区", "从化区"],
        strengths: [
            "在产业园区设立“一站式”服务专区，专利预审与维权援助同窗受理",
            "组建公共服务“流动专班”，定期进驻专业市场开展商标品牌指导",
            "与外贸服务平台合作，为出口企业提供海外知识产权风险提示",
        ],
        troubles: [
            "各区网点建设标准执行不一，对标检查合格率差距较大",
            "专业市场和小微企业聚集区服务需求旺盛，现有服务力量难以全面覆盖",
        ],
    },
    Profile {
        slug: "shenzhen",
        start: 0.76,
        gain: 0.18,
        care: 0.6,
        matters: 171.0,
        outlets: 121.0,
        districts: 9,
        resources: 192.0,
        key_outlets: 19.0,
        pledge: 1_652_000.0,
        list_from: 1,
        ends: ["南山区", "坪山区"],
        strengths: [
            "按照服务网点建设规范开展星级评定，网点实行统一标识、统一清单、统一流程",
            "推行“全程网办、全域通办”，各区窗口无差别受理市级事项",
            "开放知识产权数据接口，支持服务机构面向企业开发检索分析工具",
        ],
        troubles: [
            "业务量持续增长，咨询高峰时段线上坐席仍显紧张",
            "海外维权咨询需求上升较快，涉外专业服务人才储备不足",
        ],
    },
    Profile {
        slug: "changchun",
        start: 0.17,
        gain: 0.46,
        care: 0.6,
        matters: 132.0,
        outlets: 38.0,
        districts: 11,
        resources: 74.0,
        key_outlets: 9.0,
        pledge: 96_300.0,
        list_from: 3,
        ends: ["朝阳区", "农安县"],
        strengths: [
            "组织市级专家组分批下沉县（市）指导，以老带新补齐基层服务力量",
            "围绕汽车产业链开展专利信息“送数据上门”，帮助配套企业规避风险",
            "在县（市）政务服务中心增设知识产权综合窗口，实现就近受理",
        ],
        troubles: [
            "起步较晚，县域网点设备和人员不足，数据资源底数仍在清理",
            "基层人员对统计口径掌握不够准确，数据核对往返较多",
        ],
    },
    Profile {
        slug: "hangzhou",
        start: 0.71,
        gain: 0.22,
        care: 0.5,
        matters: 182.0,
        outlets: 104.0,
        districts: 13,
        resources: 218.0,
        key_outlets: 20.0,
        pledge: 1_483_500.0,
        list_from: 1,
        ends: ["滨江区", "淳安县"],
        strengths: [
            "迭代“知识产权一件事”集成服务，以数据共享减少企业重复提交材料",
            "推出知识产权公共服务地图，企业可按位置和需求查找就近网点",
            "应用数据校验规则自动核验申请材料，减少人工补正",
        ],
        troubles: [
            "跨部门数据接口标准不一，部分共享字段仍需人工核对",
            "山区县服务网点业务量小，专业化服务能力提升较慢",
        ],
    },
    Profile {
        slug: "changsha",
        start: 0.44,
        gain: 0.30,
        care: 0.3,
        matters: 149.0,
        outlets: 62.0,
        districts: 9,
        resources: 112.0,
        key_outlets: 14.0,
        pledge: 312_700.0,
        list_from: 2,
        ends: ["岳麓区", "宁乡市"],
        strengths: [
            "以公共服务机构分类地方标准为抓手，分类制定服务规范和评价细则",
            "在园区推行“知识产权服务管家”制度，一企一档跟踪服务需求",
            "组织工程机械产业专题检索分析，成果向全行业免费开放",
        ],
        troubles: [
            "基层人员流动较快，新进人员培训覆盖不够及时",
            "不同类型服务机构的评价结果尚未与激励措施有效衔接",
        ],
    },
    Profile {
        slug: "kunming",
        start: 0.29,
        gain: 0.06,
        care: -0.7,
        matters: 138.0,
        outlets: 41.0,
        districts: 14,
        resources: 82.0,
        key_outlets: 8.0,
        pledge: 128_500.0,
        list_from: 9,
        ends: ["五华区", "禄劝县"],
        strengths: [
            "面向高原特色农业开展地理标志专项服务，在县区设立流动服务点",
            "依托高校志愿队伍开展商标品牌咨询，弥补基层人员不足",
            "试行边远县区“远程视频帮办”，减少群众跑动",
        ],
        troubles: [
            "专项经费未及时到位，市级平台改造滞后，县区服务力量薄弱",
            "咨询坐席人员不足，首次响应时间变长，群众反映较为集中",
        ],
    },
    Profile {
        slug: "suzhou",
        start: 0.57,
        gain: 0.30,
        care: 0.5,
        matters: 163.0,
        outlets: 88.0,
        districts: 10,
        resources: 156.0,
        key_outlets: 16.0,
        pledge: 1_124_800.0,
        list_from: 1,
        ends: ["昆山市", "相城区"],
        strengths: [
            "推动县级市（区）公共服务机构全覆盖，建立市县两级联动受理机制",
            "在产业园区设立知识产权服务驿站，专利导航与融资对接一并办理",
            "建设面向社会开放的公共检索平台，企业可免费检索、分析和下载",
        ],
        troubles: [
            "县级市之间办理时限承诺不一，按时办结率仍有差距",
            "外资和中小企业涉外咨询需求多样，多语种服务能力有待提升",
        ],
    },
];

/// A city's profile, by slug.
pub(super) fn profile(slug: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|p| p.slug == slug)
}
