//! Findings of charts in words. What may be claimed, and who may be named, is decided in `domain::finding`.

use domain::{
    Decimal,
    city::city,
    finding::{Change, DotsFinding, Gap, Position, TrendFinding},
    indicator::{Definition, Way},
    lang::Lang,
    period::Period,
};

use super::Words;

words! {
    f_none => "本期尚无审核通过的数据。" | "No value has been accepted for this period yet.";
    f_one(city, figure) => "目前只有{city}有数据，为 {figure}。" | "So far only {city} has a value: {figure}.";
    f_one_whole(city, figure) => "目前只有{city}各月数据齐全，为 {figure}。" | "So far only {city} has every month in: {figure}.";
    f_all_equal(n, figure) => "有数据的 {n} 市均为 {figure}。" | "All {n} cities with a value stand at {figure}.";
    f_all_level(n, least, figure) => "有数据的 {n} 市相差均不足 {least}，中位数为 {figure}。" | "The {n} cities with a value differ by less than {least}; their median is {figure}.";
    f_leader(city, figure) => "{city}领先，为 {figure}" | "{city} leads with {figure}";
    f_leaders_equal(cities, figure) => "{cities}并列第一，均为 {figure}" | "{cities} share first place with {figure}";
    f_leaders_level(cities, figure, least) => "{cities}并列第一，最好为 {figure}，相差不足 {least}" | "{cities} share first place: the best has {figure} and they differ by less than {least}";
    f_last(cities, figure) => "；{cities}居末，为 {figure}。" | "; {cities} comes last with {figure}.";
    f_lasts(cities, figure) => "；{cities}并列居末，最末为 {figure}。" | "; {cities} share the last place, the lowest standing at {figure}.";
    f_last_figure(figure) => "；末位数值为 {figure}。" | "; the last stands at {figure}.";
    f_missing(n) => "另有 {n} 市无数据。" | " {n} without a value.";
    f_fewer_months(n) => "另有 {n} 市月份不足或无数据，未比较。" | " {n} not compared, with fewer months in or none.";
    f_own_part(city, figure, held, expected) => "{city}为 {figure}，只含 {held}/{expected} 个月，暂不与九市比较。" | "{city} stands at {figure} with {held} of {expected} months in; it is not compared yet.";
    f_spread(n, low, high, median) => "有数据的 {n} 市在 {low}与 {high}之间，中位数为 {median}。" | "The {n} cities with a value lie between {low} and {high}; their median is {median}.";
    f_own_better(city, figure, median) => "{city}为 {figure}，优于九市中位数 {median}。" | "{city} stands at {figure}, better than the nine-city median of {median}.";
    f_own_worse(city, figure, median) => "{city}为 {figure}，与九市中位数 {median}尚有差距。" | "{city} stands at {figure}, short of the nine-city median of {median}.";
    f_own_same(city, figure) => "{city}为 {figure}，与九市中位数持平。" | "{city} stands at {figure}, the same as the nine-city median.";
    f_own_beside(city, figure, median) => "{city}为 {figure}；九市中位数为 {median}。" | "{city} stands at {figure}; the nine-city median is {median}.";
    f_own_level(city, figure, median) => "{city}为 {figure}，与九市中位数 {median}基本持平。" | "{city} stands at {figure}, about level with the nine-city median of {median}.";
    f_own_alone(city, figure) => "{city}为 {figure}；有数据的城市不足，暂不显示九市中位数。" | "{city} stands at {figure}; too few cities have a value to show the nine-city median.";
    f_own_missing(city) => "{city}本期无数据。" | "{city} has no value for this period.";
    f_own_missing_median(city, median) => "{city}本期无数据；其他城市的中位数为 {median}。" | "{city} has no value for this period; the median of the other cities is {median}.";
    f_own_yes(city, answer) => "{city}本期为“{answer}”。" | "{city} answered “{answer}”.";
    f_yes_count(yes, of) => "有数据的 {of} 市中，{yes} 市为“是”。" | "{yes} of the {of} cities that answered said yes.";

    f_too_short => "有数据的不足两期，尚看不出变化。" | "Fewer than two periods have values, so no change can be read yet.";
    f_the_median => "各市中位数" | "The median of the cities";
    f_rose(first, last, who, by, to) => "{first}至 {last}，{who}上升 {by}，达到 {to}。" | "{who} rose by {by} between {first} and {last}, to {to}.";
    f_fell(first, last, who, by, to) => "{first}至 {last}，{who}下降 {by}，降至 {to}。" | "{who} fell by {by} between {first} and {last}, to {to}.";
    f_stayed(first, last, who, to) => "{first}至 {last}，{who}基本持平，现为 {to}。" | "{who} stayed about level between {first} and {last}, now at {to}.";
    f_turned(first, last, who, from, to) => "{first}至 {last}，{who}由“{from}”变为“{to}”。" | "{who} went from “{from}” in {first} to “{to}” in {last}.";
    f_unturned(first, last, who, to) => "{first}至 {last}，{who}一直为“{to}”。" | "{who} answered “{to}” in {first} and in {last}.";
    f_gap_narrowed(first, last, n, from, to) => "{first}至 {last}，{n} 市最高与最低之差由 {from}缩小到 {to}。" | "Between {first} and {last} the gap between the highest and the lowest of {n} cities narrowed from {from} to {to}.";
    f_gap_widened(first, last, n, from, to) => "{first}至 {last}，{n} 市最高与最低之差由 {from}扩大到 {to}。" | "Between {first} and {last} the gap between the highest and the lowest of {n} cities widened from {from} to {to}.";
    f_gap_same(first, last, n, to) => "{first}至 {last}，{n} 市最高与最低之差基本未变，为 {to}。" | "Between {first} and {last} the gap between the highest and the lowest of {n} cities stayed at about {to}.";
    f_yes_over_time(first, last, from, to, of) => "两期均有数据的 {of} 市中，为“是”的由{first}的 {from} 市变为{last}的 {to} 市。" | "Of {of} cities that answered in both, {from} said yes in {first} and {to} in {last}.";
}

