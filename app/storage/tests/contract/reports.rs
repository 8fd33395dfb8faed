//! Reporting: what the tests share. Forms are written as pages send them.

mod corrections;
mod evidence;
mod journey;
mod notes;
mod questions;
mod reading;
mod releases;
mod saving;
mod signing;
mod workbench;

use domain::{
    access::Actor,
    form::ReportForm,
    indicator::{self, Way},
    period::Period,
    report::{Signature, State},
};
use jiff::Timestamp;
use storage::{Caller, Error, Store, reports};

use crate::support::{approver, editor, reviewer};

/// A month with a report of its own: 14 items.
pub fn month() -> Period {
    "2026-02".parse().unwrap()
}

/// A minute of the morning on which February's report is worked on: 3 March 2026 from 9:00 in Beijing.
pub fn minute(n: i64) -> Timestamp {
    let nine: Timestamp = "2026-03-03T09:00:00+08:00".parse().unwrap();
    nine + jiff::SignedDuration::from_mins(n)
}

pub fn at(caller: Caller, time: Timestamp) -> Caller {
    Caller { at: time, ..caller }
}

/// Two people of one role are told apart by id.
pub fn second(caller: Caller) -> Caller {
    let id = format!("second-{}", caller.actor.id);
    Caller {
        actor: Actor {
            name: id.clone(),
            id,
            ..caller.actor
        },
        ..caller
    }
}

pub fn form(pairs: &[(&str, &str)]) -> ReportForm {
    ReportForm::from_pairs(pairs.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())))
}

/// Every item of a period with the same plausible figures: base figures 200, ratios 90 of 100 or of the base figure.
pub fn whole(period: Period) -> ReportForm {
    let mut pairs = Vec::new();
    for d in indicator::items(period) {
        let mut put = |field: &str, text: &str| pairs.push((format!("entries[{}][{field}]", d.code), text.to_owned()));
        match d.way {
            Way::Value => put("value", if d.is_base() { "200" } else { "12" }),
            Way::YesNo => put("value", "yes"),
            Way::MeanN => (put("value", "88.5"), put("n", "40")).1,
            Way::Ratio | Way::Average => {
                put("numerator", "90");
                if d.denominator_base.is_none() {
                    put("denominator", "100");
                }
            }
            Way::DistrictGap => {
                let fields = [
                    ("high_name", "吴中区"),
                    ("high_numerator", "99"),
                    ("high_denominator", "100"),
                ];
                let low = [
                    ("low_name", "相城区"),
                    ("low_numerator", "90"),
                    ("low_denominator", "100"),
                    ("districts", "9"),
                ];
                fields.into_iter().chain(low).for_each(|(field, text)| put(field, text));
            }
        }
    }
    if period.is_quarter() {
        pairs.extend(domain::entry::SECTIONS.map(|s| (s.to_owned(), format!("本季度{s}"))));
    }
    ReportForm::from_pairs(pairs)
}

/// Types a whole report with some fields otherwise, and submits it at an instant.
pub async fn submitted(store: &Store, city: &str, period: Period, time: Timestamp, other: &[(&str, &str)]) {
    let (editor, approver) = (at(editor(city), time), at(approver(city), time));
    reports::save(store, &editor, city, period, &whole(period))
        .await
        .unwrap();
    reports::save(store, &editor, city, period, &form(other)).await.unwrap();
    reports::sign_off(store, &editor, city, period).await.unwrap();
    reports::submit(store, &approver, city, period, Signature::OnScreen)
        .await
        .unwrap();
}

/// As [`submitted`], and accepted at that instant.
pub async fn accepted(store: &Store, city: &str, period: Period, time: Timestamp, other: &[(&str, &str)]) {
    submitted(store, city, period, time, other).await;
    reports::accept(store, &at(reviewer(), time), city, period, &form(&[]))
        .await
        .unwrap();
}

pub async fn state(store: &Store, city: &str, period: Period) -> State {
    reports::row(store, &at(reviewer(), minute(0)), city, period)
        .await
        .unwrap()
        .state
}

pub fn wrong_state<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::WrongState(_)))
}
