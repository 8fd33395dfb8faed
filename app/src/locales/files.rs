//! Words of the files that a reader takes along: workbooks of charts and of all data.

words! {
    sheet_numbers => "数据" | "Numbers";
    sheet_definitions => "口径与来源" | "Definitions and sources";
    sheet_drawn => "作图数据" | "Chart data";
    finding => "要点" | "Finding";
    direction => "方向" | "Better is";
    rolls_up => "按季汇总" | "Over a quarter";
    rolls_sum => "各月相加" | "The sum of its months";
    rolls_last => "取期末数" | "The last value";
    rolls_average => "分子合计 ÷ 分母合计，不用百分比的平均" | "Sum of numerators over sum of denominators, never a mean of percentages";
    unit_shown => "比较所用单位" | "Unit compared";
    shared_below(least) => "相差不足 {least} 的并列；数量本身不排名" | "Differences below {least} share a place; counts as such get none";
    known_at => "数据截至" | "As of";
    source_heading => "数据来源" | "Source";
    without_value => "没有数值的城市" | "Cities without a value";
    notes_heading => "注释" | "Notes";
    corrected_values_heading => "经更正的数值" | "Corrected values";
    adoptions_heading => "采用的经验做法" | "Practices adopted";
    not_shown(cities) => "以下城市的数值未向您开放，本表不列，九市中位数和范围仍按全部城市计算：{cities}" | "Not released to you and so not in this file, though median and range are of all cities: {cities}";
    no_value_heading => "没有数值时" | "Where there is no value";
    address_heading => "本表地址" | "Address of this view";
    least => "最低" | "least";
    greatest => "最高" | "greatest";
    held_heading => "所含期数" | "Periods held";
    corrected_heading => "经更正" | "Corrected";
    note_heading => "注释" | "Note";

    observations_title => "全部数据" | "All data";
    observations_source => "各市报送、国家局审核通过的数据；分子、分母和数值按填报原样。" | "City reports accepted by CNIPA; numerators, denominators and values exactly as reported.";
    observations_seen => "只含按开放范围可以查看的城市和报告期；其他城市未审核、未开放的数据不在本文件中。" | "Only the cities and periods released to you; other cities' values that are not accepted or not released are not in this file.";
    status_accepted => "审核通过" | "Accepted";
    kind_heading => "情况" | "Kind";
    numerator_heading => "分子" | "Numerator";
    denominator_heading => "分母" | "Denominator";
    sample_heading => "样本或区县数" | "Sample or districts";
    definition_heading => "口径版本" | "Definition version";
    version_heading => "报告版本" | "Report version";
    accepted_heading => "审核通过时间" | "Accepted at";
}