/// What the cities of a chart are compared by, and so why some of them are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Their values of the period.
    Values,
    /// Totals of the period's months; those of fewer are not compared.
    Rolled,
    /// How far they are towards their own targets.
    Targets,
}

impl Words {
    /// A figure with its unit, as sentences say it.
    #[must_use]
    pub fn amount(self, d: &Definition, figure: Decimal) -> String {
        let text = self.number(figure, d.decimals);
        match (self.0, d.unit.as_str()) {
            (Lang::Zh, "百分点") => format!("{text} 个百分点"),
            (_, "%") | (Lang::Zh, _) => self.with_unit(&text, &d.unit),
            (Lang::En, unit) if figure == Decimal::ONE && !unit.contains('/') && unit != "万元" => {
                let one = self.unit_name(unit);
                format!("{text} {}", one.strip_suffix('s').unwrap_or(one))
            }
            (Lang::En, "分") => text,
            (Lang::En, _) => self.with_unit(&text, &d.unit),
        }
    }

    /// A difference of two figures with its unit: of percentages it is points.
    #[must_use]
    pub fn difference(self, d: &Definition, by: Decimal) -> String {
        let unit = if d.unit == "%" { "百分点" } else { d.unit.as_str() };
        match (self.0, unit) {
            (Lang::Zh, "百分点") => format!("{} 个百分点", self.number(by, d.decimals)),
            (Lang::En, "百分点" | "分") if by == Decimal::ONE => format!("{} point", self.number(by, d.decimals)),
            (Lang::En, "百分点" | "分") => format!("{} points", self.number(by, d.decimals)),
            _ => self.amount(d, by),
        }
    }

    /// A city's name as charts and sentences use it.
    #[must_use]
    pub fn city_short(self, slug: &str) -> &str {
        city(slug).map_or("", |c| c.short(self.0))
    }

