//! Words of targets beside figures: on charts, in tables, in the editor, and in the modes that compare by them.

use domain::{Decimal, compare::Mode, score::Lack};

use super::Words;

words! {
    target => "目标" | "Target";
    attainment => "完成率" | "Attainment";
    target_since_column => "试点以来累计 / 目标" | "Since the pilot began / target";
    target_until(quarter) => "至 {quarter}末" | "to the end of {quarter}";
    value_and_target => "数值 / 目标" | "Value / target";
    target_row(city) => "{city}目标" | "Target of {city}";
    target_row_flow(city) => "{city}目标（累计）" | "Target of {city} (cumulative)";
    target_mark => "城市自定目标" | "The city's own target";
    target_part(part, whole) => "{part} / {whole}" | "{part} / {whole}";

    target_only(city, quarter, target) => "{city} {quarter}目标为 {target}。" | "{city}'s target for {quarter} is {target}.";
    target_reached(city, quarter, target, share) => "{city} {quarter}目标为 {target}，完成率 {share}。" | "{city}'s target for {quarter} is {target}, and {share} of it is reached.";
    target_flow(city, value, quarter, target, share) => "{city}试点以来累计 {value}，{quarter}末目标 {target}，完成率 {share}。" | "Since the pilot began {city} has reached {value} of {target}, its target for the end of {quarter} ({share}).";
    target_flow_lower(city, value, quarter, target, share) => "{city}试点以来累计 {value}，{quarter}末目标不超过 {target}，完成率 {share}。" | "Since the pilot began {city} has {value}; its target for the end of {quarter} is {target} at most ({share} attained).";
    target_flow_only(city, quarter, target) => "{city} {quarter}末目标（试点以来累计）为 {target}。" | "{city}'s target since the pilot began, for the end of {quarter}, is {target}.";
    target_to_file(city) => "{city}基期待备案，尚无目标和完成率。" | "{city}: baseline to be filed. Until then there is no target and no attainment.";
    target_not_applicable(city) => "{city}备案时确定该指标不适用。" | "{city}: agreed at filing as not applicable.";
    target_none_yet(city, quarter) => "{city}未设 {quarter}目标。" | "{city} has set no target for {quarter}.";
    target_not_granted(target) => "下调未获同意，计分和完成率仍按 {target}。" | "The lower target was not granted: attainment and scores still go by {target}.";
    target_scored(target) => "计分按 {target}" | "scored by {target}";
    target_revised(city, day, reason) => "{city}目标于 {day}变更：{reason}" | "{city}'s target was revised on {day}: {reason}";

    target_hint(target) => "本季目标 {target}" | "Target this quarter {target}";
    target_hint_flow(target) => "累计至季末目标 {target}" | "Cumulative target by the quarter's end: {target}";
    target_hint_reached(target, share) => "本季目标 {target}，完成率 {share}" | "Target {target}, reached {share}";
    target_hint_flow_reached(value, target, share) => "试点以来累计 {value}，季末目标 {target}，完成率 {share}" | "Since the pilot began {value} of {target}, reached {share}";
    target_hint_to_file => "基期待备案" | "Baseline to be filed";
    target_hint_none => "本季未设目标" | "No target for this quarter";
    target_hint_not_applicable => "备案时确定不适用" | "Agreed at filing as not applicable";
    about_target => "目标" | "Target";
    about_target_saved => "按最近一次保存的数值计算。" | "By the value as last saved.";

    lack_no_target => "尚无目标" | "No target yet";
    lack_to_file => "基期待备案" | "Baseline to be filed";
    quarters_held(held, expected) => "含 {held}/{expected} 个季度" | "{held} of {expected} quarters";
    quarters_heading => "所含季度" | "Quarters held";
    fullest_hold(held) => "试点以来累计，最全者{held}，较少者不参与比较。" | "Summed since the pilot began; the fullest hold {held}, and those with fewer are not compared.";
    cities_compared => "可比较城市" | "Cities compared";
    source_targets(held, all, time, version) => "数据来源：各市报送、国家局审核通过的数据和备案的目标；{all} 市中 {held} 市可比较；截至 {time}；口径第 {version} 版。" | "Source: city reports accepted by CNIPA and the targets filed; {held} of {all} cities can be compared; as of {time}; definition version {version}.";

    mode_attainment => "目标完成率" | "Attainment of own target";
    mode_progress => "基期至目标进度" | "Progress from baseline to target";
    mode_note_attainment => "按各市备案的目标计算：比率和存量对照本季目标，数量按试点以来累计对照累计目标；达到即为 100%。" | "By each city's own filed target: rates and levels against the quarter's, flows since the pilot began against the cumulative one. A target that is reached is 100%.";
    mode_note_progress => "从基期（0%）到本季目标（100%）的进度；数量按试点以来累计，基期取相同时长。基期已达目标的，达到时为 100%，否则按完成率。" | "How much of the way from its baseline (0%) to the quarter's target (100%) each city has gone; flows since the pilot began, with the baseline's share of the same length. Where the baseline already meets the target it is 100% while the value does, and attainment when not.";

    f_none_targets => "本期尚无城市可按目标比较。" | "No city can be compared by its target for this period yet.";
    f_one_targets(city, figure) => "目前只有{city}可以比较，为 {figure}。" | "So far only {city} can be compared: {figure}.";
    f_all_equal_targets(n, figure) => "可比较的 {n} 市均为 {figure}。" | "All {n} cities that can be compared stand at {figure}.";
    f_all_level_targets(n, least, figure) => "可比较的 {n} 市相差均不足 {least}，中位数为 {figure}。" | "The {n} cities that can be compared differ by less than {least}; their median is {figure}.";
    f_spread_targets(n, low, high, median) => "可比较的 {n} 市在 {low}与 {high}之间，中位数为 {median}。" | "The {n} cities that can be compared lie between {low} and {high}; their median is {median}.";
    f_left_out(n) => "另有 {n} 市未计入。" | " {n} left out.";
    f_own_alone_targets(city, figure) => "{city}为 {figure}；可比较的城市不足，暂不显示九市中位数。" | "{city} stands at {figure}; too few cities can be compared to show the nine-city median.";
    f_own_missing_targets(city) => "{city}本期不能按目标计算。" | "{city} cannot be measured by its target for this period.";
    f_own_missing_median_targets(city, median) => "{city}本期不能按目标计算；其他城市的中位数为 {median}。" | "{city} cannot be measured by its target for this period; the median of the other cities is {median}.";
    f_too_short_targets => "可比较的不足两季，尚看不出变化。" | "Fewer than two quarters can be compared, so no change can be read yet.";
    f_own_quarters(city, figure, held, expected) => "{city}为 {figure}，只含 {held}/{expected} 个季度，暂不与九市比较。" | "{city} stands at {figure} with {held} of {expected} quarters in; it is not compared yet.";
}

impl Words {
    /// Why a city has no figure in a mode of targets or of change.
    #[must_use]
    pub fn lack(self, lack: Lack) -> &'static str {
        match lack {
            Lack::NotApplicable => self.kind_not_applicable(),
            Lack::NoCases => self.no_cases(),
            Lack::NotFiled => self.lack_to_file(),
            Lack::NoTarget => self.lack_no_target(),
            Lack::NotYet => self.kind_not_yet(),
            Lack::ZeroBase => self.lack_zero_base(),
            Lack::NoYearBefore => self.lack_no_year_before(),
            Lack::Break => self.lack_break(),
            Lack::Missing => self.not_in(),
        }
    }

    /// What a mode of targets compares; nothing of the others.
    #[must_use]
    pub fn mode_note(self, mode: Mode) -> Option<&'static str> {
        match mode {
            Mode::Attainment => Some(self.mode_note_attainment()),
            Mode::Progress => Some(self.mode_note_progress()),
            Mode::Absolute | Mode::PerMillion | Mode::Change => None,
        }
    }

    /// Attainment with one decimal: `96.3%`.
    #[must_use]
    pub fn share_reached(self, attainment: Decimal) -> String {
        format!("{}%", self.number(attainment, 1))
    }
}
