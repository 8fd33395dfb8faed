//! Totals by hand, with every reason for which a row counts 0 or not at all.

use super::*;
use crate::{number::round, score::samples::*};

/// What each line adds, or why it is out or 0.
fn told(total: &Total) -> Vec<(&str, Option<String>, Option<Reason>)> {
    let one = |line| {
        let Line {
            code,
            outcome,
            contribution,
            ..
        }: &Line = line;
        let reason = match outcome {
            Outcome::Scored(_) => None,
            Outcome::Zero(reason) | Outcome::Out(reason) => Some(*reason),
        };
        (code.as_str(), contribution.map(|c| c.normalize().to_string()), reason)
    };
    total.lines.iter().map(one).collect()
}

#[test]
fn a_city_on_the_way_and_at_an_evaluation() {
    let mut rows = vec![
        row("S1-02", "40", Standing::Value(d("90"))),
        row("S3-02", "20", Standing::Value(d("62.5"))),
        row("N1-01", "10", Standing::NotApplicable { agreed: false }),
        row("N2-02", "5", Standing::NoCases),
        row("N4-01", "5", Standing::NotApplicable { agreed: true }),
        row("F2-01", "8", Standing::Missing),
        row("F2-02", "7", Standing::NotYet),
        row("F4-04", "5", Standing::Value(d("1"))),
    ];
    rows[7].target = None;
    let running = city(&rows, Rule::Mean, When::Running, d("0.5"));
    // 40+20+10 count: 40·90/70 = 51.4286, 20·62.5/70 = 17.8571, and 0; 51.43 + 17.86 = 69.29.
    let some = |n: &str| Some(n.to_owned());
    let (none, out) = (None, |reason| Some(reason));
    assert_eq!(
        told(&running),
        [
            ("S1-02", some("51.43"), none),
            ("S3-02", some("17.86"), none),
            ("N1-01", some("0"), out(Reason::NotApplicable)),
            ("N2-02", None, out(Reason::NoCases)),
            ("N4-01", None, out(Reason::NotApplicable)),
            ("F2-01", None, out(Reason::Missing)),
            ("F2-02", None, out(Reason::NotYet)),
            ("F4-04", None, out(Reason::NoTarget)),
        ]
    );
    // Behind it are 70 of the 90 that are not removed, and 6 of 18 values: under a half. Of 100 just 10 are removed.
    assert_eq!((running.total, running.base), (Some(d("69.29")), d("70")));
    assert_eq!(running.weight_share.map(|s| round(s, 4)), Some(d("0.7778")));
    assert_eq!((running.held, running.expected), (6, 18));
    assert!(matches!(running.grey[..], [Grey::Thin { share }] if round(share, 4) == d("0.3333")));
    assert!(!running.is_ranked());

    // Missing and not yet count 0: 40·90/85 = 42.3529, 20·62.5/85 = 14.7059.
    let set = city(&rows, Rule::Mean, When::Evaluation, d("0"));
    assert_eq!(
        (set.total, set.base, set.is_ranked()),
        (Some(d("57.06")), d("85"), true)
    );
    assert_eq!(set.lines[5].outcome, Outcome::Zero(Reason::Missing));
    // CNIPA exempts one: 40·90/77 = 46.7532, 20·62.5/77 = 16.2338. Of what is not applicable it takes no heed.
    (rows[5].exempt, rows[2].exempt) = (true, true);
    let exempt = city(&rows, Rule::Mean, When::Evaluation, d("0"));
    assert_eq!((exempt.total, exempt.base), (Some(d("62.98")), d("77")));
    assert_eq!(exempt.lines[5].outcome, Outcome::Out(Reason::Exempt));
    assert_eq!(exempt.lines[2].outcome, Outcome::Zero(Reason::NotApplicable));
}

#[test]
fn over_a_tenth_removed_is_grey() {
    let rows = |removed: &str, rest: &str| {
        [
            row("S1-02", rest, Standing::Value(d("80"))),
            row("N2-02", removed, Standing::NoCases),
        ]
    };
    let tenth = city(&rows("10", "90"), Rule::Mean, When::Running, d("0.5"));
    assert_eq!((tenth.total, tenth.is_ranked()), (Some(d("80")), true));
    let more = city(&rows("10.1", "89.9"), Rule::Mean, When::Running, d("0.5"));
    assert_eq!(more.total, Some(d("80")));
    assert_eq!(more.grey, [Grey::Removed { share: d("0.101") }]);
}

#[test]
fn fewer_values_than_asked_for_are_grey() {
    let rows = [
        row("S1-02", "1", Standing::Value(d("80"))),
        row("S1-04", "1", Standing::Missing),
    ];
    assert_eq!(city(&rows, Rule::Mean, When::Running, d("0.5")).grey, []);
    let share = d("0.5");
    assert_eq!(
        city(&rows, Rule::Mean, When::Running, d("0.51")).grey,
        [Grey::Thin { share }]
    );
}

#[test]
fn where_nothing_counts_there_is_no_total() {
    let mut filed = row("S1-02", "4", Standing::Value(d("90")));
    filed.target = None;
    let weightless = row("S1-02", "-1", Standing::Value(d("90")));
    for rows in [
        vec![],
        vec![filed],
        vec![weightless],
        vec![row("S1-02", "4", Standing::NoCases)],
    ] {
        let total = city(&rows, Rule::Mean, When::Evaluation, d("0.5"));
        assert_eq!(
            (total.total, total.grey.len(), total.is_ranked()),
            (None, 0, false),
            "{rows:?}"
        );
    }
}

/// A third of 100 at a weight of 3 in 32 is 3.125 exactly, however many threes the third was kept with.
#[test]
fn a_half_is_rounded_up_though_the_score_has_no_end() {
    let mut third = row("S1-02", "3", Standing::Value(d("1")));
    (third.baseline, third.target) = (None, Some(d("3")));
    let rows = [third, row("S1-04", "29", Standing::Missing)];
    let total = city(&rows, Rule::Mean, When::Evaluation, d("0"));
    assert_eq!(total.lines[0].contribution, Some(d("3.13")));
    assert_eq!(total.total, Some(d("3.13")));
}

/// Six of a sixth each are 16.67 and add up to 100.02: the sum is what is printed, and nothing is cut off.
#[test]
fn a_total_is_the_sum_of_what_is_printed() {
    let rows: Vec<Row> = (0..6)
        .map(|n| row(&n.to_string(), "1", Standing::Value(d("100"))))
        .collect();
    assert_eq!(
        city(&rows, Rule::Mean, When::Running, d("0.5")).total,
        Some(d("100.02"))
    );
}

#[test]
fn an_aspect_is_the_same_sum_over_fewer_rows() {
    let rows = [
        row("S1-02", "30", Standing::Value(d("90"))),
        row("S1-04", "10", Standing::Value(d("50"))),
        row("F2-01", "60", Standing::Value(d("10"))),
    ];
    let within = rows.iter().filter(|r| r.code.starts_with('S'));
    // (30·90 + 10·50)/40 = 67.5 + 12.5.
    assert_eq!(city(within, Rule::Mean, When::Running, d("0.5")).total, Some(d("80")));
    assert_eq!(
        city(&rows[..1], Rule::Mean, When::Running, d("0.5")).total,
        Some(d("90")),
        "one indicator"
    );
}
