//! What is wrong with a field of a small form, for a sentence at that field. Numbers of reports have their own
//! (`check::Problem`).

use jiff::civil::Date;

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is typed or chosen.
    Missing,
    /// More characters than the field takes.
    TooLong {
        /// How many it takes.
        most: u32,
    },
    /// The text is no date.
    NotADate,
    /// The day is not after this one.
    NotAfter(Date),
    /// The day is before this one.
    Before(Date),
    /// The day is after this one.
    After(Date),
    /// The text is no number.
    NotANumber,
    /// The text is no whole number in this range.
    OutOfRange {
        /// Least.
        least: u32,
        /// Greatest.
        most: u32,
    },
    /// There is no such thing to choose.
    Unknown,
    /// There are as many already as may be.
    TooMany {
        /// How many.
        most: u32,
    },
    /// The text is no telephone number.
    NotAPhone,
    /// Neither of two numbers is there.
    NoPhone,
    /// The text is no e-mail address.
    NotAnAddress,
}

/// Fields by the form's name, each with what is wrong with it; empty where all is well.
pub type Faults = Vec<(&'static str, Fault)>;

/// A text as it is kept, without blanks around it and without NUL, which no database keeps.
///
/// # Errors
/// `Missing` where nothing is left, `TooLong`.
pub fn text(typed: &str, most: u32) -> Result<String, Fault> {
    let text = typed.replace('\0', "").trim().to_owned();
    match text.chars().count() {
        0 => Err(Fault::Missing),
        n if n > most as usize => Err(Fault::TooLong { most }),
        _ => Ok(text),
    }
}

/// A day as `2026-07-08`.
///
/// # Errors
/// `Missing`, `NotADate`.
pub fn day(typed: &str) -> Result<Date, Fault> {
    match typed.trim() {
        "" => Err(Fault::Missing),
        text => text.parse().map_err(|_| Fault::NotADate),
    }
}

/// A whole number in a range, both ends included.
///
/// # Errors
/// `Missing`, `OutOfRange`.
pub fn count(typed: &str, least: u32, most: u32) -> Result<u32, Fault> {
    match typed.trim() {
        "" => Err(Fault::Missing),
        text => text
            .parse()
            .ok()
            .filter(|n| (least..=most).contains(n))
            .ok_or(Fault::OutOfRange { least, most }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_or_told_what_is_wrong() {
        assert_eq!(text(" a\0b ", 5), Ok("ab".to_owned()));
        assert_eq!(text(" \n", 5), Err(Fault::Missing));
        assert_eq!(text("字字字", 2), Err(Fault::TooLong { most: 2 }));
        assert_eq!(day("2026-07-08"), Ok(jiff::civil::date(2026, 7, 8)));
        assert_eq!((day(""), day("8 July")), (Err(Fault::Missing), Err(Fault::NotADate)));
        assert_eq!(count("6", 1, 60), Ok(6));
        for bad in ["0", "61", "-1", "six", "1.5"] {
            assert_eq!(
                count(bad, 1, 60),
                Err(Fault::OutOfRange { least: 1, most: 60 }),
                "{bad}"
            );
        }
    }
}
