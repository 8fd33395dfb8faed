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
    /// What the city is known for in its reports.
    pub strength: &'static str,
    /// What holds it up.
    pub trouble: &'static str,
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
        strength: "依托市、区两级知识产权公共服务中心，推行高校院所“驻点服务日”",
        trouble: "生态涵养区服务网点专职人员少，部分事项仍需到市级窗口办理",
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
        strength: "将知识产权事项接入“一网通办”平台，同一事项线上线下同源发布",
        trouble: "线上办理与窗口办理的材料版本更新不同步，个别事项要求不一致",
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
        strength: "在产业园区设立“一站式”服务专区，专利预审与维权援助同窗受理",
        trouble: "各区网点建设标准执行不一，对标检查合格率差距较大",
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
        strength: "按照服务网点建设规范开展星级评定，网点实行统一标识、统一清单、统一流程",
        trouble: "业务量持续增长，咨询高峰时段线上坐席仍显紧张",
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
        strength: "组织市级专家组分批下沉县（市）指导，以老带新补齐基层服务力量",
        trouble: "起步较晚，县域网点设备和人员不足，数据资源底数仍在清理",
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
        strength: "迭代“知识产权一件事”集成服务，以数据共享减少企业重复提交材料",
        trouble: "跨部门数据接口标准不一，部分共享字段仍需人工核对",
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
        strength: "以公共服务机构分类地方标准为抓手，分类制定服务规范和评价细则",
        trouble: "基层人员流动较快，新进人员培训覆盖不够及时",
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
        strength: "面向高原特色农业开展地理标志专项服务，在县区设立流动服务点",
        trouble: "专项经费未及时到位，市级平台改造滞后，县区服务力量薄弱",
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
        strength: "推动县级市（区）公共服务机构全覆盖，建立市县两级联动受理机制",
        trouble: "县级市之间办理时限承诺不一，按时办结率仍有差距",
    },
];

/// A city's profile, by slug.
pub(super) fn profile(slug: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|p| p.slug == slug)
}