    /// Cities' names as a list in words.
    #[must_use]
    pub fn city_names(self, slugs: &[String]) -> String {
        let names: Vec<_> = slugs.iter().map(|s| self.city_short(s)).collect();
        match (self.0, names.split_last()) {
            (Lang::En, Some((last, rest))) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.join(self.list_sep()),
        }
    }

    /// The finding of a chart of one period.
    #[must_use]
    pub fn dots_finding(self, d: &Definition, finding: &DotsFinding, of: Compared) -> String {
        use Compared::{Rolled, Targets};
        let amount = |v: &Decimal| self.amount(d, *v);
        let least = || self.difference(d, d.smallest_difference);
        let missing = |n: usize| match (n, of) {
            (0, _) => String::new(),
            (n, Rolled) => self.f_fewer_months(self.count_cities(n)),
            (n, Targets) => self.f_left_out(self.count_cities(n)),
            (n, Compared::Values) => self.f_missing(self.count_cities(n)),
        };
        let last = |cities: &[String], figure: &Decimal| match cities {
            [] => self.f_last_figure(amount(figure)),
            [_] => self.f_last(self.city_names(cities), amount(figure)),
            _ => self.f_lasts(self.city_names(cities), amount(figure)),
        };
        match finding {
            DotsFinding::NoValues if of == Targets => self.f_none_targets().to_owned(),
            DotsFinding::NoValues => self.f_none().to_owned(),
            DotsFinding::OneCity { city, figure } if of == Targets => {
                self.f_one_targets(self.city_short(city), amount(figure))
            }
            DotsFinding::OneCity { city, figure } if of == Rolled => {
                self.f_one_whole(self.city_short(city), amount(figure))
            }
            DotsFinding::OneCity { city, figure } => self.f_one(self.city_short(city), amount(figure)),
            DotsFinding::AllEqual {
                figure,
                cities,
                exact,
                missing: n,
            } => {
                let said = match (*exact, of) {
                    (true, Targets) => self.f_all_equal_targets(cities, amount(figure)),
                    (true, _) => self.f_all_equal(cities, amount(figure)),
                    (false, Targets) => self.f_all_level_targets(cities, least(), amount(figure)),
                    (false, _) => self.f_all_level(cities, least(), amount(figure)),
                };
                said + &missing(*n)
            }
            DotsFinding::Leader {
                city,
                figure,
                last: cities,
                last_figure,
                missing: n,
            } => self.f_leader(self.city_short(city), amount(figure)) + &last(cities, last_figure) + &missing(*n),
            DotsFinding::LeadersTie {
                cities,
                figure,
                exact,
                last: lasts,
                last_figure,
                missing: n,
            } => {
                let said = if *exact {
                    self.f_leaders_equal(self.city_names(cities), amount(figure))
                } else {
                    self.f_leaders_level(self.city_names(cities), amount(figure), least())
                };
                said + &last(lasts, last_figure) + &missing(*n)
            }
            DotsFinding::SpreadOf {
                low_figure,
                high_figure,
                median,
                cities,
                missing: n,
            } => {
                let (low, high, median) = (amount(low_figure), amount(high_figure), amount(median));
                let said = match of {
                    Targets => self.f_spread_targets(cities, low, high, median),
                    _ => self.f_spread(cities, low, high, median),
                };
                said + &missing(*n)
            }
            DotsFinding::Own {
                city,
                figure,
                median,
                position,
            } => {
                let (city, figure, median_text) = (self.city_short(city), amount(figure), amount(median));
                match position {
                    Position::Better => self.f_own_better(city, figure, median_text),
                    Position::Worse => self.f_own_worse(city, figure, median_text),
                    Position::Level if figure == median_text => self.f_own_same(city, figure),
                    Position::Level => self.f_own_level(city, figure, median_text),
                }
            }
            DotsFinding::OwnBeside { city, figure, median } => {
                self.f_own_beside(self.city_short(city), amount(figure), amount(median))
            }
            DotsFinding::OwnAlone { city, figure } if of == Targets => {
                self.f_own_alone_targets(self.city_short(city), amount(figure))
            }
            DotsFinding::OwnMissing { city, median } if of == Targets => match median {
                None => self.f_own_missing_targets(self.city_short(city)),
                Some(median) => self.f_own_missing_median_targets(self.city_short(city), amount(median)),
            },
            DotsFinding::OwnAlone { city, figure } => self.f_own_alone(self.city_short(city), amount(figure)),
            DotsFinding::OwnMissing { city, median: None } => self.f_own_missing(self.city_short(city)),
            DotsFinding::OwnMissing {
                city,
                median: Some(median),
            } => self.f_own_missing_median(self.city_short(city), amount(median)),
            DotsFinding::OwnYes { city, yes } => self.f_own_yes(self.city_short(city), self.answer(*yes)),
            DotsFinding::YesCount { yes, of, missing: n } => self.f_yes_count(yes, of) + &missing(*n),
        }
    }

