//! A chart note: a few words of CNIPA beside a value, which its city sees first. It may be published once the city has
//! answered, or after three working days without an answer.

use jiff::civil::Date;

use crate::calendar::nth_working_day;

/// Most characters of a chart note.
pub const CHART_NOTE_MAX: u32 = 40;

/// How many working days a city has to answer.
pub const CITY_TERM: u32 = 3;

/// The last working day in which the city's answer is waited for.
#[must_use]
pub fn city_has_until(proposed_on: Date) -> Date {
    nth_working_day(proposed_on, CITY_TERM)
}

/// Whether a note may be published: the city has answered, or its term is over. Both days are Beijing's.
#[must_use]
pub fn may_publish(answered: bool, proposed_on: Date, today: Date) -> bool {
    answered || today > city_has_until(proposed_on)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_city_is_waited_for_three_working_days() {
        // A Friday: Monday, Tuesday and Wednesday are the city's.
        let friday = date(2026, 5, 15);
        assert_eq!(city_has_until(friday), date(2026, 5, 20));
        assert!(!may_publish(false, friday, date(2026, 5, 20)));
        assert!(may_publish(false, friday, date(2026, 5, 21)));
        assert!(may_publish(true, friday, friday));
    }
}
