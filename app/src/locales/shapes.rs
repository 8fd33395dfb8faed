//! Words of the charts of slopes, distances to targets, kinds of entry and two indicators.

words! {
    shape_slope => "首末两期" | "First to last period";
    shape_distance => "与本市目标的距离" | "Distance to own target";
    shape_kinds => "填报情况构成" | "Kinds of entry";
    shape_scatter => "两项指标对照" | "Two indicators";

    since(period) => "较{period}" | "since {period}";

    yes_since(period) => "{period}起" | "since {period}";
    yes_since_first(period) => "至少{period}起" | "since {period} at least";
    strip_yes_of(yes, of, none) => "{of} 市中 {yes} 市为“是”，{none} 市无答复" | "{yes} of {of} cities say yes, {none} without an answer";

    d_none => "本期没有城市同时有数据和目标。" | "No city has both a value and a target for this period.";
    d_own_met(city) => "{city}已达到本期目标。" | "{city} has reached its target.";
    d_own_left(city, by) => "{city}距本期目标还差 {by}。" | "{city} has {by} to go to its target.";
    d_own_missing(city) => "{city}本期缺数据或目标。" | "{city} lacks a value or a target for this period.";
    d_met(met, of) => "有数据和目标的 {of} 市中，{met} 市已达到本市目标" | "Of {of} ⟨city|cities⟩ with a value and a target, {met} reached their own";
    d_far(city, by) => "；{city}差得最多，还差 {by}。" | "; {city} is farthest, with {by} to go.";
    d_fars(cities, by) => "；{cities}差得最多，最多还差 {by}。" | "; {cities} are farthest, with up to {by} to go.";
    d_far_figure(by) => "；差得最多的还差 {by}。" | "; the farthest has {by} to go.";
    d_stop => "。" | ".";
    d_without(n) => "另有 {n} 市缺数据或目标。" | " {n} without a value or a target.";
    d_reached => "已达到" | "reached";
    d_left(by) => "还差 {by}" | "{by} to go";
    d_no_target => "无目标可比" | "no target to compare";
    d_key_short => "尚差" | "still to go";
    d_key_met => "超出" | "beyond it";

    k_values => "有数值" | "Values";
    k_no_cases => "无业务量" | "No cases";
    k_expected => "应报" | "Expected";
    k_take(n, m) => "应报 {m} 项，有数值 {n} 项" | "{n} of {m} expected entries are values";
    k_others(list) => "（其余：{list}）" | " (the others: {list})";
    k_most(cities, each) => "；未报送最多的是{cities}，每市 {each} 项。" | "; most are missing of {cities}, {each} each.";

    s_heading(x, y, period) => "{y}与{x}，{period}" | "{y} against {x}, {period}";
    s_few(n) => "两项均有数据的只有 {n} 市，不作比较。" | "Only {n} ⟨city has|cities have⟩ both values, too few to compare.";
    s_unranked(n) => "{n} 市两项数据齐全。数量随城市规模变化，不分好坏；按每百万人口可以比较。" | "{n} ⟨city has|cities have⟩ both values. Counts grow with a city's size, so no side is better; per million residents they can be compared.";
    s_own(city, x, y) => "{city}：{x}；{y}。" | "{city}: {x}; {y}.";
    s_own_missing(city) => "{city}本期缺其中一项数据。" | "{city} lacks one of the two values for this period.";
    s_sides(better, worse, n) => "两项均优于中位数：{better}；两项均不及中位数：{worse}（{n} 市两项齐全）。" | "Better than the median on both: {better}; worse on both: {worse} ({n} cities have both values).";
    s_nobody => "无" | "none";
    s_cities(n) => "{n} 市" | "{n} ⟨city|cities⟩";
    s_source(code, held, all, version) => "纵轴 {code}：{all} 市中 {held} 市有数据，口径第 {version} 版。" | "Upwards {code}: {held} of {all} cities have a value, definition version {version}.";

    views_title => "已存视图" | "Saved views";
    view_by(who, at) => "{who}，{at}" | "{who}, {at}";
    view_save_this => "把当前选择存为视图" | "Save these choices as a view";
    view_name => "名称" | "Name";
    view_hint => "国家局人员共用；同名则替换原视图。未选期次的视图总是显示最新一期。" | "Shared within CNIPA; a view of the same name is replaced. A view without a period always shows the latest one.";
    view_save => "保存视图" | "Save view";
    view_saved => "视图已保存。" | "The view is saved.";
    view_removed => "视图已删除。" | "The view is removed.";
    view_remove(name) => "删除视图“{name}”" | "Remove the view “{name}”";
    view_remove_button => "删除" | "Remove";
    pair_title(a, b, period) => "{a}与{b}逐项对照，{period}" | "{a} and {b} head to head, {period}";
    pair_take(a, n, b, m, level, apart) => "{a}有 {n} 项领先，{b}有 {m} 项领先，{level} 项基本持平，{apart} 项无法比较。" | "{a} is ahead on {n} ⟨indicator|indicators⟩ and {b} on {m}; {level} are about level and {apart} cannot be compared.";
    pair_no_places => "逐项列出两市数值；未开放位次，不作先后比较。" | "Both cities' values, indicator by indicator; places are not released, so neither is called ahead.";
    pair_none => "本期没有两市都可比较的指标。" | "No indicator can be compared between both cities in this period.";
    pair_difference => "前者减后者" | "First less second";
    pair_ahead => "领先" | "Ahead";
    pair_first => "◀ 前者" | "◀ first";
    pair_second => "后者 ▶" | "second ▶";
    pair_level => "基本持平" | "about level";
    pair_note => "数量按每百万人口比较；相差不足该指标最小差异的算基本持平；好坏按指标方向。" | "Counts are per million residents; a difference below the indicator's smallest counts as level; which side is better follows the indicator's direction.";
    also_label => "再加几项指标（共不超过 6 张图）" | "Add indicators (six charts at most)";
    also_second => "第二项指标（纵轴）在此选择。" | "The second indicator, drawn upwards, is chosen here.";
    bad_also => "最多 6 项指标，请减少选择。" | "Six indicators at most; choose fewer.";
    unknown_also => "没有这项指标，请从列表中选择。" | "There is no such indicator; choose from the list.";
    only_label => "只画这些城市" | "Draw these cities only";
    only_note(n) => "图中只画所选 {n} 市；标题、中位数和位次仍按可见的全部城市。" | "Only the {n} chosen cities are drawn; title, median and places are of all cities you see.";
    bad_only => "没有这座城市，请从列表中选择。" | "There is no such city; choose from the list.";
    needs_second => "此图需要两项指标：请在下方再选一项。" | "This chart takes two indicators: choose a second one below.";
    needs_size => "“是/否”指标没有大小，此图请换一项指标。" | "A yes or no has no size; choose another indicator for this chart.";
    options_more => "更多选项" | "More options";
}
