//! The demonstration's reminders, made as the program itself makes them: of what stands open when a working day begins.

use domain::calendar::is_working_day;
use jiff::{Timestamp, civil::Date};
use storage::{Store, messages};

use super::moment;
use crate::serve::Failure;

/// The working days that are left.
pub(super) struct Reminders {
    next: Option<Date>,
    last: Date,
}

impl Reminders {
    /// From the first day of the pilot to the demonstration's today.
    pub(super) fn between(first: Date, last: Date) -> Self {
        Reminders {
            next: working(Some(first)),
            last,
        }
    }

    /// When the next of these days begins.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        let day = self.next.filter(|day| *day <= self.last)?;
        Some(moment(day, 0))
    }

    /// Reminds on every day that has begun by a time.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn play(&mut self, store: &Store, by: Timestamp) -> Result<(), Failure> {
        while let Some(at) = self.next_at().filter(|at| *at <= by) {
            messages::remind(store, at).await?;
            self.next = working(self.next.and_then(|day| day.tomorrow().ok()));
        }
        Ok(())
    }
}

/// The first working day from a day on.
fn working(mut day: Option<Date>) -> Option<Date> {
    while let Some(rest) = day.filter(|day| !is_working_day(*day)) {
        day = rest.tomorrow().ok();
    }
    day
}
