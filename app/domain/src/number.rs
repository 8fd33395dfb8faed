//! Numbers as people type them: `1,100.50`, full-width digits, `12.5%`, `3.2万`, `1.5亿`. Decimals are exact and keep
//! the scale they were typed with; rounding is half-up and happens only where something is shown or summed.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Numbers beyond 10^15, either way, are refused as too large.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// Longest text looked at, in characters.
const TEXT_MAX: usize = 100;

/// Digits kept before and after the point: together they always fit a [`Decimal`] exactly.
const WHOLE_MAX: usize = 16;
const DECIMALS_MAX: usize = 12;

/// A number and whether the reader should be shown what was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The number, in the unit of the field.
    pub value: Decimal,
    /// True where the text is not the number's plain form: 万, 亿, %, full-width signs, separators, a leading `+`.
    pub rewritten: bool,
}

/// Why a text is no number for its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// Not a number; also misplaced separators, exponents (`1e5`, `1e400`), and texts over 100 characters.
    #[error("not a number")]
    NotANumber,
    /// A `%` where the unit is not `%`.
    #[error("a percent sign where the unit is not %")]
    PercentInCount,
    /// Beyond [`LARGEST`].
    #[error("too large")]
    TooLarge,
    /// More than 12 decimals, which no field takes.
    #[error("too many decimals")]
    TooManyDecimals,
}

/// Reads a number typed into a field of this unit. 万 and 亿 multiply; in a unit of 万 (`万元`, `万人`) they mean yuan or
/// people: `1.5亿` is 15,000 万元, `15000元` is 1.5. The unit itself may follow the number. The sign is kept.
///
/// # Errors
/// [`NumberError`]; an empty text is [`NumberError::NotANumber`].
pub fn parse(text: &str, unit: &str) -> Result<Understood, NumberError> {
    let text = text.trim();
    if text.chars().nth(TEXT_MAX).is_some() {
        return Err(NumberError::NotANumber);
    }
    let plain: String = text.chars().map(narrow).collect();
    let (negative, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let end = unsigned
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at(end);
    let (whole, decimals) = digits(number).ok_or(NumberError::NotANumber)?;
    let value = exact(&whole, decimals, power(suffix.trim(), unit)?)?;
    let value = if negative && !value.is_zero() { -value } else { value };
    Ok(Understood {
        value,
        rewritten: canonical(value) != text,
    })
}

/// The half-width sign of a full-width one.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '−' => '-',
        _ => c,
    }
}

/// The digits before and after the point, separators taken out; none where a separator is misplaced.
fn digits(number: &str) -> Option<(String, &str)> {
    let (whole, decimals) = match number.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (number, ""),
    };
    let grouped = |whole: &str| {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|g| g.len() == 3)
    };
    let sound =
        !number.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit()) && (!whole.contains(',') || grouped(whole));
    sound.then(|| (whole.replace(',', ""), decimals))
}

/// The power of ten that the text after the number stands for.
fn power(suffix: &str, unit: &str) -> Result<i32, NumberError> {
    match (suffix, unit) {
        ("", _) | ("%", "%") => return Ok(0),
        ("%", _) => return Err(NumberError::PercentInCount),
        _ => {}
    }
    let (of_unit, name) = match unit.strip_prefix('万') {
        Some(name) if !name.is_empty() => (4, name),
        _ => (0, unit),
    };
    match suffix.strip_suffix(name).unwrap_or(suffix).trim_end() {
        "" => Ok(-of_unit),
        "万" => Ok(4 - of_unit),
        "亿" => Ok(8 - of_unit),
        _ => Err(NumberError::NotANumber),
    }
}

/// The decimal of these digits times a power of ten (-4 to 8).
fn exact(whole: &str, decimals: &str, power: i32) -> Result<Decimal, NumberError> {
    let whole = whole.trim_start_matches('0');
    if whole.len() > WHOLE_MAX {
        return Err(NumberError::TooLarge);
    }
    if decimals.len() > DECIMALS_MAX {
        return Err(NumberError::TooManyDecimals);
    }
    let mantissa: i128 = format!("0{whole}{decimals}")
        .parse()
        .map_err(|_| NumberError::NotANumber)?;
    let shift = power - i32::try_from(decimals.len()).unwrap_or(0);
    let (mantissa, scale) = match u32::try_from(shift) {
        Ok(up) => (mantissa * 10_i128.pow(up), 0),
        Err(_) => (mantissa, shift.unsigned_abs()),
    };
    if mantissa > i128::from(LARGEST) * 10_i128.pow(scale) {
        return Err(NumberError::TooLarge);
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| NumberError::TooLarge)?;
    Ok(if power < 0 { value.normalize() } else { value })
}

