//! Words of the mode of change and of peer groups: who gained, who fell back, since when; and which cities are meant.

use domain::{
    Decimal,
    change::Base,
    finding::{ChangeFinding, Turn, Turns},
    indicator::Definition,
    lang::Lang,
    peers::Peers,
};

use super::Words;

words! {
    mode_change => "变化" | "Change";
    change_of_level => "本季数值减去备案基期；正负号为数值增减。" | "The quarter's value less the filed baseline; the sign is the number's.";
    change_of_flow => "试点以来累计，对照基期十二个月按所含月数折算的部分（未考虑季节因素）。" | "The count since the pilot began, against as many months of the baseline's twelve (seasons not allowed for).";
    change_of_year => "本季各月，对照上年同月。" | "The quarter's months, against the same months a year before.";
    change_no_yes_no => "“是/否”指标没有变化幅度，按原始答复显示；何时改变见走势图。" | "A yes or no has no size of change: the answers are shown as reported, and the trend shows when they turned.";
    change_not_read => "变化以各市备案方案的基期计算，您无权查看方案，因此按原始数值显示。" | "Change is measured from the baselines of the cities' schemes, which you may not read; values are shown as reported.";
    base_baseline => "较备案基期" | "since the filed baseline";
    base_year_before => "较上年同月" | "on the same months a year before";
    value_and_base => "数值 / 基数" | "Value / base";
    base_of_baseline => "备案基期，数量按所含月数折算" | "filed baseline, of counts its part for the months held";
    base_of_year_before => "上年同月" | "same months a year before";
    source_change(base, held, all, time, version) => "数据来源：各市报送、国家局审核通过的数据，{base}；{all} 市中 {held} 市可比较；截至 {time}；口径第 {version} 版。" | "Source: city reports accepted by CNIPA, measured {base}; {held} of {all} cities can be compared; as of {time}; definition version {version}.";
    fullest_paired(held) => "最全者{held}，较少者不参与比较。" | "The fullest hold {held}, and those with fewer are not compared.";
    change_of(city, value, base) => "{city}现为 {value}，基数 {base}。" | "{city} stands at {value}, against a base of {base}.";
    change_only_own => "其他城市的基期属其方案内容，因此只显示可查看其方案的城市。" | "The other cities' baselines are part of their schemes, so only cities whose schemes you may read are shown.";

    lack_zero_base => "基数为零，不算百分比" | "Base is zero, no percentage";
    lack_no_year_before => "无上年同月数据" | "No value a year before";
    lack_break => "口径已调整，不比较" | "Definition changed, not compared";

    c_none => "本季尚无城市可比较变化。" | "No city's change can be told for this quarter yet.";
    c_one(city, figure, base, turn) => "目前只有{city}可以比较：{base} {figure}，{turn}。" | "So far only {city} can be compared; it {turn}: {figure} {base}.";
    c_alike_equal(n, figure, base) => "可比较的 {n} 市变化相同，{base}均为 {figure}。" | "All {n} cities that can be compared moved alike: {figure} {base}.";
    c_alike(n, low, high, least, base) => "可比较的 {n} 市{base}变化在 {low}与 {high}之间，相差不足 {least}。" | "The {n} cities that can be compared moved by {low} to {high} {base} and differ by less than {least}.";
    c_spread(n, low, high, base) => "可比较的 {n} 市{base}变化在 {low}与 {high}之间" | "The {n} cities that can be compared moved by {low} to {high} {base}";
    c_spread_median(median) => "，中位数为 {median}。" | "; the median is {median}.";
    c_stop => "。" | ".";
    c_best(city, figure, base) => "{city}{base}改善最多，为 {figure}" | "{city} gained most {base}: {figure}";
    c_bests(cities, figure, base) => "{cities}{base}改善并列第一，最多为 {figure}" | "{cities} share the greatest gain {base}, up to {figure}";
    c_none_gained(base) => "{base}没有城市改善" | "No city gained {base}";
    c_none_gained_least(base, figure) => "{base}没有城市改善，退步最少的为 {figure}" | "No city gained {base}; the smallest step back is {figure}";
    c_worst(city, figure) => "；{city}退步最多，为 {figure}。" | "; {city} fell back most: {figure}.";
    c_worsts(cities, figure) => "；{cities}退步并列最多，最多为 {figure}。" | "; {cities} share the greatest step back, up to {figure}.";
    c_worst_figure(figure) => "；退步最多的为 {figure}。" | "; the greatest step back is {figure}.";
    c_nobody_fell => "；没有城市退步。" | "; no city fell back.";
    c_turns(gained, level, fell) => "{gained} 市改善，{level} 市基本持平，{fell} 市退步。" | " {gained} gained, {level} about level, {fell} fell back.";
    c_gained => "改善" | "gained";
    c_level => "基本持平" | "stayed about level";
    c_fell => "退步" | "fell back";
    c_own(city, figure, base, turn) => "{city}{base} {figure}，{turn}" | "{city} {turn}: {figure} {base}";
    c_own_median(median) => "；九市中位数为 {median}。" | "; the nine-city median is {median}.";
    c_own_missing(city) => "{city}本季无法比较变化。" | "{city}'s change cannot be told for this quarter.";
    c_own_missing_median(city, median) => "{city}本季无法比较变化；其他城市变化的中位数为 {median}。" | "{city}'s change cannot be told for this quarter; the median of the others is {median}.";
    c_own_part(city, figure, base, held) => "{city}{base} {figure}，{held}，暂不与其他城市比较。" | "{city} moved by {figure} {base} with {held} in; it is not compared yet.";
    c_course(first, last, who, from, to) => "{who}的变化由 {first}的 {from}到 {last}的 {to}。" | "From {first} to {last} the change of {who} went from {from} to {to}.";
    c_the_median => "各市中位数" | "the cities' median";

    peers_label => "比较范围" | "Peer group";
    peers_all => "全部城市" | "All cities";
    peers_region => "按区域" | "By region";
    peers_class => "按常住人口" | "By residents";
    bad_peers => "没有这一组城市，请从列表中选择。" | "There is no such group of cities; choose one from the list.";
    peers_east(n) => "东部 {n} 市" | "{n} eastern ⟨city|cities⟩";
    peers_central(n) => "中部 {n} 市" | "{n} central ⟨city|cities⟩";
    peers_west(n) => "西部 {n} 市" | "{n} western ⟨city|cities⟩";
    peers_northeast(n) => "东北 {n} 市" | "{n} north-eastern ⟨city|cities⟩";
    peers_large(n) => "常住人口 1,500 万及以上 {n} 市" | "{n} ⟨city|cities⟩ of 15 million residents or more";
    peers_smaller(n) => "常住人口不足 1,500 万 {n} 市" | "{n} ⟨city|cities⟩ of fewer than 15 million residents";
    peers_median(group) => "{group}中位数" | "Median of {group}";
    peers_range(group) => "{group}范围" | "Range of {group}";
    peers_median_short => "组内中位数" | "Group median";
    peers_range_short => "组内范围" | "Group range";
    peers_source(group, cities) => "比较范围：{group}（{cities}），位次仅在组内。" | "Compared: {group} ({cities}); places are within the group.";
    peers_few => "组内有数据的不足三市，不计算中位数和范围：一两个数值的中位数不说明整组情况。" | "Fewer than three of the group have a value, so it has no median or range: of one or two they say nothing of a group.";
    peers_withheld => "分组的中位数、范围和位次只在按市公开数值后显示，否则可由少数城市的中位数推算他市数值；现按全部城市显示。" | "A group's median, range and places are shown only where values are released by city, since a median of a few would give another city's value away. All cities are shown instead.";
    peers_pair(low, high) => "组内 2 市分别为 {low}和 {high}。" | "The group's two values are {low} and {high}.";
    peers_pair_level(figure, least) => "组内有数据的 2 市相差不足 {least}，最高为 {figure}。" | "The group's two values differ by less than {least}, the higher being {figure}.";
    peers_only(city, figure) => "组内只有{city}一市，为 {figure}。" | "{city} is the only city of the group: {figure}.";
}

