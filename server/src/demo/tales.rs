//! The problems of the demonstration: who raised what when, and its way since. A way is a row of steps, each a letter with
//! the days since the step before, or with a day: `h` the city handles, `e` sends up, `r` received, `t` returned, `a` assigned
//! (`:` and the days of its term), `p` answered, `c` confirmed, `o` new handling, `s` struck off, `x` closed by the city,
//! `n` passed on, `v` shared.

/// One problem.
pub(super) struct Tale {
    pub city: &'static str,
    /// The day it was raised.
    pub on: &'static str,
    pub way: &'static str,
    /// Category, kind, severity and level as forms name them.
    pub is: [&'static str; 4],
    /// Indicator, and the period of the report it was raised from; empty where none.
    pub about: [&'static str; 2],
    pub title: &'static str,
    pub text: &'static str,
    /// The unit it is assigned to, and the answer, or how the city solved it.
    pub end: [&'static str; 2],
}

/// Problems that CNIPA joins on a day, by place in [`TALES`], the first with the others.
pub(super) const JOINED: [(&str, &[usize]); 2] = [("2026-05-27", &[26, 28, 30, 31]), ("2026-06-11", &[29, 33])];

const UNIFIED: &str = "unified-standards";
const ONLINE: &str = "online-offline";
const DATA: &str = "data-sharing";
const BALANCED: &str = "balanced-development";
const POLICY: &str = "policy";
const STANDARDS: &str = "standards";
const SYSTEMS: &str = "systems_data";
const STAFF: &str = "funding_staff";
const TOGETHER: &str = "coordination";
const GENERAL: &str = "general";
const IMPORTANT: &str = "important";
const URGENT: &str = "urgent";
const CITY: &str = "city";
const PROVINCE: &str = "provincial";
const NATION: &str = "national";

const SERVICE: &str = "公共服务司";
const SYSTEM: &str = "信息化承办单位";
const SEARCH: &str = "检索系统运维单位";
const MARKS: &str = "商标业务承办单位";
const TRAINING: &str = "人才培训承办单位";

macro_rules! tales {
    ($($city:literal $on:literal $way:literal [$($is:ident),+] [$indicator:literal $period:literal] $title:literal $text:literal => $unit:ident $answer:literal;)*) => {
        /// All of them, in the order of their days.
        pub(super) const TALES: &[Tale] = &[$(Tale {
            city: $city, on: $on, way: $way, is: [$($is),+], about: [$indicator, $period], title: $title, text: $text,
            end: [$unit, $answer],
        }),*];
    };
}

tales! {
    "beijing" "2025-10-14" "e3 r2 a1:15 p12 c4 s2 v40" [UNIFIED, STANDARDS, IMPORTANT, NATION] ["S1-01" ""]
        "公共服务事项清单的颗粒度各区不一致" "各区梳理公共服务事项时，有的按业务大类列，有的细到办理情形，全市汇总后事项数相差近一倍，无法对照。建议明确颗粒度。"
        => SERVICE "事项统一细化到“办理项”一级，情形不单列；编码规则随试点工作指引附件印发，请按此重新梳理。";
    "shanghai" "2025-10-21" "h1 x16" [ONLINE, TOGETHER, GENERAL, CITY] ["F1-01" ""]
        "政务服务大厅专窗与“一窗”分设，群众要取两次号" "知识产权专窗未并入综合窗口，群众办理专利和商标业务须分别取号，平均多等 15 分钟。"
        => SERVICE "已与市政务服务办商定，专窗并入综合窗口“一窗受理”，后台分办，11 月上线。";
    "guangzhou" "2025-10-28" "h2 e6 r1 a1:20 p17 c3 s1" [DATA, SYSTEMS, IMPORTANT, NATION] ["F3-02" ""]
        "专利法律状态数据无法批量核验" "办理质押登记咨询时，需逐件登录国家系统查询法律状态，50 件以上的企业资产包核验要两天。"
        => SYSTEM "已开放批量核验接口测试账号，单次可核验 500 件，请按附送的接口说明对接。";
    "hangzhou" "2025-11-04" "h1 e8 p9 c5 s3" [BALANCED, STAFF, GENERAL, PROVINCE] ["S4-01" ""]
        "山区县公共服务机构编制不足" "淳安等县没有专门机构编制，现由市场监管所兼办，业务咨询响应慢。请省级统筹支持。"
        => SERVICE "省局已将山区县服务点纳入省级公共服务网点补助范围，按“一县一点”配备一名专职人员。";
    "suzhou" "2025-11-11" "h3 x20" [UNIFIED, STANDARDS, GENERAL, CITY] ["S1-02" ""]
        "县（市）区办事指南版本不统一" "张家港、昆山等地沿用旧版办事指南，申请材料与市级公布的不一致。"
        => SERVICE "已统一发布 2026 版办事指南，旧版全部下架，窗口和网上同源管理。";
    "shenzhen" "2025-11-18" "e4 r1 a2:10 p8 c2 s2 v30" [DATA, SYSTEMS, IMPORTANT, NATION] ["F3-01" ""]
        "公共检索系统高峰时段响应慢" "每日 10 时至 11 时，企业反映检索分析系统打开超过 30 秒，深圳片区集中申报期尤为明显。"
        => SEARCH "已于 12 月初扩容检索集群并启用南方节点，高峰响应降至 3 秒以内，持续监测。";
    "changsha" "2025-11-25" "h2 e7 r2 t1 e5 r1 a1:15 p14 c4 s2" [ONLINE, POLICY, GENERAL, NATION] ["S2-02" ""]
        "部分事项仍要求现场核验原件" "专利费减备案等事项网上提交后仍要求到窗口核验原件，影响全程网办率。"
        => SERVICE "对已实名认证的申请人，原件核验改为电子证照或告知承诺，先在试点城市执行。";
    "kunming" "2025-12-02" "h1 e5 r1 a1:20 p19 o3 a2:15 p12 c4 s3" [DATA, SYSTEMS, IMPORTANT, NATION] ["F3-02" ""]
        "商标注册证电子数据推送不全" "市共享平台收到的商标注册证数据缺 2019 年以前的部分，免提交材料无法落实。"
        => MARKS "历史数据已分批补推，2010 年以来的注册证可全部调用；更早的将于 2026 年二季度补齐。";
    "changchun" "2025-12-09" "h2 e9 p11 c6 s2" [BALANCED, STAFF, IMPORTANT, PROVINCE] ["N1-03" ""]
        "县区服务人员流动大，持证上岗率低" "年内 5 个县区的 11 名服务人员调离，新人未取得培训合格证。"
        => TRAINING "省局 2026 年一季度加开两期线上培训，名额向县区倾斜，合格即发证。";
    "beijing" "2025-12-16" "h1 x25" [ONLINE, TOGETHER, GENERAL, CITY] ["F2-03" ""]
        "服务热线与 12345 派单口径不一致" "同一诉求在 12345 和公共服务热线分别立单，重复答复。"
        => SERVICE "已与 12345 建立“一单到底”机制，知识产权类诉求统一由公共服务中心承办答复。";
    "shanghai" "2025-12-23" "e2 r1 a1:12 p10 c3 s2" [UNIFIED, STANDARDS, IMPORTANT, NATION] ["N1-02" ""]
        "两项标准对“办结”的定义不一致" "行业标准以出具结果为办结，市地方标准以送达为办结，承诺时限压缩率计算结果相差 12 个百分点。"
        => SERVICE "试点期间统一以“出具结果”为办结时点，已在口径说明中明确，此前数据不追溯。";
    "guangzhou" "2026-01-06" "h4 x18" [BALANCED, TOGETHER, GENERAL, CITY] ["F4-02" ""]
        "园区服务点与街道服务点重复上门走访" "同一企业一季度内被三个服务点上门，企业有意见。"
        => SERVICE "已建立走访台账共享表，按企业所在园区归口，一企一档、一季一访。";
    "shenzhen" "2026-01-13" "h2 e4 p8 c3 s2" [DATA, TOGETHER, GENERAL, PROVINCE] ["S3-01" ""]
        "省级数据目录未列知识产权类" "省政务数据目录中没有知识产权公共服务类目，市级目录无法挂接。"
        => SERVICE "省数据主管部门已在目录中增设“知识产权公共服务”类目，编号随文下发。";
    "hangzhou" "2026-01-20" "e3 r1 a1:15 p13 c5 s3 v20" [UNIFIED, STANDARDS, IMPORTANT, NATION] ["S1-03" ""]
        "预审服务标准与公共服务标准交叉" "保护中心预审服务已有单独规范，与公共服务标准在受理、告知环节要求不同，窗口不知执行哪一个。"
        => SERVICE "预审环节执行预审服务规范，受理前的咨询和告知执行公共服务标准，两者衔接表随函附送。";
    "suzhou" "2026-01-27" "h2 e6 r1 a2:20 p22 c4 s1" [DATA, SYSTEMS, IMPORTANT, NATION] ["N3-01" ""]
        "开放数据更新周期与公布的不一致" "公布按周更新，实际两至三周更新一次，影响本市专题库按时更新率。"
        => SYSTEM "自 3 月起恢复按周更新，并在开放平台公布每次更新的时间。";
    "changsha" "2026-02-03" "h1 x12" [ONLINE, SYSTEMS, GENERAL, CITY] ["F2-01" ""]
        "网上办事入口过多，群众找不到" "门户、小程序、公众号各有入口，名称不同。"
        => SERVICE "入口统一为“知识产权一件事”，其余入口自动跳转。";
    "kunming" "2026-02-10" "h3 e8 p14 c7 s2" [BALANCED, STAFF, IMPORTANT, PROVINCE] ["S4-02" ""]
        "边境县网点达标改造缺少经费" "3 个边境县网点无无障碍设施和自助终端，县级财政无力承担。"
        => SERVICE "省级专项资金安排 3 个县各 20 万元，8 月底前完成改造。";
    "changchun" "2026-02-24" "e4 r2 a1:15 p16 c3 s2" [ONLINE, SYSTEMS, GENERAL, NATION] ["F2-02" ""]
        "“好差评”数据未回流到城市" "国家服务网的评价数据不回流，本市满意度只能用线下样本。"
        => SYSTEM "评价数据按月回传至各试点城市前置库，含评价时间、事项和星级。";
    "beijing" "2026-03-03" "h2 e5 r1 a1:15 p12 c3 s2" [UNIFIED, POLICY, GENERAL, NATION] ["S1-04" ""]
        "标准实施情况没有统一的评价办法" "各区自评标准实施率的方法不同，结果难以比较。"
        => SERVICE "评价表和抽样办法已列入中期评估工作底稿，按此自评即可。";
    "shanghai" "2026-03-10" "h1 x22" [DATA, TOGETHER, GENERAL, CITY] ["S3-02" ""]
        "区级专题库与市级专题库重复建设" "浦东、徐汇等区分别建集成电路专题库，内容重合八成。"
        => SERVICE "已由市级统一建库，各区共用，区级只维护本地企业标签。";
    "guangzhou" "2026-03-17" "e5 r1 a1:20 p18 c4 s2" [ONLINE, SYSTEMS, IMPORTANT, NATION] ["F1-03" ""]
        "预审系统与业务系统两次登录" "企业提交预审和正式申请须两次登录、重复填写著录项目。"
        => SYSTEM "统一身份认证已接通，著录项目可一键带入，4 月中旬上线。";
    "shenzhen" "2026-03-24" "h2 e3 r1 a1:15 p14 c5 s2 v15" [BALANCED, POLICY, IMPORTANT, NATION] ["F4-01" ""]
        "国家级重点网点跨区服务没有激励" "重点网点跨区服务量占四成，考核只计本区服务量，积极性不高。"
        => SERVICE "网点年度评价增加“跨区服务”加分项，最高 5 分，今年起执行。";
    "hangzhou" "2026-03-31" "h3 e6 r1 a1:15 p17 c3 s1" [DATA, SYSTEMS, GENERAL, NATION] ["F3-01" ""]
        "检索结果导出条数限制过低" "公共检索单次只能导出 1,000 条，做产业分析要分几十次导出。"
        => SEARCH "试点城市服务机构账号的单次导出上限提高到 1 万条。";
    "suzhou" "2026-04-07" "e2 r1 a1:12 p11 c4 s2" [UNIFIED, STANDARDS, GENERAL, NATION] ["N2-01" ""]
        "“好差评”星级含义各地不同" "有的把三星计为差评，有的不计，差评整改率不可比。"
        => SERVICE "统一以一星、二星为差评，三星为一般，已写入口径说明。";
    "changsha" "2026-04-14" "h1 e6 r2 a1:30 p45 o4 a3:30" [DATA, SYSTEMS, IMPORTANT, NATION] ["N3-01" "2026-03"]
        "共享库中企业名称与统一社会信用代码不匹配" "推送数据中约 3% 的企业名称已变更而代码未更新，比对后无法归户。"
        => SYSTEM "已按市场主体登记库批量订正一次，并建立每周比对机制。";
    "kunming" "2026-04-03" "h3 e6 r4 a5:64" [BALANCED, STAFF, IMPORTANT, NATION] ["S4-01" "2026-Q1"]
        "两个区县没有综合性知识产权公共服务机构" "东川区、禄劝县至今没有综合性服务机构，由市级机构每月巡回服务一次，群众办事不便。机构设置涉及编制，请国家局协调支持。"
        => SERVICE "";
    "kunming" "2026-04-20" "h2 e5 r2 a@2026-05-29:30 p@2026-06-24 c@2026-07-01" [DATA, SYSTEMS, IMPORTANT, NATION] ["F3-02" "2026-03"]
        "县区窗口无法调用电子证照，群众仍要交复印件" "市电子证照平台未接入专利、商标证照，县区窗口办理备案类事项仍要求提交复印件。"
        => SYSTEM "专利证书、商标注册证已接入国家政务服务平台电子证照共享，各市通过省级节点即可调用，接入说明随函附送；7 月底前完成联调。";
    "changchun" "2026-04-17" "h4 e6 r3 a4:65" [DATA, SYSTEMS, IMPORTANT, NATION] ["F3-01" ""]
        "县级窗口不能打开国家检索系统" "农安、德惠两县的政务外网不能访问公共检索系统，窗口只能代群众到市里查询。"
        => SEARCH "";
    "changsha" "2026-05-06" "h3 e5 r2" [DATA, SYSTEMS, GENERAL, NATION] ["F3-02" "2026-Q1"]
        "两个县的窗口无法调用电子证照" "宁乡、浏阳窗口调用专利、商标电子证照时提示“无权限”，群众仍要提交复印件。"
        => SYSTEM "";
    "kunming" "2026-05-08" "h5 e6 r2 a@2026-06-12:40" [DATA, SYSTEMS, GENERAL, NATION] ["F3-01" ""]
        "安宁、富民县级窗口打不开国家检索系统" "两县窗口通过政务外网不能访问公共检索系统，提示超时，检索服务次数无法统计。"
        => SEARCH "";
    "suzhou" "2026-05-11" "e4 r3 c@2026-07-02" [DATA, SYSTEMS, GENERAL, NATION] ["F3-02" ""]
        "窗口调用专利电子证照失败，仍要群众交复印件" "5 月以来县（市）窗口调用专利、商标电子证照多次失败，约 260 件业务改收复印件。"
        => SYSTEM "";
    "hangzhou" "2026-05-14" "h1 e6" [DATA, SYSTEMS, GENERAL, NATION] ["F3-02" ""]
        "县区窗口调用不到商标电子证照" "桐庐、建德窗口无法调用商标注册证电子证照，只能请群众提交复印件。"
        => SYSTEM "";
    "hangzhou" "2026-05-19" "h2 e6 r2 a2:15 p20 o3 v1" [UNIFIED, STANDARDS, IMPORTANT, NATION] ["N1-01" ""]
        "联办事项按时办结率由谁统计不明确" "跨部门联办事项，牵头和协办单位都报办结数，全市合计重复。"
        => SERVICE "联办事项由牵头单位统计，协办单位不重复计；请核对后订正。";
    "changsha" "2026-05-20" "h4 e8 r2" [DATA, SYSTEMS, GENERAL, NATION] ["F3-01" "2026-04"]
        "县级窗口不能访问国家检索系统" "望城、宁乡县级窗口的政务外网访问公共检索系统超时。"
        => SEARCH "";
    "beijing" "2026-05-22" "h3 e6 r1 a1:20 p16 c5 s2" [ONLINE, POLICY, GENERAL, NATION] ["S2-01" ""]
        "网上和窗口的受理条件有一处不同" "专利权质押登记咨询，网上要求上传评估报告，窗口不要求。"
        => SERVICE "以窗口为准，网上取消该项必传，已更新。";
    "kunming" "2026-05-18" "h3" [BALANCED, STAFF, GENERAL, CITY] ["N1-03" "2026-04"]
        "四个县网点人员未到位" "四个县的网点已挂牌，专职人员尚未到位，由乡镇干部兼办。市里正协调从人才驿站调剂。"
        => SERVICE "";
    "shanghai" "2026-05-26" "e6 r2 t2" [UNIFIED, POLICY, GENERAL, NATION] ["S1-04" ""]
        "长三角互认事项缺少统一的告知文本" "三省一市互认事项的告知承诺书文本不同，跨省办理被退件。"
        => SERVICE "";
    "shenzhen" "2026-06-02" "h2 e5 r1 a1:20 p22" [ONLINE, SYSTEMS, IMPORTANT, NATION] ["F2-01" "2026-05"]
        "“掌上办”人脸识别对港澳居民不可用" "港澳居民来往内地通行证用户无法通过人脸识别，约一成申请人只能到现场。"
        => SYSTEM "已支持港澳居民居住证和通行证核验，新版于 6 月 30 日上线，请城市测试后确认。";
    "guangzhou" "2026-06-04" "h3 e6" [BALANCED, STAFF, GENERAL, PROVINCE] ["F4-03" ""]
        "从化、增城免费培训师资不足" "两区全年计划 24 场公益培训，可用师资只有 3 人，请省级师资库支持。"
        => TRAINING "";
    "changchun" "2026-06-08" "h2 e7 n6" [DATA, TOGETHER, GENERAL, PROVINCE] ["S3-02" ""]
        "省级汽车产业专题数据未向城市开放" "一汽等企业需要的汽车产业专题数据在省级平台，城市账号无权使用；涉及国家数据授权。"
        => SYSTEM "";
    "beijing" "2026-06-12" "h4" [ONLINE, TOGETHER, GENERAL, CITY] ["F2-03" "2026-05"]
        "夜间热线接通率偏低" "19 时以后热线由值班电话转接，接通率不足七成。拟与 12345 共用夜间坐席。"
        => SERVICE "";
    "suzhou" "2026-06-16" "e3 r2 a1:10" [UNIFIED, STANDARDS, IMPORTANT, NATION] ["N1-02" "2026-05"]
        "承诺时限压缩率的基准时限有两个版本" "法定时限与国家局公布的时限不一致，压缩率计算结果相差 8 个百分点，请明确以哪一个为准。"
        => SERVICE "";
    "shenzhen" "2026-06-22" "e2 r2 a1:20" [BALANCED, POLICY, GENERAL, NATION] ["F4-02" ""]
        "中小企业划型标准调整后走访对象口径不明" "新的划型标准实施后，约 900 家企业不再是中小企业，上半年走访量是否追溯调整？"
        => SERVICE "";
    "shanghai" "2026-06-25" "h2" [DATA, SYSTEMS, GENERAL, CITY] ["N3-01" "2026-05"]
        "市级专题库更新任务排队过长" "更新任务与其他业务共用计算资源，排队时间超过 12 小时。正与市大数据中心协调专用资源。"
        => SYSTEM "";
    "guangzhou" "2026-07-02" "h1 e3 r0 a1:2" [DATA, SYSTEMS, URGENT, NATION] ["F2-01" "2026-06"]
        "省级平台未回传商标业务办理数据，影响网办率统计" "6 月 18 日省级政务服务平台升级后，商标业务办理数据不再回传市级系统。6 月网上办件数少计约 1,900 件，网办率（F2-01）和检索服务次数（F3-01）不准确。@广东省联络员 请协助核实省级平台的接口变更情况。"
        => SYSTEM "";
    "hangzhou" "2026-07-03" "e3" [ONLINE, SYSTEMS, URGENT, NATION] ["F2-02" ""]
        "满意度评价短信被运营商拦截" "7 月 1 日起评价短信大面积被拦截，当日收到的评价由 400 余条降至 20 余条，请协调报备短信签名。"
        => SYSTEM "";
    "changsha" "2026-07-06" "" [BALANCED, STAFF, GENERAL, CITY] ["S4-02" ""]
        "网点达标检查人员不足" "全市 62 个网点年内须检查两轮，现有检查人员 4 人，拟抽调区县人员交叉检查。"
        => SERVICE "";
}