    pub(crate) fn count_cities(self, n: usize) -> String {
        match (self.0, n) {
            (Lang::Zh, _) => n.to_string(),
            (Lang::En, 1) => "One city is".to_owned(),
            (Lang::En, _) => format!("{n} cities are"),
        }
    }

    /// An answer as sentences quote it.
    #[must_use]
    pub fn answer(self, yes: bool) -> String {
        if yes { self.yes() } else { self.no() }.to_lowercase()
    }

    /// The finding of a chart over time.
    #[must_use]
    pub fn trend_finding(self, d: &Definition, finding: &TrendFinding) -> String {
        let name = |p: &Period| self.period_name(*p);
        let who = |c: &Change| match &c.city {
            Some(city) => self.city_short(city).to_owned(),
            None => self.f_the_median().to_owned(),
        };
        let gap = |g: &Gap| (name(&g.first), name(&g.last), g.cities);
        let yes = |v: &Decimal| self.answer(!v.is_zero());
        match finding {
            TrendFinding::TooShort => self.f_too_short().to_owned(),
            TrendFinding::Rose(c) | TrendFinding::Fell(c) if d.way == Way::YesNo => {
                self.f_turned(name(&c.first), name(&c.last), who(c), yes(&c.from), yes(&c.to))
            }
            TrendFinding::Level(c) if d.way == Way::YesNo => {
                self.f_unturned(name(&c.first), name(&c.last), who(c), yes(&c.to))
            }
            TrendFinding::Rose(c) => {
                let (by, to) = (self.difference(d, c.by), self.amount(d, c.to));
                self.f_rose(name(&c.first), name(&c.last), who(c), by, to)
            }
            TrendFinding::Fell(c) => {
                let (by, to) = (self.difference(d, c.by), self.amount(d, c.to));
                self.f_fell(name(&c.first), name(&c.last), who(c), by, to)
            }
            TrendFinding::Level(c) => self.f_stayed(name(&c.first), name(&c.last), who(c), self.amount(d, c.to)),
            TrendFinding::GapNarrowed(g) => {
                let (first, last, n) = gap(g);
                self.f_gap_narrowed(first, last, n, self.difference(d, g.from), self.difference(d, g.to))
            }
            TrendFinding::GapWidened(g) => {
                let (first, last, n) = gap(g);
                self.f_gap_widened(first, last, n, self.difference(d, g.from), self.difference(d, g.to))
            }
            TrendFinding::GapSame(g) => {
                let (first, last, n) = gap(g);
                self.f_gap_same(first, last, n, self.difference(d, g.to))
            }
            TrendFinding::YesCount {
                from,
                to,
                of,
                first,
                last,
            } => self.f_yes_over_time(name(first), name(last), from, to, of),
        }
    }
}

#[cfg(test)]
mod tests;
