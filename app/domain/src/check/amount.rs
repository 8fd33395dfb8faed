//! Amounts: from the typed fields of each way of entry, and the figure they make.

use rust_decimal::Decimal;

use super::{
    Context, Problem,
    fields::{Limit, Reader},
};
use crate::{
    entry::{Amount, District, Entry, Field},
    indicator::{Definition, Way},
};

/// Decimals the total of an average may have.
const TOTAL_DECIMALS: u32 = 2;

/// Cases below which a district is left out of the gap.
const DISTRICT_CASES: i64 = 10;

/// Most districts a city may have.
const DISTRICTS_MAX: i64 = 1_000;

/// The figure of an amount, unrounded (28 digits): percent of a ratio, quotient of an average, the number, the mean,
/// the gap in percentage points; none for yes/no, for a denominator of 0 and beyond what a decimal holds.
#[must_use]
pub fn figure(definition: &Definition, amount: &Amount) -> Option<Decimal> {
    match amount {
        Amount::Quotient { numerator, denominator } if definition.way == Way::Ratio => {
            percent(*numerator, *denominator)
        }
        Amount::Quotient { numerator, denominator } => numerator.checked_div(*denominator),
        Amount::Number(number) => Some(*number),
        Amount::YesNo(_) => None,
        Amount::Mean { mean, .. } => Some(*mean),
        Amount::Gap { high, low, .. } => rate(high)?.checked_sub(rate(low)?),
    }
}

fn percent(numerator: Decimal, denominator: Decimal) -> Option<Decimal> {
    Decimal::ONE_HUNDRED.checked_mul(numerator)?.checked_div(denominator)
}

fn rate(district: &District) -> Option<Decimal> {
    percent(district.numerator, district.denominator)
}

/// The number field where an item's own problems are shown: the first one of its way.
pub(super) const fn main_field(way: Way) -> Field {
    match way {
        Way::Ratio | Way::Average => Field::Numerator,
        Way::Value | Way::YesNo | Way::MeanN => Field::Value,
        Way::DistrictGap => Field::HighNumerator,
    }
}

/// What the typed fields amount to.
pub(super) enum Outcome {
    /// Nothing, or nothing whole, is typed; the reader holds the errors.
    Nothing,
    /// The denominator is 0 and nothing counts: no cases 无业务量.
    NoCases,
    /// A quantity; where the reader holds errors it serves to show the figure only.
    Amount(Amount),
}

/// Reads the amount by the definition's way of entry.
pub(super) fn amount(reader: &mut Reader, cx: &Context) -> Outcome {
    let definition = cx.definition;
    match definition.way {
        Way::Ratio | Way::Average => quotient(reader, cx),
        Way::Value => reader
            .required(Field::Value, Limit::new(&definition.unit, definition.decimals))
            .map_or(Outcome::Nothing, |n| Outcome::Amount(Amount::Number(n))),
        Way::YesNo => reader
            .yes_no(Field::Value)
            .map_or(Outcome::Nothing, |yes| Outcome::Amount(Amount::YesNo(yes))),
        Way::MeanN => mean(reader, definition),
        Way::DistrictGap => gap(reader),
    }
}

