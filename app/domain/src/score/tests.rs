//! Worked examples by hand, one for each kind of indicator, and the edges of the rule.

use super::{samples::*, *};
use crate::{
    entry::{Amount, District, Entry},
    number::round,
    period::Period,
    target::Path,
};

/// The figure of the entries, and its attainment, progress and mean to four decimals.
fn worked(code: &str, entries: &[Entry], baseline: &str, target: &str) -> [String; 4] {
    let (Standing::Value(figure), ..) = standing(of(code), entries, |_| false) else {
        panic!("{code} has a figure");
    };
    let direction = of(code).direction.unwrap();
    let mean = score(direction, Rule::Mean, figure, Some(d(baseline)), d(target));
    let shown = |n: Decimal| round(n, 4).normalize().to_string();
    [figure, mean.attainment, mean.progress.unwrap(), mean.points].map(shown)
}

#[test]
fn a_ratio() {
    // 45 of 50 matters is 90 %. 100·90/95 = 94.7368; 100·(90−60)/(95−60) = 3000/35 = 85.7143; mean 90.2256.
    let figures = worked("S1-02", &[quotient("45", "50")], "60", "95");
    assert_eq!(figures, ["90", "94.7368", "85.7143", "90.2256"]);
    // Nothing yet: 0/95 and (0−60)/35 below 0.
    assert_eq!(
        worked("S1-02", &[quotient("0", "50")], "60", "95"),
        ["0", "0", "0", "0"]
    );
    // Months of a quarter: (1+0+19)/(1+9+30) = 50 %, no mean of percentages. 100·50/80; 100·(50−40)/(80−40).
    let months = [quotient("1", "1"), quotient("0", "9"), quotient("19", "30")];
    assert_eq!(worked("N1-01", &months, "40", "80"), ["50", "62.5", "25", "43.75"]);
}

#[test]
fn an_average_that_is_better_lower() {
    // (30+20+10)/(10+10+10) = 2 days. 100·1.6/2 = 80; 100·(2−3)/(1.6−3) = 100/1.4 = 71.4286; mean 75.7143.
    let months = [quotient("30", "10"), quotient("20", "10"), quotient("10", "10")];
    assert_eq!(worked("N2-03", &months, "3", "1.6"), ["2", "80", "71.4286", "75.7143"]);
    // Better than the target, and worse than the baseline: 100·1.6/4 = 40; 100·(4−3)/(1.6−3) below 0; mean 20.
    assert_eq!(
        worked("N2-03", &[quotient("3", "2")], "3", "1.6"),
        ["1.5", "100", "100", "100"]
    );
    assert_eq!(
        worked("N2-03", &[quotient("8", "2")], "3", "1.6"),
        ["4", "40", "0", "20"]
    );
    // A target of 0 visits: 0 meets it; 0.5 attains 100·0/0.5 = 0, having gone 100·(0.5−1)/(0−1) = 50 of the way.
    assert_eq!(
        worked("F1-02", &[quotient("0", "8")], "1", "0"),
        ["0", "100", "100", "100"]
    );
    assert_eq!(
        worked("F1-02", &[quotient("4", "8")], "1", "0"),
        ["0.5", "0", "50", "25"]
    );
}

#[test]
fn a_stock() {
    // 100·18/24 = 75; 100·(18−12)/(24−12) = 50; mean 62.5.
    assert_eq!(worked("S3-02", &[number("18")], "12", "24"), ["18", "75", "50", "62.5"]);
    // Below the baseline: 100·9/24 = 37.5; 100·(9−12)/12 below 0; mean 18.75.
    assert_eq!(worked("S3-02", &[number("9")], "12", "24"), ["9", "37.5", "0", "18.75"]);
    assert_eq!(
        worked("S3-02", &[number("30")], "12", "24"),
        ["30", "100", "100", "100"]
    );
    // A target of 0 is met by any number.
    assert_eq!(worked("S3-02", &[number("0")], "0", "0"), ["0", "100", "100", "100"]);
}

#[test]
fn a_flow_to_date() {
    // After two quarters 5+7+8+6+9+10 = 45 sessions; of the 80 of the year before two quarters are 80·2/4 = 40.
    // 100·45/50 = 90; 100·(45−40)/(50−40) = 50; mean 70.
    let quarter: Period = "2026-Q1".parse().unwrap();
    let path = Path {
        baseline: Some(d("80")),
        steps: [(quarter, d("50"))].into(),
    };
    let baseline = path.baseline_at(of("F4-03"), quarter, &pilot()).unwrap();
    assert_eq!(baseline, d("40"));
    let months = ["5", "7", "8", "6", "9", "10"].map(number);
    assert_eq!(periods(of("F4-03"), quarter, &pilot()).len(), months.len());
    assert_eq!(worked("F4-03", &months, "40", "50"), ["45", "90", "50", "70"]);
    // Incidents, lower is better: 8 a year is 4 in two quarters, the path allows 3. Two are within it;
    // five: 100·3/5 = 60; 100·(5−4)/(3−4) below 0; mean 30.
    assert_eq!(
        worked("N3-02", &[number("2"), number("0")], "4", "3"),
        ["2", "100", "100", "100"]
    );
    assert_eq!(
        worked("N3-02", &[number("4"), number("1")], "4", "3"),
        ["5", "60", "0", "30"]
    );
    // None allowed: one attains 100·0/1 = 0, having gone 100·(1−4)/(0−4) = 75 of the way.
    assert_eq!(
        worked("N3-02", &[number("0"), number("0")], "4", "0"),
        ["0", "100", "100", "100"]
    );
    assert_eq!(
        worked("N3-02", &[number("1"), number("0")], "4", "0"),
        ["1", "0", "75", "37.5"]
    );
}

