//! How a point comes about, in words with the numbers put in: figure, baseline, target, attainment, progress, points, and
//! what it adds to the total.

use domain::{
    Decimal,
    entry::{Amount, Entry},
    indicator::{Aggregation, Definition, Direction, Way},
    number::{group, round},
    period::Period,
    score::{Line, Outcome, Row, Rule, Score as Points, Standing},
    target::Path,
};
use storage::scores::{Item, Score};

use crate::locales::Words;

/// Decimals of a number within a formula.
const DECIMALS: u32 = 6;

/// A number within a formula: cut after six decimals, with an ellipsis where more follow.
pub(super) fn exact(number: Decimal) -> String {
    let cut = number.trunc_with_scale(DECIMALS);
    let text = group(cut.normalize());
    if cut == number { text } else { format!("{text}…") }
}

/// Points as they are shown: two decimals.
pub(super) fn points(t: Words, points: Decimal) -> String {
    t.number(points, 2)
}

/// A share as percent, of two decimals.
pub(super) fn percent(t: Words, share: Decimal) -> String {
    t.number(share.saturating_mul(Decimal::ONE_HUNDRED), 2)
}

/// A level of an indicator with its unit; of yes or no the word.
pub(super) fn level(t: Words, d: &Definition, level: Decimal) -> String {
    match d.way {
        Way::YesNo if level.is_zero() => t.no().to_owned(),
        Way::YesNo => t.yes().to_owned(),
        _ => t.with_unit(&exact(level), &d.unit),
    }
}