fn quotient(reader: &mut Reader, cx: &Context) -> Outcome {
    let ratio = cx.definition.way == Way::Ratio;
    let typed_base = cx.definition.denominator_base.is_none();
    let decimals = if ratio { 0 } else { TOTAL_DECIMALS };
    let numerator = reader.number(Field::Numerator, Limit::new("", decimals));
    let denominator = if typed_base {
        reader.number(Field::Denominator, Limit::COUNT)
    } else {
        match cx.base.and_then(Entry::amount) {
            Some(Amount::Number(base)) => Some(*base),
            _ => None,
        }
    };
    let numerator_blank = reader.is_blank(Field::Numerator);
    if denominator.is_some_and(|d| d.is_zero()) {
        if numerator_blank || numerator.is_some_and(|n| n.is_zero()) {
            return Outcome::NoCases;
        }
    } else if numerator_blank {
        reader.fault(Field::Numerator, Problem::Missing);
    }
    if typed_base {
        if reader.is_blank(Field::Denominator) && !numerator_blank {
            reader.fault(Field::Denominator, Problem::Missing);
        }
    } else if denominator.is_none() && !numerator_blank {
        let problem = if cx.base_wrong {
            Problem::BaseWrong
        } else {
            Problem::BaseMissing
        };
        reader.fault(Field::Numerator, problem);
    }
    let (Some(numerator), Some(denominator)) = (numerator, denominator) else {
        return Outcome::Nothing;
    };
    if denominator.is_zero() || (ratio && numerator > denominator) {
        reader.fault(Field::Numerator, Problem::NumeratorOverDenominator);
        if typed_base {
            reader.fault(Field::Denominator, Problem::NumeratorOverDenominator);
        }
    }
    Outcome::Amount(Amount::Quotient { numerator, denominator })
}

fn mean(reader: &mut Reader, definition: &Definition) -> Outcome {
    if reader.all_blank(&[Field::Value, Field::N]) {
        reader.fault(Field::Value, Problem::Missing);
        return Outcome::Nothing;
    }
    let mean = reader.required(Field::Value, Limit::new(&definition.unit, definition.decimals));
    let n = reader.required(Field::N, Limit::COUNT);
    if n.is_some_and(|n| n.is_zero()) {
        reader.fault(Field::N, Problem::ZeroSample);
    }
    match (mean, n) {
        (Some(mean), Some(n)) => Outcome::Amount(Amount::Mean { mean, n }),
        _ => Outcome::Nothing,
    }
}

fn gap(reader: &mut Reader) -> Outcome {
    let high = [Field::HighName, Field::HighNumerator, Field::HighDenominator];
    let low = [Field::LowName, Field::LowNumerator, Field::LowDenominator];
    if reader.all_blank(&high) && reader.all_blank(&low) && reader.is_blank(Field::Districts) {
        reader.fault(Field::HighNumerator, Problem::Missing);
        return Outcome::Nothing;
    }
    let (best, worst) = (district(reader, high), district(reader, low));
    let districts = reader.required(Field::Districts, Limit::COUNT);
    let (one, most) = (Decimal::ONE, Decimal::from(DISTRICTS_MAX));
    if districts.is_some_and(|n| n < one || n > most) {
        reader.fault(Field::Districts, Problem::OutOfRange { min: one, max: most });
    }
    let (Some(high), Some(low), Some(districts)) = (best, worst, districts) else {
        return Outcome::Nothing;
    };
    if districts > one && high.name == low.name {
        reader.fault(Field::LowName, Problem::SameDistrict);
    }
    let rates = rate(&high).zip(rate(&low));
    if rates.is_some_and(|(high, low)| high < low) {
        reader.fault(Field::HighNumerator, Problem::DistrictOrder);
    }
    Outcome::Amount(Amount::Gap { high, low, districts })
}

/// One district: name, numerator, denominator.
fn district(reader: &mut Reader, fields: [Field; 3]) -> Option<District> {
    let [name, numerator, denominator] = fields;
    let name = reader.name(name);
    let (n, d) = (
        reader.required(numerator, Limit::COUNT),
        reader.required(denominator, Limit::COUNT),
    );
    if d.is_some_and(|d| d < Decimal::from(DISTRICT_CASES)) {
        reader.fault(denominator, Problem::TooFewCases);
    }
    let district = District {
        name: name?,
        numerator: n?,
        denominator: d?,
    };
    if district.numerator > district.denominator {
        reader.fault(numerator, Problem::NumeratorOverDenominator);
        reader.fault(denominator, Problem::NumeratorOverDenominator);
    }
    Some(district)
}
