//! How complete the reports are and whether they came in time: each report against its terms, and their sums. The same
//! numbers wherever they appear, since all of them come from here.

use jiff::{Timestamp, civil::Date};

use crate::{
    Decimal,
    calendar::{Calendar, Timeliness, beijing, nth_working_day},
    entry::{Entry, Kind},
    indicator::items,
    period::Period,
    report::Content,
};

/// A submitted version and what became of it; withdrawn ones are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// When it was returned or accepted.
    pub decided_at: Option<Timestamp>,
    /// True where it was returned.
    pub returned: bool,
}

/// A report as it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// Its versions, the first first.
    pub rounds: Vec<Round>,
    /// The entries of its last version, by kind.
    pub kinds: Kinds,
    /// How often CNIPA opened it for correction.
    pub corrections: u32,
}

/// How many entries there are of each kind; the four are never merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Values; zero is a value.
    pub value: u32,
    /// Not applicable, no cases included.
    pub not_applicable: u32,
    /// Not yet available.
    pub not_yet_available: u32,
    /// Missing.
    pub missing: u32,
}

impl Kinds {
    /// The entries of a version.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let mut kinds = Kinds::default();
        for d in items(content.period) {
            let kind = content.entries.get(&d.code).map_or(Kind::Missing, Entry::kind);
            match kind {
                Kind::Value => kinds.value += 1,
                Kind::NotApplicable => kinds.not_applicable += 1,
                Kind::NotYetAvailable => kinds.not_yet_available += 1,
                Kind::Missing => kinds.missing += 1,
            }
        }
        kinds
    }

    fn add(&mut self, other: Kinds) {
        self.value += other.value;
        self.not_applicable += other.not_applicable;
        self.not_yet_available += other.not_yet_available;
        self.missing += other.missing;
    }
}

/// A term in working days: what it began with, its last day, and when it was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// When it began.
    pub from: Timestamp,
    /// The last day in time.
    pub by: Date,
    /// When it was met; none while it runs.
    pub met_at: Option<Timestamp>,
}

impl Term {
    fn new(from: Timestamp, working_days: u32, met_at: Option<Timestamp>) -> Self {
        let by = nth_working_day(beijing(from).date(), working_days);
        Term { from, by, met_at }
    }

    /// Calendar days after the last day in time, met or not; 0 in time.
    #[must_use]
    pub fn days_over(&self, now: Timestamp) -> i64 {
        let day = beijing(self.met_at.unwrap_or(now)).date();
        i64::from((day - self.by).get_days()).max(0)
    }
}

/// One report against its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// The first complete submission against the due or extended time.
    pub timeliness: Timeliness,
    /// When it first came.
    pub first_submitted_at: Option<Timestamp>,
    /// The city's own term for each return.
    pub returns: Vec<Term>,
    /// CNIPA's own term for each version.
    pub reviews: Vec<Term>,
    /// Entries by kind: of what is in; all missing of what is overdue; none of what need not be in.
    pub kinds: Kinds,
    /// How often CNIPA opened it for correction.
    pub corrections: u32,
}

impl Assessed {
    /// As [`Timeliness::is_expected`].
    #[must_use]
    pub const fn is_expected(&self) -> bool {
        self.timeliness.is_expected()
    }
}

/// A report as known at an instant: what came later does not count.
#[must_use]
pub fn assess(filing: &Filing, calendar: &Calendar, now: Timestamp) -> Assessed {
    let rounds: Vec<_> = filing.rounds.iter().filter(|r| r.submitted_at <= now).collect();
    let decided = |r: &Round| r.decided_at.filter(|at| *at <= now);
    let first = rounds.first().map(|r| r.submitted_at);
    let timeliness = calendar.timeliness(&filing.city, filing.period, first, now);
    let returns = rounds.iter().enumerate().filter(|(_, r)| r.returned);
    let returns = returns.filter_map(|(i, r)| {
        let back = rounds.get(i + 1).map(|next| next.submitted_at);
        Some(Term::new(decided(r)?, calendar.terms.returned, back))
    });
    let reviews = rounds
        .iter()
        .map(|r| Term::new(r.submitted_at, calendar.terms.review, decided(r)));
    let kinds = match timeliness {
        Timeliness::OnTime { .. } | Timeliness::Late { .. } => filing.kinds,
        Timeliness::Overdue { .. } => Kinds {
            missing: u32::try_from(items(filing.period).len()).unwrap_or(u32::MAX),
            ..Kinds::default()
        },
        Timeliness::NotOpen | Timeliness::Open { .. } | Timeliness::Exempt => Kinds::default(),
    };
    Assessed {
        city: filing.city.clone(),
        period: filing.period,
        timeliness,
        first_submitted_at: first,
        returns: returns.collect(),
        reviews: reviews.collect(),
        kinds,
        corrections: filing.corrections,
    }
}

