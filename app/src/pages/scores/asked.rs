//! Which quarter's score is asked for, and as of which day.

use domain::period::Period;
use jiff::civil::Date;
use storage::scores;

use crate::{
    comparison::asked::{Choices, Errors, asked_day},
    visit::{Visit, address},
};

/// What the query asks for.
#[derive(Clone, Debug)]
pub(in crate::pages) struct Asked {
    /// The quarter; none before the pilot's first is over.
    pub quarter: Option<Period>,
    /// As known at the end of this day.
    pub as_of: Option<Date>,
    /// The quarters to choose from: those that are over.
    pub quarters: Vec<Period>,
}

impl Asked {
    /// Reads `period` (a month means its quarter) and `as_of`. Unasked it is the last quarter that was over on that day.
    ///
    /// # Errors
    /// Each field that cannot be understood.
    pub(in crate::pages) fn read(visit: &Visit) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let as_of = asked_day(visit, &mut errors);
        let quarters = over(visit);
        let typed = visit
            .asked("period")
            .map(|text| text.parse::<Period>().ok().map(Period::quarter));
        let named = typed.map(|quarter| quarter.filter(|q| quarters.contains(q)));
        if matches!(named, Some(None)) {
            errors.push(("period", visit.words().bad_period()));
        }
        let quarter = named.flatten().or(last(&quarters, as_of));
        match errors.is_empty() {
            true => Ok(Asked {
                quarter,
                as_of,
                quarters,
            }),
            false => Err(errors),
        }
    }

    /// The last quarter that is over, or was on the day of `as_of`, whatever period the query names.
    pub(super) fn of_last(visit: &Visit) -> Self {
        let as_of = asked_day(visit, &mut Errors::new());
        let quarters = over(visit);
        Asked {
            quarter: last(&quarters, as_of),
            as_of,
            quarters,
        }
    }

    /// The choices of the form.
    pub(super) fn choices(&self) -> Choices {
        Choices {
            quarters: self.quarters.clone(),
            ..Choices::default()
        }
    }
}

/// The last of these quarters that was over at the end of a day.
fn last(quarters: &[Period], as_of: Option<Date>) -> Option<Period> {
    let known = |q: &&Period| as_of.is_none_or(|day| q.last_day() <= day);
    quarters.iter().rev().find(known).copied()
}

/// The quarters of the pilot that are over.
fn over(visit: &Visit) -> Vec<Period> {
    let all = visit.settings.pilot.quarters();
    all.into_iter().filter(|q| q.last_day() < visit.today()).collect()
}

/// The same for the store.
pub(in crate::pages) fn of<'a>(visit: &'a Visit, quarter: Period, as_of: Option<Date>) -> scores::Asked<'a> {
    scores::Asked {
        quarter,
        as_of,
        settings: &visit.settings,
    }
}

/// The address of a city's score.
pub(in crate::pages) fn href(visit: &Visit, city: &str, quarter: Period) -> String {
    let period = quarter.to_string();
    let query = [("period", period.as_str())].into_iter().chain(visit.kept(&["as_of"]));
    address(&format!("/cities/{city}/score"), query)
}
