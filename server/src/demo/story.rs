//! Who does what when: every report's way from its first field to acceptance, in the order of time, since the audit
//! and "as of" go by it.

use domain::{
    calendar::{Terms, deadlines, end_of, nth_working_day, start_of},
    city::{City, cities},
    period::Period,
};
use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{moment, seed::share};

/// Something that happens to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The editor saves.
    Save(Fill),
    /// The editor hands it to the approver.
    SignOff,
    /// The approver submits.
    Submit,
    /// The reviewer takes it.
    Take,
    /// The reviewer asks about an item.
    Ask,
    /// The city answers in a thread.
    Answer,
    /// The liaison comments.
    Advise,
    /// The reviewer returns two items.
    Return,
    /// The city changes one returned item and answers the other.
    Mend,
    /// The reviewer accepts.
    Accept,
}

/// How much of a report is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// All of it.
    Whole,
    /// All of it, one item wrong and another doubtful.
    Doubtful,
    /// Base figures and the first half of the indicators.
    Half,
    /// A little less than all, one warning open.
    Nearly,
    /// A few base figures.
    Little,
}

/// One step of one report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// When.
    pub at: Timestamp,
    /// Whose report.
    pub city: &'static City,
    /// Its period.
    pub period: Period,
    /// What happens.
    pub step: Step,
}

/// All that has happened before 09:00 of today, the earliest first.
pub(super) fn events(reports: &[Period], terms: &Terms, today: Date) -> Vec<Event> {
    let now = moment(today, 9);
    let closed: Vec<_> = reports
        .iter()
        .copied()
        .filter(|r| deadlines(*r, terms).due <= now)
        .collect();
    let open = reports.iter().copied().filter(|r| {
        let d = deadlines(*r, terms);
        d.opens <= now && now < d.due
    });
    let mut all = Vec::new();
    for city in cities() {
        for period in &closed {
            all.extend(past(city, *period, &closed, terms));
        }
        for period in open.clone() {
            all.extend(present(city, period, today));
        }
    }
    all.retain(|e| e.at < now);
    all.sort_by_key(|e| (e.at, e.city.order));
    all
}

/// A report whose due day is over.
fn past(city: &'static City, period: Period, closed: &[Period], terms: &Terms) -> Vec<Event> {
    let last = |quarter: bool| closed.iter().rev().find(|p| p.is_quarter() == quarter) == Some(&period);
    let n = if period.is_quarter() {
        terms.quarterly_due
    } else {
        terms.monthly_due
    };
    let slug = city.slug.as_str();
    // How many working days before the due day it is submitted; below 0 it is late.
    let early: i64 = match slug {
        "kunming" if last(false) => return Vec::new(),
        "changchun" if closed.get(2) == Some(&period) => -2,
        "kunming" | "changchun" => 0,
        "shenzhen" | "hangzhou" => 2,
        _ => 1,
    };
    let day = |k: i64| {
        let k = u32::try_from(i64::from(n) - early + k).unwrap_or(0).max(1);
        nth_working_day(period.last_day(), k)
    };
    let hour = Hours { city: slug, period };
    let mut all = vec![];
    let mut add = |at, step| all.push(Event { at, city, period, step });
    let returned = slug == "changsha" && last(true);
    let asked = slug == "suzhou" && last(false);
    let fill = if returned { Fill::Doubtful } else { Fill::Whole };
    add(hour.afternoon(day(-1), "save"), Step::Save(fill));
    add(hour.morning(day(0), "sign"), Step::SignOff);
    add(hour.afternoon(day(0), "submit"), Step::Submit);
    add(hour.morning(day(1), "take"), Step::Take);
    if slug == "suzhou" && period.is_quarter() {
        add(hour.afternoon(day(1), "advise"), Step::Advise);
    }
    if asked {
        add(hour.afternoon(day(1), "ask"), Step::Ask);
        add(hour.morning(day(2), "answer"), Step::Answer);
    }
    if returned {
        add(hour.afternoon(day(2), "return"), Step::Return);
        add(hour.morning(day(4), "mend"), Step::Mend);
        add(hour.morning(day(5), "sign again"), Step::SignOff);
        add(hour.afternoon(day(5), "submit again"), Step::Submit);
        add(hour.morning(day(6), "take again"), Step::Take);
        add(hour.afternoon(day(7), "accept"), Step::Accept);
    } else {
        add(hour.afternoon(day(3), "accept"), Step::Accept);
    }
    all
}

/// When the steps of an open report begin, in minutes of the day: before and after noon.
const SLOTS: [i64; 5] = [540, 620, 820, 900, 980];

/// A report that is open today: each city stands elsewhere.
fn present(city: &'static City, period: Period, today: Date) -> Vec<Event> {
    let whole = [Step::Save(Fill::Whole), Step::SignOff, Step::Submit, Step::Take];
    let steps = match city.slug.as_str() {
        "beijing" => whole.to_vec(),
        "shanghai" => [&whole[..], &[Step::Accept]].concat(),
        "guangzhou" => [&[Step::Save(Fill::Doubtful)], &whole[1..], &[Step::Return]].concat(),
        "shenzhen" => whole[..2].to_vec(),
        "hangzhou" => whole[..3].to_vec(),
        "changchun" => vec![Step::Save(Fill::Little)],
        "changsha" => vec![Step::Save(Fill::Nearly)],
        "suzhou" => vec![Step::Save(Fill::Half)],
        _ => vec![],
    };
    // The working days since it opened, today left out: the steps end on the last of them, the first may hold several.
    let days: Vec<Date> = (1..)
        .map(|n| nth_working_day(period.last_day(), n))
        .take_while(|day| *day < today)
        .collect();
    let hour = Hours {
        city: &city.slug,
        period,
    };
    let event = |(i, step): (usize, Step)| {
        let later = i64::try_from(i).unwrap_or(0);
        let place = (days.len() + i).checked_sub(steps.len());
        let at = match place.and_then(|place| days.get(place)).or(days.first()) {
            // Not a day has passed: it is done before nine.
            None => hour.within(today, "early", 8 * 60 + 8 * later, 5),
            Some(day) => hour.within(*day, "present", SLOTS.get(i).map_or(17 * 60, |slot| *slot), 50),
        };
        Event { at, city, period, step }
    };
    steps.iter().copied().enumerate().map(event).collect()
}

/// Draws a time of day for a step.
struct Hours<'a> {
    city: &'a str,
    period: Period,
}

impl Hours<'_> {
    /// Between 09:00 and 10:40.
    fn morning(&self, day: Date, step: &str) -> Timestamp {
        self.within(day, step, 9 * 60, 100)
    }

    /// Between 14:00 and 17:00.
    fn afternoon(&self, day: Date, step: &str) -> Timestamp {
        self.within(day, step, 14 * 60, 180)
    }

    fn within(&self, day: Date, step: &str, minute: i64, long: i64) -> Timestamp {
        let share = share(&[self.city, &self.period.to_string(), step]);
        let second = minute * 60 + (share * (long * 60) as f64) as i64;
        let at = start_of(day).checked_add(SignedDuration::from_secs(second));
        at.unwrap_or_else(|_| end_of(day))
    }
}