/// A step: its name, and what is computed.
pub(super) type Step = (&'static str, String);

/// The steps from the figures to what they add; no formula where there is nothing to compute.
pub(super) fn steps(t: Words, score: &Score, item: &Item, (row, line): (&Row, &Line), pilot: &[Period]) -> Vec<Step> {
    let d = item.d;
    let mut all = Vec::new();
    if let Standing::Value(value) = row.standing {
        all.push((t.score_value(), figure(t, d, item, value)));
    }
    let path = item.promise.as_ref().and_then(|p| p.scoring.path());
    if let Some(path) = path {
        all.push((
            t.score_baseline(),
            baseline(t, d, path, row.baseline, score.quarter, pilot),
        ));
        all.push((t.score_target(), target(t, d, path, score.quarter)));
    }
    match (line.outcome, row.standing, row.target) {
        (Outcome::Scored(got), Standing::Value(value), Some(target)) => {
            all.push((
                t.score_attainment(),
                attainment(t, d, row.direction, value, target, &got),
            ));
            all.push((t.score_progress(), progress(t, d, row, value, target, &got)));
            all.push((t.score_points(), by_rule(t, score.rule, &got)));
            all.push((t.score_adds(), adds(t, score, line, got.points)));
        }
        (Outcome::Zero(_), ..) => {
            all.push((t.score_points(), t.score_zero().to_owned()));
            all.push((t.score_adds(), adds(t, score, line, Decimal::ZERO)));
        }
        (Outcome::Out(reason), ..) => all.push((t.score_points(), t.score_out(reason).to_owned())),
        (Outcome::Scored(_), ..) => {}
    }
    all
}

/// From the entries to the figure.
fn figure(t: Words, d: &Definition, item: &Item, value: Decimal) -> String {
    let is = level(t, d, value);
    let held: Vec<&Amount> = item.inputs.iter().filter_map(|s| s.entry.amount()).collect();
    let rate = |n: &Decimal, of: &Decimal| match d.way {
        Way::Average => format!("{} ÷ {}", exact(*n), exact(*of)),
        _ => format!("100 × {} ÷ {}", exact(*n), exact(*of)),
    };
    let formula = match &item.rolled.amount {
        Some(Amount::Quotient { numerator, denominator }) => rate(numerator, denominator),
        Some(Amount::Gap { high, low, .. }) => {
            let of = |district: &domain::entry::District| rate(&district.numerator, &district.denominator);
            format!("{} − {}", of(high), of(low))
        }
        Some(Amount::Number(_)) if d.aggregation == Aggregation::Sum && held.len() > 1 => {
            let numbers = held.iter().filter_map(|a| match a {
                Amount::Number(n) => Some(exact(*n)),
                _ => None,
            });
            numbers.collect::<Vec<_>>().join(" + ")
        }
        Some(Amount::Mean { n, .. }) if held.len() > 1 => {
            let parts = held.iter().filter_map(|a| match a {
                Amount::Mean { mean, n } => Some(format!("{} × {}", exact(*mean), exact(*n))),
                _ => None,
            });
            format!("({}) ÷ {}", parts.collect::<Vec<_>>().join(" + "), exact(*n))
        }
        _ => return is,
    };
    format!("{formula} = {is}")
}

fn baseline(t: Words, d: &Definition, path: &Path, now: Option<Decimal>, quarter: Period, pilot: &[Period]) -> String {
    match (path.baseline, now) {
        (Some(year), Some(now)) if d.aggregation == Aggregation::Sum => {
            let run = pilot.iter().filter(|q| **q <= quarter).count();
            t.score_flow_baseline(exact(year), run, level(t, d, now))
        }
        (_, Some(now)) => level(t, d, now),
        _ => t.score_no_baseline().to_owned(),
    }
}

fn target(t: Words, d: &Definition, path: &Path, quarter: Period) -> String {
    let Some((period, step)) = path.steps.range(..=quarter).next_back() else {
        return t.score_no_target().to_owned();
    };
    let (target, period) = (level(t, d, *step), t.period_name(*period));
    match d.aggregation {
        Aggregation::Sum => t.score_target_sum(target, period),
        _ => t.score_target_of(target, period),
    }
}

/// Where the rule has no formula: the target is met, or missed and no quotient says how far.
fn plain(t: Words, d: &Definition, direction: Direction, value: Decimal, target: Decimal) -> Option<String> {
    let (is, goal) = (level(t, d, value), level(t, d, target));
    if !direction.is_better(target, value) {
        return Some(t.score_met(is, goal));
    }
    (d.way == Way::YesNo).then(|| t.score_missed(is, goal))
}

fn attainment(t: Words, d: &Definition, direction: Direction, value: Decimal, target: Decimal, got: &Points) -> String {
    if let Some(plain) = plain(t, d, direction, value, target) {
        return plain;
    }
    if target <= Decimal::ZERO {
        return t.score_missed(level(t, d, value), level(t, d, target));
    }
    let (part, whole) = match direction {
        Direction::Higher => (value, target),
        Direction::Lower => (target, value),
    };
    let formula = format!("100 × {} ÷ {}", exact(part), exact(whole));
    clamped(t, &formula, part < Decimal::ZERO, got.attainment)
}

fn progress(t: Words, d: &Definition, row: &Row, value: Decimal, target: Decimal, got: &Points) -> String {
    let (Some(baseline), Some(progress)) = (row.baseline, got.progress) else {
        return t.score_no_baseline().to_owned();
    };
    if let Some(plain) = plain(t, d, row.direction, value, target) {
        return plain;
    }
    if !row.direction.is_better(target, baseline) {
        return t.score_baseline_met(level(t, d, baseline), points(t, progress));
    }
    let [v, b, goal] = [value, baseline, target].map(exact);
    let formula = format!("100 × ({v} − {b}) ÷ ({goal} − {b})");
    clamped(t, &formula, row.direction.is_better(baseline, value), progress)
}

fn clamped(t: Words, formula: &str, below: bool, got: Decimal) -> String {
    match below {
        true => t.score_below(formula),
        false => format!("{formula} = {}", points(t, got)),
    }
}

fn by_rule(t: Words, asked: Rule, got: &Points) -> String {
    let is = points(t, got.points);
    match (got.by, got.progress) {
        (Rule::Mean, Some(progress)) => format!("({} + {}) ÷ 2 = {is}", exact(got.attainment), exact(progress)),
        (Rule::Progress, _) => t.score_by_progress(is),
        _ if asked == Rule::Attainment => t.score_by_attainment(is),
        _ => t.score_by_attainment_alone(is),
    }
}

fn adds(t: Words, score: &Score, line: &Line, got: Decimal) -> String {
    let formula = format!("{} × {} ÷ {}", exact(line.weight), exact(got), exact(score.total.base));
    let is = line.contribution.map_or_else(String::new, |c| points(t, c));
    t.score_weighs(format!("{formula} = {is}"))
}

/// Where an indicator stands, in words: the figure, or why there is none.
pub(super) fn standing(t: Words, d: &Definition, standing: Standing) -> String {
    match standing {
        Standing::Value(value) if d.way == Way::YesNo => level(t, d, value),
        Standing::Value(value) => t.number(value, d.decimals),
        Standing::NoCases => t.no_cases().to_owned(),
        Standing::NotApplicable { agreed: true } => t.score_na_agreed().to_owned(),
        Standing::NotApplicable { agreed: false } => t.score_na_open().to_owned(),
        Standing::NotYet => t.kind_not_yet().to_owned(),
        Standing::Missing => t.not_in().to_owned(),
        Standing::NoFigure => t.score_no_figure().to_owned(),
    }
}

/// A level in a column: rounded as figures are, of yes or no the word.
pub(super) fn shown(t: Words, d: &Definition, number: Decimal) -> String {
    match d.way {
        Way::YesNo => level(t, d, number),
        // The share of a year's flow may have a fraction more.
        _ => group(round(number, d.decimals.max(2)).normalize()),
    }
}

/// Numerator and denominator behind a figure, of a mean its sample; none of what is one number.
pub(super) fn behind(item: &Item) -> Option<(Decimal, Decimal)> {
    match &item.rolled.amount {
        Some(Amount::Quotient { numerator, denominator }) => Some((*numerator, *denominator)),
        _ => None,
    }
}

/// An entry as an input: its number or kind, with what stands behind it.
pub(super) fn input(t: Words, d: &Definition, entry: &Entry) -> String {
    let figure = crate::pages::reports::words::figure(t, d, entry);
    match crate::pages::reports::words::detail(t, d, entry) {
        detail if detail.is_empty() => figure,
        detail => t.in_brackets(figure, detail),
    }
}

#[cfg(test)]
mod tests;
