//! The demonstration pilot: accounts, calendar and a story of reports, all through the use cases that people use, each
//! at its own time. The same today makes the same figures.

mod accounts;
mod contacts;
mod figures;
mod level;
mod narrative;
mod play;
mod practices;
mod problems;
mod profile;
mod proofs;
mod reminders;
mod schemes;
mod seed;
mod story;
mod tales;
mod tasks;
#[cfg(test)]
mod tests;
mod words;

use domain::calendar::{Pilot, start_of};
use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, date},
};
use storage::{
    Caller, Store,
    settings::{self, Demo, Settings},
    users,
};

use self::{accounts::People, story::events};
use crate::serve::Failure;

/// After how many days everybody has read what he was told.
const READ_AFTER: i32 = 7;

/// Fills an empty store with the demonstration of a day; says in a sentence what there is.
///
/// # Errors
/// Where the store holds something else, or a demonstration that was not filled to its end.
pub async fn run(store: &Store, today: Date) -> Result<String, Failure> {
    let host = Caller::cli(Timestamp::now());
    if let Some(demo) = settings::get(store).await?.demo {
        return match users::find_by_account(store, accounts::LAST).await? {
            Some(_) => Ok(format!(
                "This store is a demonstration of {} already; nothing was changed.",
                demo.today
            )),
            None => Err(Failure::Other(
                "this demonstration was not filled to its end; remove its store and fill it again".into(),
            )),
        };
    }
    if !users::list(store, &host).await?.is_empty() {
        return Err(Failure::Other(
            "this store is in use; a demonstration fills an empty one only, choose another with --database-url".into(),
        ));
    }
    fill(&store.clone().with_ids(seed::ids()), today).await
}

async fn fill(store: &Store, today: Date) -> Result<String, Failure> {
    let settings = Settings {
        demo: Some(Demo {
            today,
            filled_at: Timestamp::now().as_microsecond(),
        }),
        ..schemes::settings(Settings::default())
    };
    let begin = moment(today.min(date(2025, 9, 22)), 8);
    settings::set(store, &Caller::cli(begin), settings.clone()).await?;
    let mut people = People::make(store, begin).await?;
    contacts::enter(store, &people, begin).await?;
    let events = events(&settings.pilot.reports(), &settings.terms, today);
    let mut reminders = reminders::Reminders::between(settings.pilot.first, today);
    // The audit goes by time, so what happens to problems and practices, and what is reminded of, comes between.
    let (mut register, mut cases) = (problems::Register::new(today)?, practices::Practices::until(today));
    let mut plans = schemes::Schemes::until(today, settings.pilot.quarters());
    let end = moment(today, 9);
    for (until, event) in events.iter().map(|e| (e.at, Some(e))).chain([(end, None)]) {
        while let Some(at) = [
            register.next_at(),
            cases.next_at(),
            plans.next_at(),
            reminders.next_at(),
        ]
        .into_iter()
        .flatten()
        .min()
        .filter(|at| *at <= until)
        {
            plans.play(store, &people, at).await?;
            cases.play(store, &people, at).await?;
            register.until(store, &people, at).await?;
            reminders.play(store, at).await?;
        }
        if let Some(event) = event {
            play::play(store, &people, event).await?;
        }
    }
    let last = events.last().map_or(Timestamp::MIN, |e| e.at).max(register.last());
    let last = moment(today, 8).max(last);
    people
        .read_messages(
            store,
            moment(today.saturating_sub(Span::new().days(READ_AFTER)), 0),
            last,
        )
        .await?;
    people.finish(store, last).await?;
    let Pilot { first, last } = settings.pilot;
    let opened = settings.pilot.opened(moment(today, 9)).len();
    let reports = match opened {
        0 => format!("no report yet, for the first one of the pilot ({first} to {last}) opens after {today}"),
        1 => format!("the first report period of nine cities, open by {today}"),
        _ if today > last => format!("all {opened} report periods of the pilot, which ended on {last}"),
        _ => format!("{opened} report periods of nine cities up to {today}"),
    };
    Ok(format!(
        "The demonstration is filled: {} accounts and {reports}; `pilotboard serve` shows it at http://127.0.0.1:3000, \
         and its sign-in page names accounts and password.",
        people.count()
    ))
}

/// An hour of a Beijing day.
fn moment(day: Date, hour: i64) -> Timestamp {
    let midnight = start_of(day);
    midnight
        .checked_add(SignedDuration::from_hours(hour))
        .unwrap_or(midnight)
}
