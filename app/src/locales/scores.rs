//! Words of scores: a city's, explained point by point, and all cities' on the overview.

use domain::score::{Grey, Reason, Rule};

use super::Words;

words! {
    score_title(city) => "{city}得分" | "Score of {city}";
    score_lead => "按已备案的目标和审核通过的数据计算；每项指标都可展开，看规则、数据、目标及其版本。" | "From the targets filed and the values accepted. Each indicator opens to its rule, its figures, and the target with its version.";
    score_heading(period) => "得分，{period}" | "Score, {period}";
    score_total => "总分" | "Total";
    score_none => "暂无得分" | "No score yet";
    score_no_quarter => "试点的第一个季度还没有结束，结束后才有得分。" | "The pilot's first quarter is not over yet; scores come after it.";
    score_unfiled => "试点方案尚未备案，基期待备案：只列数值，不计完成率和得分。" | "No scheme is filed yet, so the baseline is to be filed: values are listed without attainment and score.";
    score_unfiled_link => "查看试点方案" | "See the scheme";
    score_rule => "计分规则" | "Rule";
    score_rule_attainment => "完成率" | "Attainment";
    score_rule_progress => "进展率" | "Progress";
    score_rule_mean => "完成率与进展率各半" | "Half attainment, half progress";
    score_rule_words => "完成率是实际值与目标之比，进展率是从基期到目标走过的路程，都在 0 至 100 之间；流量指标自试点开始累计。权重按计分的指标重新折算，每项得分四舍五入到两位小数后相加。" | "Attainment is the figure against the target, progress the share of the way from baseline to target, each from 0 to 100; flows count since the pilot began. Weights are shares of those that count; each contribution is rounded half-up to two decimals, then added.";
    score_weight_behind => "计分权重" | "Weight behind it";
    score_values_behind => "已有数据" | "Values in";
    score_share_of(share, part, whole) => "{share}%（{part}/{whole}）" | "{share}% ({part} of {whole})";
    score_grey_removed(share) => "不适用和无业务量的指标占权重 {share}%，超过 10%，得分仅供参考，不排名。" | "{share}% of the weight is left out as not applicable or without cases, more than 10%: the score is for reference and unranked.";
    score_grey_thin(share) => "应有数据只到了 {share}%，得分仅供参考，不排名。" | "Only {share}% of the values expected are in: the score is for reference and unranked.";
    score_by_aspect => "按一级方面" | "By aspect";
    score_by_goal => "按试点目标" | "By goal";
    score_points_of => "得分" | "Score";
    score_items => "逐项计算" | "Point by point";
    score_items_hint => "“计入总分”一列之和即总分。" | "The column “Adds” adds up to the total.";
    score_value => "实际值" | "Figure";
    score_baseline => "基期" | "Baseline";
    score_target => "目标" | "Target";
    score_scheme => "试点方案" | "Scheme";
    score_attainment => "完成率" | "Attainment";
    score_progress => "进展率" | "Progress";
    score_points => "得分" | "Points";
    score_share => "占比" | "Share";
    score_adds => "计入总分" | "Adds";
    score_held(held, expected) => "{held}/{expected} 期数据" | "{held} of {expected} values";
    score_target_version(n) => "方案第 {n} 版" | "scheme, version {n}";
    score_how => "怎样得来" | "How it comes about";
    score_inputs => "数据" | "Figures";
    score_input_by(who, time) => "{who} {time} 报送" | "submitted by {who}, {time}";
    score_report_version(period, n) => "{period}报告第 {n} 版" | "report for {period}, version {n}";
    score_flow_baseline(year, n, figure) => "前 12 个月 {year}，试点已过 {n} 个季度：{year} × {n} ÷ 4 = {figure}" | "{year} in the twelve months before, {n} ⟨quarter|quarters⟩ of the pilot run: {year} × {n} ÷ 4 = {figure}";
    score_no_baseline => "没有基期值" | "no baseline";
    score_target_of(target, period) => "{target}（{period}）" | "{target} ({period})";
    score_target_sum(target, period) => "自试点开始至{period}累计 {target}" | "{target} since the pilot began, to {period}";
    score_no_target => "没有目标，基期待备案" | "none in force: baseline to be filed";
    score_not_granted(version, filed, counted) => "备案方案第 {version} 版定为 {filed}，未获同意计入评分，仍按此前的 {counted}。" | "Version {version} of the scheme, as filed, sets {filed}; that is not granted for scoring, so the earlier {counted} counts.";
    score_not_granted_none(version) => "备案方案第 {version} 版定为不适用，未获同意计入评分，仍按此前的目标。" | "Version {version} of the scheme, as filed, says not applicable; that is not granted for scoring, so the earlier target counts.";
    score_met(value, target) => "{value} 达到目标 {target}，为 100.00" | "{value} against the target {target}: met, 100.00";
    score_missed(value, target) => "{value} 未达到目标 {target}，为 0.00" | "{value} against the target {target}: not met, 0.00";
    score_below(formula) => "{formula}，小于 0，按 0.00 计" | "{formula}, below 0, counts 0.00";
    score_baseline_met(baseline, points) => "基期值 {baseline} 已达到目标，实际值未达到，按完成率计：{points}" | "the baseline {baseline} met the target already and the figure does not, so it is the attainment: {points}";
    score_by_attainment(points) => "按完成率：{points}" | "by attainment: {points}";
    score_by_progress(points) => "按进展率：{points}" | "by progress: {points}";
    score_by_attainment_alone(points) => "没有基期值，按完成率计：{points}" | "without a baseline, by attainment: {points}";
    score_weighs(formula) => "权重 × 得分 ÷ 计分权重之和：{formula}" | "weight × points ÷ weights that count: {formula}";
    score_zero => "不适用未经同意，计 0 分" | "not applicable without agreement: counts 0";
    score_na_agreed => "不适用（已同意）" | "Not applicable, agreed";
    score_na_open => "不适用（未经同意）" | "Not applicable, not agreed";
    score_no_figure => "数值超出范围" | "Beyond range";
    score_filed_na(n, reason) => "方案第 {n} 版备案为不适用：{reason}" | "Filed as not applicable in version {n} of the scheme: {reason}";
    score_agreed(who, time, from, reason) => "{who}于 {time} 同意自{from}起不适用：{reason}" | "{who} agreed on {time} that it does not apply from {from} on: {reason}";
    score_left_out => "未计入或计 0 的指标" | "Left out, or counted 0";
    score_all_count => "32 项指标全部计入。" | "All 32 indicators count.";
    score_left_line(reason, n, weight) => "{reason}（{n} 项，权重 {weight}）" | "{reason} ({n} ⟨indicator|indicators⟩, weight {weight})";
    score_out_na => "不适用，经同意，不计入" | "Not applicable, agreed: left out";
    score_out_no_cases => "无业务量，不计入" | "No cases: left out";
    score_out_no_target => "没有目标（基期待备案），不计入" | "No target, baseline to be filed: left out";
    score_out_not_yet => "暂缺，暂不计入" | "Not yet available: left out for now";
    score_out_missing => "无数据，暂不计入" | "Not in: left out for now";
    score_out_no_figure => "数值超出范围，暂不计入" | "Beyond range: left out for now";
    score_out_exempt => "国家局同意免计，不计入" | "Exempt by CNIPA: left out";
    score_expected => "应有数据" | "Values expected";
    score_filed_target => "备案目标" | "Target as filed";
    score_scheme_version => "方案版本" | "Version of the scheme";
    score_outcome => "计分情况" | "How it counts";
    score_scored => "计分" | "Scored";
    score_ranked => "可排名" | "Ranked";
    score_unranked => "仅供参考，不排名" | "For reference, unranked";
    score_agree => "同意不适用" | "Agree that it does not apply";
    score_agree_reason => "同意的理由" | "Reason for agreeing";
    score_agree_hint => "同意后，该指标不计入本市得分的权重；城市能看到理由。" | "Once agreed, its weight leaves the city's base. The city sees the reason.";
    score_disagree => "取消同意" | "Take the agreement back";
    score_done_agree => "已同意该指标不适用。" | "It is agreed that the indicator does not apply.";
    score_done_disagree => "已取消同意，该指标重新计分。" | "The agreement is taken back; the indicator counts again.";
    score_nothing_to_agree => "该指标目前没有“不适用（未经同意）”的数据，不需要同意。" | "The indicator is not called not applicable without agreement, so there is nothing to agree.";
    score_source(time) => "数据来源：国家局审核通过的数据和已备案的目标；截至 {time}。" | "Source: values accepted by CNIPA and targets filed; as of {time}.";
    score_file => "下载逐项得分" | "The points as a file";
    score_line(period, total) => "{period}得分 {total}" | "Score for {period}: {total}";
    score_line_share(share) => "已有应有数据的 {share}%" | "{share}% of the values expected are in";
    score_line_link => "看怎样得来" | "How it comes about";

    scores_heading(period, rule) => "九市得分，{period}（{rule}）" | "Scores of the nine cities, {period} ({rule})";
    scores_take(first, highest, last, lowest, n) => "总分最高：{first}，{highest}；最低：{last}，{lowest}；{n} 市可排名。" | "Highest total: {first}, {highest}; lowest: {last}, {lowest}; {n} ⟨city is|cities are⟩ ranked.";
    scores_take_level(n, highest) => "{n} 市可排名，总分相差不到 0.1，不分先后（{highest}）。" | "{n} ⟨city is|cities are⟩ ranked and within 0.1 of each other ({highest}).";
    scores_take_none => "可排名的城市不足两个。" | "Fewer than two cities can be ranked.";
    scores_place => "位次" | "Place";
    scores_values => "已有数据" | "Values in";
    scores_legend => "与九市中位数的距离，以该行相距最远的城市为准；括号内仅供参考，不排名" | "Distance from the nine-city median, measured by the farthest city of each row; in brackets: for reference, unranked";
    scores_what => "项目" | "Part";
    scores_goals => "试点目标" | "Goals";
    scores_aspects => "一级方面" | "Aspects";
    scores_why(n) => "每个数字都可以点开，看怎样得来；相差不到 {n} 分的并列。" | "Each figure opens to how it comes about; totals within {n} share a place.";

    settings_score_rule => "计分规则" | "How scores are made";
    settings_score_rule_hint => "全部得分立即按新规则重新计算" | "All scores follow the new rule at once";
    settings_score_share => "应有数据少于多少时得分不排名" | "Share of expected values under which a score is unranked";
    settings_percent => "0 至 100（%）" | "0 to 100 (%)";
}

impl Words {
    /// A rule by name.
    #[must_use]
    pub const fn score_rule_name(self, rule: Rule) -> &'static str {
        match rule {
            Rule::Attainment => self.score_rule_attainment(),
            Rule::Progress => self.score_rule_progress(),
            Rule::Mean => self.score_rule_mean(),
        }
    }

    /// Why an indicator is left out.
    #[must_use]
    pub const fn score_out(self, reason: Reason) -> &'static str {
        match reason {
            Reason::NotApplicable => self.score_out_na(),
            Reason::Exempt => self.score_out_exempt(),
            Reason::NoCases => self.score_out_no_cases(),
            Reason::NoTarget => self.score_out_no_target(),
            Reason::NotYet => self.score_out_not_yet(),
            Reason::Missing => self.score_out_missing(),
            Reason::NoFigure => self.score_out_no_figure(),
        }
    }

    /// Why a total is grey.
    #[must_use]
    pub fn score_grey(self, grey: Grey) -> String {
        let percent = |share| self.number(share * domain::Decimal::ONE_HUNDRED, 2);
        match grey {
            Grey::Removed { share } => self.score_grey_removed(percent(share)),
            Grey::Thin { share } => self.score_grey_thin(percent(share)),
        }
    }
}
