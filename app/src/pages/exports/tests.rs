use domain::entry::District;
use storage::facts::Status;

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn observation(indicator: &str, entry: Entry) -> Observation {
    Observation {
        city: "suzhou".into(),
        period: "2026-06".parse().unwrap(),
        indicator: indicator.into(),
        status: Status::Accepted,
        entry,
        definition: 1,
        version: 2,
        corrected: false,
        note: None,
        accepted_at: Some("2026-07-08T02:32:00Z".parse().unwrap()),
    }
}

fn value(amount: Amount) -> Entry {
    Entry::Value {
        amount,
        explanation: "=cmd()".into(),
    }
}

/// The lines after the header.
fn lines(all: &[Observation]) -> Vec<String> {
    observations_csv(all)
        .unwrap()
        .lines()
        .skip(1)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_header_is_exact_and_marked_for_spreadsheets() {
    assert_eq!(
        observations_csv(&[]).unwrap(),
        "\u{feff}city,period,indicator,status,kind,numerator,denominator,value,n,unit,definition,version,accepted_at\n"
    );
}

#[test]
fn each_way_of_entry_keeps_what_was_typed() {
    let district = |name: &str, n: &str| District {
        name: name.into(),
        numerator: d(n),
        denominator: d("30"),
    };
    let all = [
        observation(
            "S1-02",
            value(Amount::Quotient {
                numerator: d("2"),
                denominator: d("3"),
            }),
        ),
        observation(
            "N2-03",
            value(Amount::Quotient {
                numerator: d("12.50"),
                denominator: d("2"),
            }),
        ),
        observation("F4-04", value(Amount::Number(d("1100.50")))),
        observation("S1-01", value(Amount::YesNo(false))),
        observation(
            "F2-02",
            value(Amount::Mean {
                mean: d("91.20"),
                n: d("400"),
            }),
        ),
        observation(
            "N4-01",
            value(Amount::Gap {
                high: district("=HYPERLINK()", "29"),
                low: district("@x", "10"),
                districts: d("9"),
            }),
        ),
    ];
    assert_eq!(
        lines(&all),
        [
            "suzhou,2026-06,S1-02,accepted,value,2,3,66.67,,%,1,2,2026-07-08T10:32:00+08:00",
            "suzhou,2026-06,N2-03,accepted,value,12.50,2,6.3,,工作日,1,2,2026-07-08T10:32:00+08:00",
            "suzhou,2026-06,F4-04,accepted,value,,,1100.50,,万元,1,2,2026-07-08T10:32:00+08:00",
            "suzhou,2026-06,S1-01,accepted,value,,,no,,是/否,1,2,2026-07-08T10:32:00+08:00",
            "suzhou,2026-06,F2-02,accepted,value,,,91.20,400,分,1,2,2026-07-08T10:32:00+08:00",
            "suzhou,2026-06,N4-01,accepted,value,,,63.33,9,百分点,1,2,2026-07-08T10:32:00+08:00",
        ]
    );
}

#[test]
fn the_four_kinds_stay_apart() {
    let reason = || "=1+1".to_owned();
    let mut submitted = observation("F3-01", value(Amount::Number(d("0"))));
    (submitted.status, submitted.accepted_at, submitted.version) = (Status::Submitted, None, 0);
    let all = [
        submitted,
        observation(
            "F3-01",
            Entry::NotApplicable {
                reason: reason(),
                no_cases: false,
            },
        ),
        observation(
            "N1-01",
            Entry::NotApplicable {
                reason: reason(),
                no_cases: true,
            },
        ),
        observation(
            "F3-01",
            Entry::NotYetAvailable {
                reason: reason(),
                expected_on: "2026-08-15".parse().unwrap(),
            },
        ),
        observation("F3-01", Entry::Missing),
    ];
    let rows: Vec<_> = lines(&all)
        .into_iter()
        .map(|l| l.split(',').skip(3).take(6).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(
        rows,
        [
            "submitted,value,,,0,",
            "accepted,not_applicable,,,,",
            "accepted,not_applicable,,0,,",
            "accepted,not_yet_available,,,,",
            "accepted,missing,,,,",
        ]
    );
    assert!(
        lines(&all)[0].ends_with(",次,1,,"),
        "what the reader may not know stays empty"
    );
}

#[test]
fn no_cell_is_a_formula() {
    for (cell, safe) in [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("\tx", "'\tx"),
        ("-12.50", "-12.50"),
        ("suzhou", "suzhou"),
    ] {
        assert_eq!(harmless(cell.to_owned()), safe);
    }
}
