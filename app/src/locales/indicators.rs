//! Words of the indicators: their list, one indicator, its charts and tables, files.

use domain::{
    Decimal,
    access::Release,
    compare::Mode,
    indicator::{Definition, Direction, Frequency, Way},
    lang::Lang,
    number,
};

use super::Words;

words! {
    indicators_title => "指标" | "Indicators";
    indicators_lead(period) => "{period}，32 项指标按一级方面和试点目标排列。只含审核通过的数据。" | "{period}: the 32 indicators by aspect and goal. Accepted values only.";
    no_values_yet => "还没有审核通过的数据。国家局审核通过后，数值会显示在这里。" | "No value has been accepted yet. Values appear here once CNIPA has accepted them.";
    indicator => "指标" | "Indicator";
    highlight_city => "突出显示" | "Highlight a city";
    no_city => "不突出" | "None";
    as_of_label => "数据截至（当日 24:00）" | "As of the end of (Beijing day)";
    order_of_cities => "城市排序" | "Order of cities";
    order_notice => "通知顺序" | "As in the notice";
    order_value => "按数值" | "By value";
    by_month => "按月" | "By month";
    by_quarter => "按季" | "By quarter";
    months_group => "月度" | "Months";
    quarters_group => "季度" | "Quarters";
    whose_values => "数据范围" | "What you see";
    release_all => "九市数值与名次" | "All cities' values and places";
    release_own => "本市数值，九市中位数和范围" | "Own values, nine-city median and range";
    release_named => "九市数值，不排名" | "All cities' values, no places";
    release_ranked => "九市数值与名次（已公开）" | "All cities' values and places (released)";

    compare_title => "比较" | "Compare";
    mode_label => "比较方式" | "Mode";
    mode_absolute => "原始数值" | "As reported";
    mode_per_million => "每百万常住人口" | "Per million residents";
    chart_label => "图" | "Chart";
    shape_ranked_dots => "本期各市" | "Cities in this period";
    shape_trend => "各期走势" | "Over time";
    shape_small_multiples => "一市一图" | "A chart for each city";
    include_submitted => "包括已报送、未审核的数据" | "Include values submitted and not yet accepted";
    waits_for_review => "已报送，待审核" | "submitted, not yet accepted";
    over_residents(count, residents) => "{count} / {residents}" | "{count} / {residents} residents";
    counts_unranked => "各市规模不同，数量本身不排名。" | "Cities differ in size, so counts as such get no places.";
    see_per_million => "按每百万常住人口比较" | "Compare per million residents";
    needs_no_scale => "该指标不是数量，无需按人口折算，按原始数值比较。" | "This indicator is no count; it is compared as reported, without residents.";

    home_all_panels(cities) => "{cities} 个城市的逐城小图" | "A small chart for each of the {cities} cities";
    home_compared_title => "九市对照" | "The nine cities side by side";
    heat_heading(period) => "32 项指标 × 九市，{period}；数量类按每百万常住人口" | "32 indicators × nine cities, {period}; counts per million residents";
    heat_take(behind, n, ahead, m) => "低于中位数的指标最多：{behind}，{n}；高于中位数的最多：{ahead}，{m}。" | "Most often short of the median: {behind}, on {n}; most often better: {ahead}, on {m}.";
    heat_nothing => "本期可比较的数据还不足。" | "There is not enough to compare in this period yet.";
    of_indicators(n, all) => "{all} 项中的 {n} 项" | "{n} of {all} indicators";
    heat_legend => "与九市中位数的距离，以该指标相距最远的城市为准" | "Distance from the nine-city median, measured by the farthest city of each indicator";
    heat_far_worse => "远差于" | "far short";
    heat_worse => "差于" | "short";
    heat_bit_worse => "略差于" | "a little short";
    heat_level => "持平" | "level";
    heat_bit_better => "略优于" | "a little better";
    heat_better => "优于" | "better";
    heat_far_better => "远优于" | "far better";
    heat_kinds => "无：无数据；不：不适用；暂：暂缺" | "–: not in; n/a: not applicable; n/y: not yet available";
    heat_missing => "无" | "–";
    heat_not_applicable => "不" | "n/a";
    heat_not_yet => "暂" | "n/y";
    heat_source(time) => "数据来源：各市报送、国家局审核通过的数据；截至 {time}。是非类以“是”为 1。" | "Source: city reports accepted by CNIPA; as of {time}. Of yes or no a yes counts as 1.";

    city_title(city) => "{city}概况" | "{city} at a glance";
    city_meta(province, residents) => "{province}，常住人口 {residents}" | "{province}, {residents} residents";
    city_source(time) => "数据来源：国家局审核通过的数据；截至 {time}。变化为与上一期相比。" | "Source: values accepted by CNIPA; as of {time}. The change is since the period before.";
    course => "走势" | "Course";
    last_value => "最新数值" | "Last value";
    better => "向好" | "better";
    worse => "变差" | "worse";
    open_items => "待办与未结事项" | "Open items";
    nothing_open => "没有未结事项。" | "Nothing is open.";
    promised(name, period, day) => "{name}，{period}暂缺，预计 {day} 提供" | "{name}, {period}: not yet available, expected {day}";
    promise_over => "已过预计日期" | "past its date";
    figures_title => "本市指标与九市对照" | "Your figures beside the nine cities";
    figures_more => "查看本市概况（变化、位次、走势）" | "Your city at a glance (change, place, course)";

    few_in(period, n) => "{period}目前 {n} 市有数据。" | "Cities in for {period} so far: {n} of 9.";
    fuller_period(period, n) => "查看 {period}（{n} 市）" | "See {period} ({n} ⟨city|cities⟩)";
    median => "中位数" | "Median";
    nine_median => "九市中位数" | "Nine-city median";
    range => "范围" | "Range";
    nine_range => "九市范围" | "Nine-city range";
    range_of(low, high) => "{low} 至 {high}" | "{low} to {high}";
    best => "最好" | "Best";
    best_of(cities, figure) => "{figure}（{cities}）" | "{figure} ({cities})";
    cities_in => "有数据城市" | "Cities in";
    of_nine(held, all) => "{held} / {all}" | "{held} of {all}";
    yes_of(yes, of) => "{of} 市中 {yes} 市为“是”" | "{yes} of {of} yes";
    sentences(a, b) => "{a}{b}" | "{a} {b}";
    sentence(a) => "{a}。" | "{a}.";
    no_answer => "无答复（见数据表）" | "No answer (see the numbers)";
    place => "位次" | "Place";
    value_heading => "数值" | "Value";
    not_in => "无数据" | "Not in";
    withheld => "不公开" | "Not shown";
    by_quarter_only => "按季填报" | "Quarterly";
    months_held(held, expected) => "含 {held}/{expected} 个月" | "{held} of {expected} months";
    in_brackets(a, b) => "{a}（{b}）" | "{a} ({b})";
    months_heading => "所含月份" | "Months held";
    small_cases => "业务量不足 10，仅供参考" | "under 10 cases, for reference only";

    formula => "计算方法" | "Formula";
    higher_better => "越高越好" | "Higher is better";
    yes_better => "“是”为好" | "Yes is better";
    lower_better => "越低越好" | "Lower is better";
    frequency => "频次" | "Reported";
    each_month => "每月" | "Monthly";
    each_quarter => "每季" | "Quarterly";
    each_year => "每年" | "Yearly";
    weight_of(weight) => "{weight} / 100" | "{weight} of 100";

    chart_heading(name, unit, period) => "{name}（{unit}），{period}" | "{name} ({unit}), {period}";
    chart_yes_no(name, period) => "{name}，{period}" | "{name}, {period}";
    span(first, last) => "{first}至 {last}" | "{first} to {last}";
    chart_scrolls => "图表，小屏可左右滚动" | "Chart, scrolls sideways on small screens";
    values_of_nine(list) => "各市：{list}。" | "By city: {list}.";
    source_line(held, all, time, version) => "数据来源：各市报送、国家局审核通过的数据；{all} 市中 {held} 市有数据；截至 {time}；口径第 {version} 版。" | "Source: city reports accepted by CNIPA; {held} of {all} cities in; as of {time}; definition version {version}.";
    as_of_day(day) => "{day} 24:00" | "the end of {day}";
    rolled_note(held, expected) => "由月度数据汇总，最全者含 {held}/{expected} 个月，月份不足者不参与比较。" | "Rolled up from months; the fullest hold {held} of {expected}, and those with fewer are not compared.";
    demo_mark => "演示数据，全部为虚构" | "Demonstration data, all invented";
    table_of(heading) => "{heading}，数据表" | "{heading}, numbers";
    svg => "SVG" | "SVG";
    png => "PNG" | "PNG";
    csv => "CSV" | "CSV";
    xlsx => "Excel" | "Excel";
    file_source(time, asked) => "截至 {time}（北京时间）。{asked}。" | "As of {time}, Beijing time. {asked}.";
    asked_sep => "；" | "; ";
    demo_file_note(day) => "本文件全部内容均为虚构，演示日期 {day}。" | "Everything in this file is invented; the demonstration's day is {day}.";
    all_observations => "全部分子、分母和状态（CSV）" | "All numerators, denominators and states (CSV)";
    kinds_note => "“无数据”为尚无审核通过的数据；“不适用”“无业务量”“暂缺”由城市注明；0 是数值。" | "“Not in” has no accepted value yet; “not applicable”, “no cases” and “not yet available” are the city's own statements; 0 is a value.";
    basis_heading => "分子 / 分母等" | "Basis";
    indicator_pager => "相邻指标" | "Neighbouring indicators";
    choose_title => "不能按所选条件显示" | "This choice cannot be shown";

    bad_period => "没有这个报告期，请从列表中选择。" | "There is no such period; choose one from the list.";
    bad_city => "没有这个试点城市，请从列表中选择。" | "There is no such pilot city; choose one from the list.";
    bad_as_of => "日期无法识别，请按 2026-06-30 的格式填写。" | "This is not a date; write it like 2026-06-30.";
    future_as_of => "截至日期不能晚于今天。" | "The as-of day cannot be later than today.";
    bad_width => "宽度应为 360 至 1600 的整数。" | "The width is a whole number from 360 to 1600.";
    bad_indicator => "没有这项指标，请从列表中选择。" | "There is no such indicator; choose one from the list.";
    bad_mode => "没有这种比较方式，请从列表中选择。" | "There is no such mode; choose one from the list.";
    bad_chart => "没有这种图，请从列表中选择。" | "There is no such chart; choose one from the list.";
    bad_include => "include 只能是 submitted。" | "include can only be submitted.";
}

