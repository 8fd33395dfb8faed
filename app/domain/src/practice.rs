//! A practice 经验做法, by number. Where it stands is `standing`, its fields and their rules `case`, what adopters say
//! `adoption`; characters are counted by `count`, and who may see what is decided in `access`.

mod adoption;
mod case;
pub mod count;
mod standing;

pub use adoption::{Adopted, adopted};
pub use case::{Case, FIELDS, TEXTS};
pub use standing::{Action, By, State};

/// Most characters of a case, all its texts together, as [`count::characters`] counts.
pub const CASE_MAX: u32 = 2_000;
/// Most characters of a title.
pub const TITLE_MAX: u32 = 60;
/// Most characters of a reason or of the proof of an adoption.
pub const REASON_MAX: u32 = 500;
/// Most characters of a field of a draft; beyond it nothing is kept.
pub const FIELD_MAX: u32 = 20_000;

/// A practice's number as people cite it: `C-0012`.
#[must_use]
pub fn code(number: i64) -> String {
    format!("C-{number:04}")
}

/// The number of such a code, or none.
#[must_use]
pub fn number_of(code: &str) -> Option<i64> {
    let digits = code.strip_prefix("C-")?;
    let plain = (4..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n: &i64| plain && self::code(*n) == code)
}

#[cfg(test)]
mod tests;
