//! Who does what when: every report's way from its first field to acceptance, in the order of time, since the audit
//! and "as of" go by it.

use domain::{
    calendar::{Terms, deadlines, end_of, is_working_day, nth_working_day, start_of},
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
    /// The reviewer proposes a chart note.
    Note,
    /// The reviewer publishes it.
    Publish,
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
    /// The administrator extends the report until the end of a day.
    Extend(Date),
    /// The administrator exempts the city from the report.
    Exempt,
    /// The city asks to correct an item.
    AskCorrection,
    /// The reviewer opens it.
    GrantCorrection,
    /// The reviewer does not.
    DeclineCorrection,
    /// The city types the right figure.
    Correct,
    /// The reviewer reminds the city, which promises a day: for the first time, or again.
    Chase(Date, bool),
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
        all.extend(
            closed
                .iter()
                .flat_map(|period| corrected(city, *period, &closed, terms)),
        );
    }
    let before_today = days_before(today, 2);
    all.extend(waiting(&all, &closed, before_today));
    all.extend(under_way(&all, &closed, today));
    all.extend(chased(&closed, today, terms));
    all.extend(open.flat_map(|period| extended(period, before_today, terms)));
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
        "changchun" if closed.get(1) == Some(&period) => return exempt(city, period),
        // Late, but for its extension.
        "kunming" if closed.get(6) == Some(&period) => -2,
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
    if early < 0 && slug == "kunming" {
        add(
            hour.morning(nth_working_day(period.last_day(), n - 1), "extend"),
            Step::Extend(day(1)),
        );
    }
    add(hour.afternoon(day(-1), "save"), Step::Save(fill));
    add(hour.morning(day(0), "sign"), Step::SignOff);
    add(hour.afternoon(day(0), "submit"), Step::Submit);
    add(hour.morning(day(1), "take"), Step::Take);
    if slug == "suzhou" && period.is_quarter() {
        add(hour.afternoon(day(1), "advise"), Step::Advise);
    }
    if asked {
        add(hour.afternoon(day(1), "ask"), Step::Ask);
        add(hour.within(day(1), "note", 17 * 60 + 5, 20), Step::Note);
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
    if asked {
        add(hour.morning(day(4), "publish"), Step::Publish);
    }
    all
}

/// A city that need not send a report: it is told on the second working day.
fn exempt(city: &'static City, period: Period) -> Vec<Event> {
    let hour = Hours {
        city: &city.slug,
        period,
    };
    let at = hour.morning(nth_working_day(period.last_day(), 2), "exempt");
    let step = Step::Exempt;
    vec![Event { at, city, period, step }]
}

/// The way of a correction after acceptance: Suzhou's of the fifth report is granted and accepted, Guangzhou's of the
/// fourth declined.
fn corrected(city: &'static City, period: Period, closed: &[Period], terms: &Terms) -> Vec<Event> {
    let granted = match city.slug.as_str() {
        "suzhou" if closed.get(4) == Some(&period) => true,
        "guangzhou" if closed.get(3) == Some(&period) => false,
        _ => return Vec::new(),
    };
    let due = deadlines(period, terms).due_on;
    let hour = Hours {
        city: &city.slug,
        period,
    };
    let day = |n| nth_working_day(due, n);
    let mut all = vec![(hour.morning(day(10), "ask correction"), Step::AskCorrection)];
    if granted {
        all.extend([
            (hour.afternoon(day(12), "grant correction"), Step::GrantCorrection),
            (hour.morning(day(13), "correct"), Step::Correct),
            (hour.afternoon(day(13), "sign correction"), Step::SignOff),
            (hour.morning(day(14), "submit correction"), Step::Submit),
            (hour.afternoon(day(14), "take correction"), Step::Take),
            (hour.afternoon(day(16), "accept correction"), Step::Accept),
        ]);
    } else {
        all.push((hour.afternoon(day(13), "decline correction"), Step::DeclineCorrection));
    }
    let event = |(at, step)| Event { at, city, period, step };
    all.into_iter().map(event).collect()
}

/// Hangzhou has lately asked to correct its last monthly report, if that was accepted before.
fn waiting(so_far: &[Event], closed: &[Period], day: Date) -> Option<Event> {
    let period = *closed.iter().rev().find(|p| !p.is_quarter())?;
    let accepted = so_far
        .iter()
        .find(|e| e.city.slug == "hangzhou" && e.period == period && e.step == Step::Accept)?;
    let hour = Hours {
        city: "hangzhou",
        period,
    };
    let at = hour.morning(day, "ask correction");
    (at > accepted.at).then_some(Event {
        at,
        step: Step::AskCorrection,
        ..*accepted
    })
}

/// Beijing corrects its last monthly report but one: it was opened lately and the right figure is typed, not handed in.
fn under_way(so_far: &[Event], closed: &[Period], today: Date) -> Vec<Event> {
    let period = closed.iter().rev().filter(|p| !p.is_quarter()).nth(1);
    let accepted = period.and_then(|period| {
        let of = |e: &&Event| e.city.slug == "beijing" && e.period == *period && e.step == Step::Accept;
        so_far.iter().find(of)
    });
    let Some(accepted) = accepted else {
        return Vec::new();
    };
    let hour = Hours {
        city: "beijing",
        period: accepted.period,
    };
    let steps = [
        (6, "ask correction", Step::AskCorrection),
        (4, "grant correction", Step::GrantCorrection),
        (2, "correct", Step::Correct),
    ];
    let all = steps.map(|(days, name, step)| Event {
        at: hour.morning(days_before(today, days), name),
        step,
        ..*accepted
    });
    if all[0].at > accepted.at {
        all.to_vec()
    } else {
        Vec::new()
    }
}

/// Kunming is reminded of its last monthly report, which it never sent.
fn chased(closed: &[Period], today: Date, terms: &Terms) -> Vec<Event> {
    let city = cities().iter().find(|c| c.slug == "kunming");
    let (Some(city), Some(&period)) = (city, closed.iter().rev().find(|p| !p.is_quarter())) else {
        return Vec::new();
    };
    let hour = Hours {
        city: &city.slug,
        period,
    };
    let due = deadlines(period, terms).due_on;
    let event = |at, step| Event { at, city, period, step };
    let (first, last) = (nth_working_day(due, 2), days_before(today, 1));
    let mut all = vec![event(
        hour.afternoon(first, "chase"),
        Step::Chase(nth_working_day(due, 5), true),
    )];
    if last > nth_working_day(due, 5) {
        let promised = nth_working_day(today, 2);
        all.push(event(hour.morning(last, "chase again"), Step::Chase(promised, false)));
    }
    all
}

/// Kunming's open report is extended by five working days, once it has been open for two.
fn extended(period: Period, day: Date, terms: &Terms) -> Option<Event> {
    let city = cities().iter().find(|c| c.slug == "kunming")?;
    let until = nth_working_day(deadlines(period, terms).due_on, 5);
    let hour = Hours {
        city: &city.slug,
        period,
    };
    (day > period.last_day()).then(|| Event {
        at: hour.afternoon(day, "extend"),
        city,
        period,
        step: Step::Extend(until),
    })
}

/// The working day that lies so many before a day.
fn days_before(today: Date, n: u32) -> Date {
    let mut day = today;
    let mut left = n;
    while left > 0 {
        let Ok(before) = day.yesterday() else { return day };
        day = before;
        left -= u32::from(is_working_day(day));
    }
    day
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