#[test]
fn a_flow_of_money() {
    // 12,345.67 + 10,000.33 = 22,346 万元; baseline 40,000·2/4 = 20,000. 100·22346/25000 = 89.384;
    // 100·2346/5000 = 46.92; mean 68.152.
    let quarters = [number("12345.67"), number("10000.33")];
    let figures = worked("F4-04", &quarters, "20000", "25000");
    assert_eq!(figures, ["22346", "89.384", "46.92", "68.152"]);
}

#[test]
fn yes_or_no_is_100_or_0() {
    for (is, was, goal, points) in [
        (true, "0", "1", "100"),
        (false, "0", "1", "0"),
        (true, "1", "1", "100"),
        (false, "1", "1", "0"),
        (false, "1", "0", "100"),
        (false, "0", "0", "100"),
        (true, "0", "0", "100"),
    ] {
        let figure = if is { "1" } else { "0" };
        let figures = worked("S1-01", &[value(Amount::YesNo(is))], was, goal);
        assert_eq!(
            figures,
            [figure, points, points, points],
            "{is}, was {was}, goal {goal}"
        );
    }
}

#[test]
fn a_mean_with_its_sample() {
    // (90·30 + 60·10)/40 = 82.5. 100·82.5/90 = 91.6667; 100·(82.5−80)/(90−80) = 25; mean 58.3333.
    let mean = |mean: &str, n: &str| value(Amount::Mean { mean: d(mean), n: d(n) });
    let figures = worked("F2-02", &[mean("90", "30"), mean("60", "10")], "80", "90");
    assert_eq!(figures, ["82.5", "91.6667", "25", "58.3333"]);
}

#[test]
fn a_gap_between_districts() {
    let district = |name: &str, numerator: &str| District {
        name: name.into(),
        numerator: d(numerator),
        denominator: d("100"),
    };
    let gap = |high: &str, low: &str| {
        value(Amount::Gap {
            high: district("A", high),
            low: district("B", low),
            districts: d("2"),
        })
    };
    // 95 % − 80 % = 15 points. 100·10/15 = 66.6667; 100·(15−20)/(10−20) = 50; mean 58.3333.
    assert_eq!(
        worked("N4-01", &[gap("95", "80")], "20", "10"),
        ["15", "66.6667", "50", "58.3333"]
    );
    assert_eq!(
        worked("N4-01", &[gap("90", "90")], "20", "0"),
        ["0", "100", "100", "100"]
    );
}

/// Direction, value, baseline, target; attainment and progress.
#[test]
fn the_edges_of_the_rule() {
    use Direction::{Higher, Lower};
    for (direction, v, b, t, attainment, progress) in [
        // The baseline meets the target already: 100 while the value does, then attainment: 100·90/96, 100·4/5.
        (Higher, "96", "98", "96", "100", "100"),
        (Higher, "90", "98", "96", "93.75", "93.75"),
        (Higher, "90", "96", "96", "93.75", "93.75"),
        (Lower, "4", "3", "4", "100", "100"),
        (Lower, "5", "3", "4", "80", "80"),
        // Targets of 0 and below: met or not.
        (Higher, "0", "-10", "0", "100", "100"),
        (Higher, "-5", "-10", "0", "0", "50"),
        (Higher, "-4", "-10", "-5", "100", "100"),
        (Higher, "-6", "-10", "-5", "0", "80"),
        (Higher, "-6", "0", "-5", "0", "0"),
        (Lower, "-5", "0", "-5", "100", "100"),
        (Lower, "-4", "0", "-5", "0", "80"),
        (Lower, "0", "5", "-5", "0", "50"),
        (Lower, "0", "-5", "-5", "0", "0"),
        // A baseline below 0 and a target above.
        (Higher, "0", "-10", "10", "0", "50"),
        (Higher, "-3", "-10", "10", "0", "35"),
        (Lower, "-1", "10", "10", "100", "100"),
    ] {
        let score = score(direction, Rule::Mean, d(v), Some(d(b)), d(t));
        let both = (score.attainment, score.progress.unwrap());
        assert_eq!(both, (d(attainment), d(progress)), "{direction:?} {v} from {b} to {t}");
    }
}

#[test]
fn without_a_baseline_attainment_counts_and_says_so() {
    for &rule in Rule::ALL {
        let bare = score(Direction::Higher, rule, d("45"), None, d("90"));
        assert_eq!((bare.progress, bare.points, bare.by), (None, d("50"), Rule::Attainment));
        let with = score(Direction::Higher, rule, d("45"), Some(d("40")), d("60"));
        let points = match rule {
            Rule::Attainment => "75",
            Rule::Progress => "25",
            Rule::Mean => "50",
        };
        assert_eq!((with.points, with.by), (d(points), rule));
        assert_eq!(Rule::parse(rule.name()), Some(rule));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
    }
    assert_eq!((Rule::default(), Rule::parse("best")), (Rule::Mean, None));
}