/// Sums over reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports that should be in or are: the next four together.
    pub expected: u32,
    /// In by the due time.
    pub on_time: u32,
    /// In by an extended time only.
    pub extended: u32,
    /// In, after its time.
    pub late: u32,
    /// Not in, and its time is over.
    pub overdue: u32,
    /// Calendar days by which those late or overdue are over.
    pub days_over: i64,
    /// Not in, and its time is not over; not expected yet.
    pub open: u32,
    /// Exempt: not expected.
    pub exempt: u32,
    /// Returns, and how many of them came back after their own term or are over it.
    pub returns: u32,
    /// … of them over their term.
    pub returns_over: u32,
    /// Versions that CNIPA had to decide on.
    pub reviews: u32,
    /// … of them over CNIPA's own term.
    pub reviews_over: u32,
    /// How often CNIPA opened a report for correction.
    pub corrections: u32,
    /// Entries by kind.
    pub kinds: Kinds,
}

impl Tally {
    /// How many are in.
    #[must_use]
    pub const fn is_in(&self) -> u32 {
        self.on_time + self.extended + self.late
    }

    /// The share that is in of what is expected, in per cent; none where nothing is.
    #[must_use]
    pub fn complete(&self) -> Option<Decimal> {
        percent(self.is_in(), self.expected)
    }

    /// The share that came by the due time, in per cent, of what is expected without an extension used: that is apart.
    #[must_use]
    pub fn punctual(&self) -> Option<Decimal> {
        percent(self.on_time, self.expected - self.extended)
    }
}

fn percent(part: u32, whole: u32) -> Option<Decimal> {
    Decimal::from(part)
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(whole))
}

