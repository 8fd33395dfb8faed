//! Extensions, exemptions and due days set by CNIPA, against days counted by hand.

use jiff::{
    SignedDuration,
    civil::{Date, date},
};

use super::*;
use crate::fault::{Fault, Faults};

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    let pilot = Pilot {
        first: date(2025, 10, 1),
        last: date(2026, 9, 30),
    };
    Calendar::new(pilot, Terms::default(), [])
}

fn read(name: &str, fields: &[(&str, &'static str)]) -> Result<Rule, Faults> {
    let get = |name: &str| fields.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    Rule::read(name, &calendar(), date(2026, 5, 13), get)
}

fn extended(city: &str, period: &str, until: Date) -> Rule {
    Rule::Extended {
        city: city.into(),
        period: p(period),
        until,
    }
}

fn noon(day: Date) -> Timestamp {
    super::super::start_of(day) + SignedDuration::from_hours(12)
}

#[test]
fn a_form_is_read_or_each_wrong_field_is_told() {
    let april = [("city", "suzhou"), ("period", "2026-04"), ("until", "2026-05-15")];
    assert_eq!(
        read("extended", &april),
        Ok(extended("suzhou", "2026-04", date(2026, 5, 15)))
    );
    assert_eq!(
        read("extended", &[("city", "atlantis"), ("until", "Friday")]),
        Err(vec![
            ("city", Fault::Unknown),
            ("period", Fault::Missing),
            ("until", Fault::NotADate)
        ])
    );
    let until = |day| read("extended", &[("city", "suzhou"), ("period", "2026-04"), ("until", day)]);
    assert_eq!(
        until("2026-05-11"),
        Err(vec![("until", Fault::NotAfter(date(2026, 5, 11)))]),
        "that is the due day"
    );
    assert_eq!(
        until("2026-05-12"),
        Err(vec![("until", Fault::Before(date(2026, 5, 13)))]),
        "today is the 13th"
    );
    assert!(until("2026-05-13").is_ok(), "today is not over");
    assert_eq!(
        read("exempt", &[("city", "kunming"), ("period", "2026-03")]),
        Err(vec![("period", Fault::Unknown)]),
        "March has no report of its own"
    );
    assert_eq!(
        read("due_on", &[("period", "2026-04"), ("due_on", "2026-04-30")]),
        Err(vec![("due_on", Fault::NotAfter(date(2026, 4, 30)))])
    );
    assert_eq!(
        read("term", &[("period", "2026-Q2"), ("working_day", "61")]),
        Err(vec![("working_day", Fault::OutOfRange { least: 1, most: 60 })])
    );
    assert_eq!(
        read("year", &[("first", "2026-10-15")]),
        Ok(Rule::Year(Pilot {
            first: date(2026, 10, 1),
            last: date(2027, 9, 30)
        }))
    );
    assert_eq!(read("nothing", &[]), Err(vec![("action", Fault::Unknown)]));
}

#[test]
fn rules_come_back_from_the_database_as_they_were() {
    let all = [
        Rule::Year(calendar().pilot),
        Rule::Term {
            from: p("2026-Q2"),
            working_day: 12,
        },
        Rule::DueOn {
            period: p("2026-04"),
            day: date(2026, 5, 20),
        },
        extended("suzhou", "2026-04", date(2026, 5, 15)),
        Rule::Exempt {
            city: "kunming".into(),
            period: p("2026-01"),
        },
    ];
    for rule in all {
        let (name, city, period) = rule.key();
        assert_eq!(Rule::parse(name, &city, &period, &rule.value()), Some(rule));
    }
    assert_eq!(Rule::parse("later", "", "2026-04", ""), None);
}

/// The whole year by hand: monthly on the 6th working day from January on, quarterly on the 12th from 2026-Q1 on, April
/// on a day of its own.
#[test]
fn due_days_of_a_year_with_terms_changed_in_it() {
    let calendar = calendar()
        .with(Rule::Term {
            from: p("2026-01"),
            working_day: 6,
        })
        .with(Rule::Term {
            from: p("2026-Q1"),
            working_day: 12,
        })
        .with(Rule::DueOn {
            period: p("2026-04"),
            day: date(2026, 5, 20),
        });
    let table = [
        ("2025-10", date(2025, 11, 7)),  // as before: 3 to 7 Nov.
        ("2025-11", date(2025, 12, 5)),  // as before.
        ("2025-Q4", date(2026, 1, 15)),  // as before: a term for months does not move quarters.
        ("2026-01", date(2026, 2, 9)),   // 2 to 6 (5); Mon 9 (6).
        ("2026-02", date(2026, 3, 9)),   // 2 to 6 (5); Mon 9 (6).
        ("2026-Q1", date(2026, 4, 17)),  // 1 to 3 (3); Mon 6 rest; 7 to 10 (7); 13 to 17 (12).
        ("2026-04", date(2026, 5, 20)),  // its own day.
        ("2026-05", date(2026, 6, 8)),   // 1 to 5 (5); Mon 8 (6).
        ("2026-Q2", date(2026, 7, 16)),  // 1 to 3 (3); 6 to 10 (8); 13 to 16 (12).
        ("2026-07", date(2026, 8, 10)),  // 3 to 7 (5); Mon 10 (6).
        ("2026-08", date(2026, 9, 8)),   // 1 to 4 (4); Mon 7 (5), Tue 8 (6).
        ("2026-Q3", date(2026, 10, 22)), // 8, 9 (2); Sat 10 worked (3); 12 to 16 (8); 19 to 22 (12).
    ];
    for (report, day) in table {
        assert_eq!(calendar.deadlines(p(report)).due_on, day, "{report}");
    }
    assert_eq!(
        calendar.deadlines(p("2026-03")),
        calendar.deadlines(p("2026-Q1")),
        "a joined month is due with its quarter"
    );
    let moved: Vec<_> = super::tests::calendar()
        .moved(&calendar)
        .iter()
        .map(|m| m.period)
        .collect();
    assert_eq!(
        moved,
        table[3..].iter().map(|(report, _)| p(report)).collect::<Vec<_>>()
    );
    let april = ("due_on", String::new(), "2026-04".to_owned());
    assert_eq!(
        calendar.without(&april).deadlines(p("2026-04")).due_on,
        date(2026, 5, 12),
        "taken back, the term holds: 6 to 8 (3); Sat 9 worked (4); 11, 12 (6)"
    );
}

#[test]
fn an_extension_is_one_citys_and_ends_by_itself() {
    let calendar = calendar().with(extended("suzhou", "2026-04", date(2026, 7, 1)));
    let (own, other) = (("suzhou", p("2026-04")), ("kunming", p("2026-04")));
    let locked = |(city, period): (&str, Period), at| calendar.locked_since(city, period, at).is_some();
    // Due on 11 May; twenty working days later it locks: 12 to 15 (4), 18 to 22 (9), 25 to 29 (14), 1 to 5 Jun (19), 8.
    assert_eq!(calendar.deadlines(own.1).locks_on, date(2026, 6, 8));
    assert!(!locked(other, end_of(date(2026, 6, 8)) - SignedDuration::from_nanos(1)));
    assert!(locked(other, end_of(date(2026, 6, 8))));
    assert!(!locked(own, end_of(date(2026, 7, 1)) - SignedDuration::from_nanos(1)));
    assert!(locked(own, end_of(date(2026, 7, 1))), "24:00 of the day, by itself");
    assert!(
        locked(("suzhou", p("2026-02")), noon(date(2026, 6, 30))),
        "no other report of it"
    );
    let sent = Some(noon(date(2026, 7, 1)));
    let now = noon(date(2026, 7, 2));
    assert_eq!(
        calendar.timeliness(own.0, own.1, sent, now),
        Timeliness::OnTime { extended: true }
    );
    assert_eq!(
        calendar.timeliness(other.0, other.1, sent, now),
        Timeliness::Late { days: 51 }
    );
}

#[test]
fn who_is_exempt_is_neither_late_nor_locked() {
    let exempt = Rule::Exempt {
        city: "kunming".into(),
        period: p("2026-04"),
    };
    let calendar = calendar().with(exempt.clone());
    let now = noon(date(2026, 7, 2));
    assert_eq!(
        calendar.timeliness("kunming", p("2026-04"), None, now),
        Timeliness::Exempt
    );
    assert_eq!(calendar.locked_since("kunming", p("2026-04"), now), None);
    let back = calendar.without(&exempt.key());
    assert!(back.locked_since("kunming", p("2026-04"), now).is_some());
}

#[test]
fn a_change_tells_which_reports_it_makes_late_or_in_time() {
    let filed = |city: &str, day: Option<Date>| Filed {
        city: city.into(),
        period: p("2026-04"),
        first_submitted_at: day.map(noon),
    };
    let all = [
        filed("beijing", Some(date(2026, 5, 11))),
        filed("suzhou", Some(date(2026, 5, 13))),
        filed("kunming", None),
    ];
    let now = noon(date(2026, 5, 14));
    let on = |day| {
        calendar().with(Rule::DueOn {
            period: p("2026-04"),
            day,
        })
    };
    let told = |other: &Calendar| -> Vec<_> {
        let effects = calendar().effects(other, &all, now);
        effects
            .into_iter()
            .map(|e| (e.city, e.before.timeliness, e.after.timeliness))
            .collect()
    };
    assert_eq!(
        told(&on(date(2026, 5, 13))),
        [
            (
                "suzhou".to_owned(),
                Timeliness::Late { days: 2 },
                Timeliness::OnTime { extended: false }
            ),
            (
                "kunming".to_owned(),
                Timeliness::Overdue { days: 3 },
                Timeliness::Overdue { days: 1 }
            ),
        ]
    );
    assert_eq!(
        told(&on(date(2026, 5, 8)))[0].2,
        Timeliness::Late { days: 3 },
        "Beijing becomes late"
    );
    assert_eq!(told(&calendar()), []);
    assert_eq!(
        told(&calendar().with(extended("kunming", "2026-04", date(2026, 5, 20)))),
        [(
            "kunming".to_owned(),
            Timeliness::Overdue { days: 3 },
            Timeliness::Open {
                working_days_left: 4,
                extended: true
            }
        )]
    );
}