impl Words {
    /// Which way is better, in words.
    #[must_use]
    pub fn direction_words(self, d: &Definition) -> &'static str {
        match d.direction {
            _ if d.way == Way::YesNo => self.yes_better(),
            Some(Direction::Lower) => self.lower_better(),
            _ => self.higher_better(),
        }
    }

    /// Residents as the reader counts them: `868 万人`, `8.68 million`; `population` in 万 (10,000).
    #[must_use]
    pub fn residents(self, population: Decimal) -> String {
        match self.0 {
            Lang::Zh => format!("{} 万人", number::group(population.normalize())),
            Lang::En => {
                let millions = population.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
                format!("{} million", number::group(millions.normalize()))
            }
        }
    }

    /// A mode of comparison in words.
    #[must_use]
    pub const fn mode(self, mode: Mode) -> &'static str {
        match mode {
            Mode::Absolute => self.mode_absolute(),
            Mode::PerMillion => self.mode_per_million(),
            Mode::Attainment => self.mode_attainment(),
            Mode::Progress => self.mode_progress(),
            Mode::Change => self.mode_change(),
        }
    }

    /// How often it is reported, in words.
    #[must_use]
    pub const fn frequency_words(self, frequency: Frequency) -> &'static str {
        match frequency {
            Frequency::Monthly => self.each_month(),
            Frequency::Quarterly => self.each_quarter(),
            Frequency::Yearly => self.each_year(),
        }
    }

    /// What a release shows, in words.
    #[must_use]
    pub const fn release_words(self, release: Release) -> &'static str {
        match release {
            Release::Own => self.release_own(),
            Release::Named => self.release_named(),
            Release::Ranked => self.release_ranked(),
        }
    }
}