/// The sums of these reports as known at an instant.
#[must_use]
pub fn tally<'a>(reports: impl IntoIterator<Item = &'a Assessed>, now: Timestamp) -> Tally {
    let mut sum = Tally::default();
    for report in reports {
        match report.timeliness {
            Timeliness::OnTime { extended: false } => sum.on_time += 1,
            Timeliness::OnTime { extended: true } => sum.extended += 1,
            Timeliness::Late { days } => {
                sum.late += 1;
                sum.days_over += days;
            }
            Timeliness::Overdue { days } => {
                sum.overdue += 1;
                sum.days_over += days;
            }
            Timeliness::Open { .. } => sum.open += 1,
            Timeliness::Exempt => sum.exempt += 1,
            Timeliness::NotOpen => {}
        }
        sum.expected += u32::from(report.is_expected());
        let over = |terms: &[Term]| terms.iter().filter(|term| term.days_over(now) > 0).count();
        let counted = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        sum.returns += counted(report.returns.len());
        sum.returns_over += counted(over(&report.returns));
        sum.reviews += counted(report.reviews.len());
        sum.reviews_over += counted(over(&report.reviews));
        sum.corrections += report.corrections;
        sum.kinds.add(report.kinds);
    }
    sum
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, civil::date};

    use super::*;
    use crate::calendar::{Pilot, Rule, Terms, start_of};

    fn noon(month: i8, day: i8) -> Timestamp {
        start_of(date(2026, month, day)) + SignedDuration::from_hours(12)
    }

    fn calendar() -> Calendar {
        let pilot = Pilot {
            first: date(2025, 10, 1),
            last: date(2026, 9, 30),
        };
        Calendar::new(pilot, Terms::default(), [])
    }

    /// April's report: due on 11 May 2026.
    fn april(city: &str, rounds: &[(Timestamp, Option<Timestamp>, bool)]) -> Filing {
        let round = |&(submitted_at, decided_at, returned): &_| Round {
            submitted_at,
            decided_at,
            returned,
        };
        Filing {
            city: city.into(),
            period: "2026-04".parse().unwrap(),
            rounds: rounds.iter().map(round).collect(),
            kinds: Kinds {
                value: 12,
                not_applicable: 1,
                not_yet_available: 1,
                missing: 0,
            },
            corrections: 0,
        }
    }

    #[test]
    fn the_first_submission_counts_and_a_return_has_a_term_of_its_own() {
        let now = noon(6, 30);
        // In time, returned on Wednesday the 13th: five working days are 14, 15, 18, 19, 20; back on the 22nd.
        let filing = april(
            "suzhou",
            &[
                (noon(5, 11), Some(noon(5, 13)), true),
                (noon(5, 22), Some(noon(6, 1)), false),
            ],
        );
        let assessed = assess(&filing, &calendar(), now);
        assert_eq!(
            assessed.timeliness,
            Timeliness::OnTime { extended: false },
            "what was sent again is counted apart"
        );
        assert_eq!(assessed.returns.len(), 1);
        assert_eq!(
            (assessed.returns[0].by, assessed.returns[0].days_over(now)),
            (date(2026, 5, 20), 2)
        );
        // CNIPA: of 11 May by the 18th; of Friday the 22nd by the 29th, decided on 1 June.
        let reviews: Vec<_> = assessed.reviews.iter().map(|r| (r.by, r.days_over(now))).collect();
        assert_eq!(reviews, [(date(2026, 5, 18), 0), (date(2026, 5, 29), 3)]);
    }

    #[test]
    fn what_came_later_is_not_known_yet() {
        let filing = april("suzhou", &[(noon(5, 13), Some(noon(5, 15)), false)]);
        let at = |now| assess(&filing, &calendar(), now);
        assert_eq!(at(noon(5, 12)).timeliness, Timeliness::Overdue { days: 1 });
        assert_eq!(
            at(noon(5, 12)).kinds.missing,
            14,
            "of an overdue report all are missing"
        );
        let known = at(noon(5, 14));
        assert_eq!(
            (known.timeliness, known.kinds.value),
            (Timeliness::Late { days: 2 }, 12)
        );
        assert_eq!(known.reviews[0].met_at, None);
    }

    #[test]
    fn extended_and_exempt_are_counted_apart() {
        let period: Period = "2026-04".parse().unwrap();
        let calendar = calendar()
            .with(Rule::Extended {
                city: "suzhou".into(),
                period,
                until: date(2026, 5, 20),
            })
            .with(Rule::Exempt {
                city: "kunming".into(),
                period,
            });
        let now = noon(5, 21);
        let filings = [
            april("beijing", &[(noon(5, 8), None, false)]),
            april("suzhou", &[(noon(5, 19), None, false)]),
            april("shanghai", &[(noon(5, 14), None, false)]),
            april("changsha", &[]),
            april("kunming", &[]),
        ];
        let assessed: Vec<_> = filings.iter().map(|f| assess(f, &calendar, now)).collect();
        let sum = tally(&assessed, now);
        assert_eq!(
            (
                sum.expected,
                sum.on_time,
                sum.extended,
                sum.late,
                sum.overdue,
                sum.exempt
            ),
            (4, 1, 1, 1, 1, 1)
        );
        assert_eq!(sum.days_over, 3 + 10);
        assert_eq!(sum.complete(), Some(Decimal::from(75)));
        assert_eq!(
            sum.punctual().map(|p| p.round_dp(1).to_string()),
            Some("33.3".to_owned()),
            "one of the three without an extension"
        );
        assert_eq!((sum.kinds.value, sum.kinds.missing), (36, 14));
        assert_eq!(
            (sum.reviews, sum.reviews_over),
            (3, 1),
            "Beijing's by the 14th, for the 9th was worked; Shanghai's by today"
        );
        assert_eq!(tally([], now).complete(), None, "nothing is no 0 %");
    }
}