impl Words {
    /// What all changes of a picture are measured from: `较备案基期`.
    #[must_use]
    pub const fn base(self, base: Base) -> &'static str {
        match base {
            Base::Baseline => self.base_baseline(),
            Base::YearBefore => self.base_year_before(),
        }
    }

    /// A change with its sign and unit, as sentences say it: `+3.20 个百分点`, `−12.3%`.
    #[must_use]
    pub fn moved_by(self, d: &Definition, change: Decimal) -> String {
        let size = domain::number::round(change, d.decimals).abs();
        let words = match d.unit.as_str() {
            "%" => self.amount(d, size),
            _ => self.difference(d, size),
        };
        match change {
            _ if size.is_zero() => words,
            change if change > Decimal::ZERO => format!("+{words}"),
            _ => format!("−{words}"),
        }
    }

    const fn turned(self, turn: Turn) -> &'static str {
        match turn {
            Turn::Gained => self.c_gained(),
            Turn::Level => self.c_level(),
            Turn::FellBack => self.c_fell(),
        }
    }

    /// The finding of a chart of one quarter's changes.
    #[must_use]
    pub fn change_finding(self, d: &Definition, finding: &ChangeFinding, base: Base) -> String {
        self.change_finding_since(d, finding, self.base(base))
    }

    /// The same of changes measured from what is said in words: `较 2025年10月`.
    #[must_use]
    pub fn change_finding_since(self, d: &Definition, finding: &ChangeFinding, base: &str) -> String {
        let by = |v: &Decimal| self.moved_by(d, *v);
        let left_out = |n: usize| match n {
            0 => String::new(),
            n => self.f_left_out(self.count_cities(n)),
        };
        let counts = |t: &Turns| self.c_turns(t.gained, t.level, t.fell_back) + &left_out(t.missing);
        let compared = |t: &Turns| t.gained + t.level + t.fell_back;
        match finding {
            ChangeFinding::NoValues => self.c_none().to_owned(),
            ChangeFinding::OneCity {
                city,
                figure,
                turn,
                missing,
            } => self.c_one(self.city_short(city), by(figure), base, self.turned(*turn)) + &left_out(*missing),
            ChangeFinding::Alike { low, high, turns } if low == high => {
                self.c_alike_equal(compared(turns), by(low), base) + &counts(turns)
            }
            ChangeFinding::Alike { low, high, turns } => {
                let least = self.difference_of_changes(d);
                self.c_alike(compared(turns), by(low), by(high), least, base) + &counts(turns)
            }
            ChangeFinding::Spread {
                low,
                high,
                median,
                turns,
            } => {
                let said = self.c_spread(compared(turns), by(low), by(high), base);
                let median = median.as_ref().map(|m| self.c_spread_median(by(m)));
                said + &median.unwrap_or_else(|| self.c_stop().to_owned()) + &counts(turns)
            }
            ChangeFinding::Apart {
                best,
                best_figure,
                best_turn,
                worst,
                worst_figure,
                worst_turn,
                turns,
            } => {
                let first = match (best.as_slice(), best_turn) {
                    ([], Turn::FellBack) => self.c_none_gained_least(base, by(best_figure)),
                    ([], _) => self.c_none_gained(base),
                    ([city], _) => self.c_best(self.city_short(city), by(best_figure), base),
                    (cities, _) => self.c_bests(self.city_names(cities), by(best_figure), base),
                };
                let last = match (worst.as_slice(), worst_turn) {
                    ([], Turn::FellBack) => self.c_worst_figure(by(worst_figure)),
                    ([], _) => self.c_nobody_fell().to_owned(),
                    ([city], _) => self.c_worst(self.city_short(city), by(worst_figure)),
                    (cities, _) => self.c_worsts(self.city_names(cities), by(worst_figure)),
                };
                first + &last + &counts(turns)
            }
            ChangeFinding::Own {
                city,
                figure,
                turn,
                median,
            } => {
                let said = self.c_own(self.city_short(city), by(figure), base, self.turned(*turn));
                let median = median.as_ref().map(|m| self.c_own_median(by(m)));
                said + &median.unwrap_or_else(|| self.c_stop().to_owned())
            }
            ChangeFinding::OwnMissing { city, median: None } => self.c_own_missing(self.city_short(city)),
            ChangeFinding::OwnMissing {
                city,
                median: Some(median),
            } => self.c_own_missing_median(self.city_short(city), by(median)),
        }
    }

    /// The smallest difference of two changes: of percentages it is points.
    fn difference_of_changes(self, d: &Definition) -> String {
        self.difference(d, d.smallest_difference)
    }

    /// A peer group with the number of its cities: `东部 6 市`.
    #[must_use]
    pub fn peers(self, peers: Peers) -> String {
        let n = peers.cities().len();
        match peers {
            Peers::East => self.peers_east(n),
            Peers::Central => self.peers_central(n),
            Peers::West => self.peers_west(n),
            Peers::Northeast => self.peers_northeast(n),
            Peers::Large => self.peers_large(n),
            Peers::Smaller => self.peers_smaller(n),
        }
    }

    /// The same before a finding: `东部 6 市：`.
    #[must_use]
    pub fn of_peers(self, peers: Peers, said: &str) -> String {
        let group = self.peers(peers);
        match self.0 {
            Lang::Zh => format!("{group}：{said}"),
            Lang::En => format!("{group}: {said}"),
        }
    }
}

#[cfg(test)]
mod tests;
