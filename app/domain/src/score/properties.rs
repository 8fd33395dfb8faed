//! What holds of every score and total, whatever the figures.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{samples::*, *};
use crate::{entry::Entry, number::round};

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Higher), Just(Direction::Lower)]
}

fn rule() -> impl Strategy<Value = Rule> {
    prop::sample::select(Rule::ALL.to_vec())
}

/// Figures that often meet, often are 0 or below, have decimals, and reach the ends of what a decimal holds.
fn figure() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        8 => (-4_i64..5).prop_map(Decimal::from),
        8 => (-300_i64..300, 0_u32..3).prop_map(|(n, scale)| Decimal::new(n, scale)),
        4 => (any::<i64>(), 0_u32..=28).prop_map(|(n, scale)| Decimal::new(n, scale)),
        1 => prop::sample::select(vec![Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::new(-1, 28)]),
    ]
}

fn any_standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        4 => figure().prop_map(Standing::Value),
        1 => prop::sample::select(vec![
            Standing::NoCases,
            Standing::NotApplicable { agreed: true },
            Standing::NotApplicable { agreed: false },
            Standing::NotYet,
            Standing::Missing,
            Standing::NoFigure,
        ]),
    ]
}

prop_compose! {
    fn any_row()(
        (direction, standing, weight) in (direction(), any_standing(), 0_i64..100),
        baseline in prop::option::weighted(0.8, figure()),
        target in prop::option::weighted(0.9, figure()),
        (held, expected, exempt) in (0_usize..4, 0_usize..4, any::<bool>()),
    ) -> Row {
        Row { direction, baseline, target, expected, held: held.min(expected), exempt, ..row("S1-02", &weight.to_string(), standing) }
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(any_row(), 1..12)
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![Just(When::Running), Just(When::Evaluation)]
}

fn add(rows: &[Row], rule: Rule, when: When) -> Total {
    city(rows, rule, when, Decimal::new(5, 1))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn a_score_stays_within_0_and_100(
        direction in direction(), rule in rule(), v in figure(), b in prop::option::of(figure()), t in figure()
    ) {
        let score = score(direction, rule, v, b, t);
        for n in [Some(score.attainment), score.progress, Some(score.points)].into_iter().flatten() {
            prop_assert!((Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&n), "{n}");
        }
        if !direction.is_better(t, v) {
            prop_assert_eq!(score.points, Decimal::ONE_HUNDRED, "a target that is met is worth 100");
        }
    }

    #[test]
    fn a_better_value_never_has_a_lower_score(
        direction in direction(), rule in rule(), a in figure(), z in figure(), b in prop::option::of(figure()), t in figure()
    ) {
        let (worse, better) = if direction.is_better(a, z) { (z, a) } else { (a, z) };
        let (low, high) = (score(direction, rule, worse, b, t), score(direction, rule, better, b, t));
        prop_assert!(low.attainment <= high.attainment);
        prop_assert!(low.progress <= high.progress);
        prop_assert!(low.points <= high.points, "{} and {}", low.points, high.points);
    }

    #[test]
    fn a_better_value_never_lowers_a_total(
        mut rows in rows(), at in any::<prop::sample::Index>(), a in figure(), z in figure(), rule in rule(), when in when()
    ) {
        let at = at.index(rows.len());
        let (worse, better) = if rows[at].direction.is_better(a, z) { (z, a) } else { (a, z) };
        let mut with = |v| {
            rows[at].standing = Standing::Value(v);
            add(&rows, rule, when).total
        };
        prop_assert!(with(worse) <= with(better));
    }

    #[test]
    fn not_applicable_changes_no_other_city_and_unagreed_never_raises_its_own(
        nation in prop::collection::btree_map("[a-i]", rows(), 2..5),
        (who, at) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        (rule, when) in (rule(), when()),
    ) {
        let score_all = |nation: &BTreeMap<String, Vec<Row>>| -> BTreeMap<String, Total> {
            nation.iter().map(|(city, rows)| (city.clone(), add(rows, rule, when))).collect()
        };
        let before = score_all(&nation);
        let city = who.get(&before.keys().cloned().collect::<Vec<_>>()).clone();
        for agreed in [false, true] {
            let mut changed = nation.clone();
            let rows = changed.get_mut(&city).unwrap();
            let row = &mut rows[at.index(nation[&city].len())];
            let was = row.standing;
            row.standing = Standing::NotApplicable { agreed };
            let after = score_all(&changed);
            for (other, total) in &before {
                prop_assert!(*other == city || *total == after[other]);
            }
            // What was agreed, without cases or exempt had left the base, and comes back into it as 0.
            prop_assert!(agreed || after[&city].total <= before[&city].total.or(after[&city].total), "from {:?}", was);
        }
    }

    /// The entry, not the whole indicator: saying "not applicable" never gives more than saying nothing, nor, of what is
    /// better higher, than any value.
    #[test]
    fn an_unagreed_entry_never_gives_more_than_none(
        months in prop::collection::vec(prop::option::weighted(0.7, 0_i64..50), 1..12),
        at in any::<prop::sample::Index>(),
        (code, when) in (prop::sample::select(vec!["F4-03", "N3-02"]), when()),
    ) {
        let entries: Vec<Entry> =
            months.iter().map(|m| m.map_or(Entry::Missing, |n| number(&n.to_string()))).collect();
        let with = |entry: Option<Entry>| {
            let mut entries = entries.clone();
            if let Some(entry) = entry {
                entries[at.index(months.len())] = entry;
            }
            let (standing, held, expected) = standing(of(code), &entries, |_| false);
            let other = row("S1-02", "1", Standing::Value(d("50")));
            let direction = of(code).direction.unwrap();
            add(&[other, Row { direction, held, expected, ..row(code, "1", standing) }], Rule::Mean, when).total
        };
        let unagreed = with(Some(not_applicable(false)));
        prop_assert!(unagreed <= with(Some(Entry::Missing)));
        let of_a_value = at.get(&months).is_some() && code == "F4-03";
        prop_assert!(!of_a_value || unagreed <= with(None), "the month had a value");
    }

    /// Twelve months of one total, in any way they fall.
    #[test]
    fn flows_of_one_total_score_alike_at_the_end(
        months in prop::collection::vec(0_i64..100, 12),
        moves in prop::collection::vec((0_usize..12, 0_usize..12, 0_i64..100), 0..20),
        (b, t, rule) in (figure(), figure(), rule()),
        code in prop::sample::select(vec!["F4-03", "N3-02"]),
    ) {
        let mut other = months.clone();
        for (from, to, n) in moves {
            let n = n.min(other[from]);
            other[from] -= n;
            other[to] += n;
        }
        let end = *pilot().last().unwrap();
        prop_assert_eq!(periods(of(code), end, &pilot()).len(), 12);
        let points = |months: &[i64]| {
            let entries: Vec<Entry> = months.iter().map(|n| number(&n.to_string())).collect();
            let Standing::Value(v) = standing(of(code), &entries, |_| false).0 else { panic!("a flow has a figure") };
            score(of(code).direction.unwrap(), rule, v, Some(b), t)
        };
        prop_assert_eq!(points(&months), points(&other));
    }

    #[test]
    fn a_total_is_its_contributions_and_its_shares_are_100_percent(rows in rows(), rule in rule(), when in when()) {
        let total = add(&rows, rule, when);
        let printed: Vec<Decimal> = total.lines.iter().filter_map(|l| l.contribution).collect();
        prop_assert_eq!(total.total, (!printed.is_empty()).then(|| printed.iter().sum::<Decimal>()));
        prop_assert!(printed.iter().all(|c| c.scale() <= 2));
        let most = Decimal::ONE_HUNDRED + Decimal::new(5, 3) * Decimal::from(printed.len());
        prop_assert!(total.total.is_none_or(|n| Decimal::ZERO <= n && n <= most), "only rounding goes beyond 100");
        let shares: Decimal = total.lines.iter().filter_map(|l| l.share).sum();
        prop_assert!(printed.is_empty() || round(shares * Decimal::ONE_HUNDRED, 20) == Decimal::ONE_HUNDRED);
        for line in &total.lines {
            prop_assert!(line.share.is_none() || !matches!(line.outcome, Outcome::Out(_)));
        }
        for share in [total.weight_share, total.value_share].into_iter().flatten() {
            prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&share));
        }
    }

    #[test]
    fn neither_the_scale_of_weights_nor_the_order_of_rows_matters(
        rows in rows(), by in (1_i64..100_000, 0_u32..4), turn in any::<prop::sample::Index>(), rule in rule(), when in when()
    ) {
        let total = add(&rows, rule, when);
        let by = Decimal::new(by.0, by.1);
        let scaled: Vec<Row> = rows.iter().map(|r| Row { weight: r.weight * by, ..r.clone() }).collect();
        prop_assert_eq!(add(&scaled, rule, when).total, total.total);
        let mut turned = rows.clone();
        turned.rotate_left(turn.index(rows.len()));
        turned.reverse();
        let other = add(&turned, rule, when);
        prop_assert_eq!((other.total, other.grey, other.base), (total.total, total.grey, total.base));
    }
}