/// The plain form, scale kept, no exponent: `1100.50`.
#[must_use]
pub fn canonical(d: Decimal) -> String {
    if d.is_zero() {
        d.abs().to_string()
    } else {
        d.to_string()
    }
}

/// The form for readers: thousands grouped, minus as U+2212, scale kept: `−1,100.50`.
#[must_use]
pub fn group(d: Decimal) -> String {
    grouped(&canonical(d))
}

fn grouped(plain: &str) -> String {
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, decimals) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

/// Rounded half-up (at the midpoint away from zero) to at most this many decimals.
#[must_use]
pub fn round(d: Decimal, decimals: u32) -> Decimal {
    d.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounded to exactly this many decimals and grouped, as figures are shown: `33.33`, `1,100.50`.
#[must_use]
pub fn show(d: Decimal, decimals: u32) -> String {
    let rounded = round(d, decimals);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    let mut text = grouped(&rounded.to_string());
    // Padded by hand: neither `rescale` nor a precision in `format!` gets there for 28 digits before the point.
    if decimals > 0 && rounded.scale() == 0 {
        text.push('.');
    }
    text.extend((rounded.scale()..decimals).map(|_| '0'));
    text
}

/// Decimals of the BIGINT that stands beside a decimal text for sums.
pub const SCALE: u32 = 6;

/// The number times 10^6 as a BIGINT, rounded half-up; none where it does not fit (beyond about 9.2 × 10^12).
#[must_use]
pub fn scaled(d: Decimal) -> Option<i64> {
    let mut rounded = round(d, SCALE);
    rounded.rescale(SCALE);
    (rounded.scale() == SCALE)
        .then(|| rounded.mantissa())
        .and_then(|m| i64::try_from(m).ok())
}

/// The number of a BIGINT made by [`scaled`], without trailing zeros.
#[must_use]
pub fn unscaled(n: i64) -> Decimal {
    Decimal::new(n, SCALE).normalize()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use NumberError as E;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// Text, unit, plain form of what is understood, shown to the reader or not.
    #[test]
    fn numbers_are_understood_as_people_type_them() {
        for (text, unit, plain, rewritten) in [
            ("0", "", "0", false),
            ("1100.50", "万元", "1100.50", false),
            ("1,100.50", "万元", "1100.50", true),
            (" 12\u{a0}", "", "12", false),
            ("\u{3000}12\u{3000}", "", "12", false),
            ("１２３", "", "123", true),
            ("１，２３４．５", "", "1234.5", true),
            ("+7", "", "7", true),
            ("007", "", "7", true),
            (".5", "", "0.5", true),
            ("-1", "", "-1", false),
            ("－１", "", "-1", true),
            ("−1", "", "-1", true),
            ("-0", "", "0", true),
            ("12.5%", "%", "12.5", true),
            ("１２．５％", "%", "12.5", true),
            ("12.5 %", "%", "12.5", true),
            ("3.2万", "件", "32000", true),
            ("3.2万件", "件", "32000", true),
            ("3.25678万", "件", "32567.8", true),
            ("120 件", "件", "120", true),
            ("1.5亿", "次", "150000000", true),
            ("1.5亿", "万元", "15000", true),
            ("1.5亿元", "万元", "15000", true),
            ("3.2万", "万元", "3.2", true),
            ("3.20万元", "万元", "3.20", true),
            ("15,000元", "万元", "1.5", true),
            ("12345元", "万元", "1.2345", true),
            ("2185.8万", "万人", "2185.8", true),
            ("1000000000000000", "", "1000000000000000", false),
            (
                "999999999999999.123456789012",
                "",
                "999999999999999.123456789012",
                false,
            ),
        ] {
            let got = parse(text, unit).unwrap_or_else(|e| panic!("{text} in {unit}: {e}"));
            assert_eq!(
                (canonical(got.value).as_str(), got.rewritten),
                (plain, rewritten),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let long = "1".repeat(10_000);
        for (text, unit, error) in [
            ("", "", E::NotANumber),
            ("not a number", "", E::NotANumber),
            ("12.5%", "件", E::PercentInCount),
            ("12.5%", "万元", E::PercentInCount),
            ("%", "件", E::NotANumber),
            ("1e400", "", E::NotANumber),
            ("1e5", "", E::NotANumber),
            ("NaN", "", E::NotANumber),
            ("inf", "", E::NotANumber),
            ("0x1F", "", E::NotANumber),
            ("1_000", "", E::NotANumber),
            ("1,10", "", E::NotANumber),
            ("1,1000", "", E::NotANumber),
            ("1,0000,0000", "", E::NotANumber),
            ("0,100", "", E::NotANumber),
            (",100", "", E::NotANumber),
            ("1,100,", "", E::NotANumber),
            ("1.100,5", "", E::NotANumber),
            ("1.2.3", "", E::NotANumber),
            ("5.", "", E::NotANumber),
            (".", "", E::NotANumber),
            ("-", "", E::NotANumber),
            ("--1", "", E::NotANumber),
            ("1 100", "", E::NotANumber),
            ("3.2千", "件", E::NotANumber),
            ("3万亿", "件", E::NotANumber),
            ("1.5亿元", "件", E::NotANumber),
            ("٣", "", E::NotANumber),
            ("<script>", "", E::NotANumber),
            ("'; DROP TABLE", "", E::NotANumber),
            (&long, "", E::NotANumber),
            (&long[..50], "", E::TooLarge),
            ("1000000000000000.1", "", E::TooLarge),
            ("99999999亿", "件", E::TooLarge),
            ("0.1234567890123", "", E::TooManyDecimals),
        ] {
            assert_eq!(parse(text, unit), Err(error), "{text}");
        }
    }

    #[test]
    fn figures_are_shown_rounded_half_up_and_grouped() {
        for (text, decimals, shown) in [
            ("1100.5", 2, "1,100.50"),
            ("1234567", 0, "1,234,567"),
            ("0.125", 2, "0.13"),
            ("-0.125", 2, "−0.13"),
            ("2.5", 0, "3"),
            ("-0.001", 2, "0.00"),
            ("100", 1, "100.0"),
            ("33.333333333333333333333333333", 2, "33.33"),
        ] {
            assert_eq!(show(d(text), decimals), shown, "{text}");
        }
        assert_eq!(group(d("-1234.50")), "−1,234.50");
        assert_eq!(group(d("123")), "123");
        assert!(show(Decimal::MAX, 6).ends_with(",335.000000"));
    }

    #[test]
    fn sums_use_one_scale() {
        assert_eq!(scaled(d("1.5")), Some(1_500_000));
        assert_eq!(scaled(d("-0.0000005")), Some(-1));
        assert_eq!(scaled(d("0.00000049")), Some(0));
        assert_eq!(scaled(d("9223372036854.775807")), Some(i64::MAX));
        assert_eq!(scaled(d("9223372036854.775808")), None);
        assert_eq!(scaled(Decimal::MAX), None);
        assert_eq!(canonical(unscaled(1_100_500_000)), "1100.5");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*", unit in "(|%|件|万元|万|万人)") {
            let _ = parse(&text, &unit);
        }

        #[test]
        fn any_text_of_a_numbers_signs_is_read_or_refused(text in "[-+−]?[0-9０-９,，.．]{0,40}[万亿%元 ]{0,3}") {
            for unit in ["", "%", "件", "万元"] {
                if let Ok(u) = parse(&text, unit) {
                    prop_assert!(u.value.abs() <= Decimal::from(LARGEST));
                }
            }
        }

        #[test]
        fn what_is_shown_grouped_reads_back(mantissa in -999_999_999_999_999_i64..1_000_000_000_000_000, scale in 0u32..=12) {
            let value = Decimal::new(mantissa, scale);
            let back = parse(&group(value), "").unwrap().value;
            prop_assert_eq!(canonical(back), canonical(value), "scale and digits are kept");
        }

        #[test]
        fn the_scaled_form_loses_nothing_within_six_decimals(n in any::<i64>()) {
            prop_assert_eq!(scaled(unscaled(n)), Some(n));
        }
    }
}
