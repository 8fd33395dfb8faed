//! Over five hundred generated data sets: every number that page, chart file and CSV show is the domain's, computed here
//! from the entries themselves, and the sentence above a chart claims nothing that they do not show.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    check::figure,
    city::{City, cities},
    compare::{median, range},
    entry::{Amount, District, Entry},
    indicator::{Definition, Direction, Frequency, Way, indicators},
    number::{canonical, group, round},
};
use sqlx::{AnyConnection, Connection as _};
use tests::{Board, Dice, WORDS, Who, html::Page};

const ROUNDS: u64 = 16;
const MONTHS: [&str; 4] = ["2026-01", "2026-02", "2026-03", "2026-04"];
const QUARTERS: [&str; 2] = ["2025-Q4", "2026-Q1"];

/// A count up to `n`, with as many decimals as the indicator may have.
fn number(dice: &mut Dice, n: u64, decimals: u32) -> Decimal {
    let scale = 10_u64.pow(decimals);
    Decimal::from_i128_with_scale(i128::from(dice.below(n * scale + 1)), decimals).normalize()
}

/// What the entries of a data set are like.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Any,
    Equal,
    Missing,
    One,
    Zero,
    Billions,
    Mixed,
    Close,
}

const KINDS: [Kind; 8] = [
    Kind::Any,
    Kind::Equal,
    Kind::Missing,
    Kind::One,
    Kind::Zero,
    Kind::Billions,
    Kind::Mixed,
    Kind::Close,
];

fn entry(d: &Definition, kind: Kind, city: &City, dice: &mut Dice) -> Entry {
    let none = match kind {
        Kind::Missing => true,
        Kind::One => city.order != 4,
        Kind::Any => dice.below(9) == 0,
        _ => false,
    };
    if none {
        return Entry::Missing;
    }
    if matches!(kind, Kind::Mixed) {
        match dice.below(4) {
            0 => {
                return Entry::NotApplicable {
                    reason: "none here".into(),
                    no_cases: dice.below(2) == 0,
                };
            }
            1 => {
                return Entry::NotYetAvailable {
                    reason: "being counted".into(),
                    expected_on: "2026-08-15".parse().unwrap(),
                };
            }
            2 => return Entry::Missing,
            _ => {}
        }
    }
    let (top, low) = match kind {
        Kind::Equal => (0, 7),
        Kind::Zero => (0, 0),
        Kind::Billions => (9_000_000_000, 1_000_000_000),
        Kind::Close => (1, 50),
        _ => (90, 0),
    };
    let mut about =
        |decimals| number(dice, top.max(1), decimals) * Decimal::from(u8::from(top > 0)) + Decimal::from(low);
    let amount = match d.way {
        Way::Ratio => Amount::Quotient {
            numerator: about(0).min(Decimal::from(99_999_999_999_u64)),
            denominator: match kind {
                Kind::Billions => Decimal::from(10_000_000_000_u64),
                _ => Decimal::from(97),
            },
        },
        Way::Average => Amount::Quotient {
            numerator: about(0),
            denominator: Decimal::from(13),
        },
        Way::Value => Amount::Number(about(d.decimals.min(1))),
        Way::YesNo => Amount::YesNo(low > 0 || dice.below(2) == 0),
        Way::MeanN => Amount::Mean {
            mean: Decimal::from(dice.below(1001)) / Decimal::TEN,
            n: Decimal::from(40),
        },
        Way::DistrictGap => {
            let of = |numerator: u64| District {
                name: "A".into(),
                numerator: numerator.into(),
                denominator: Decimal::from(40),
            };
            Amount::Gap {
                high: of(20 + dice.below(21)),
                low: of(dice.below(20)),
                districts: Decimal::from(6),
            }
        }
    };
    Entry::Value {
        amount,
        explanation: String::new(),
    }
}

/// The entries of an indicator by period and city.
type Set = BTreeMap<(&'static str, &'static str), Entry>;

fn periods(d: &Definition) -> &'static [&'static str] {
    if d.frequency == Frequency::Monthly {
        &MONTHS
    } else {
        &QUARTERS
    }
}

fn generate(d: &Definition, kind: Kind, dice: &mut Dice) -> Set {
    let mut set = Set::new();
    for period in periods(d) {
        for city in cities() {
            let entry = entry(d, kind, city, dice);
            if entry != Entry::Missing {
                set.insert((period, city.slug.as_str()), entry);
            }
        }
    }
    set
}

/// Puts the sets in place of what was accepted before.
async fn accept(conn: &mut AnyConnection, sets: &[(&Definition, Set)]) {
    let mut tx = conn.begin().await.unwrap();
    sqlx::query("DELETE FROM facts").execute(&mut *tx).await.unwrap();
    for (d, set) in sets {
        for ((period, city), entry) in set {
            sqlx::query(
                "INSERT INTO facts (city, period, indicator, kind, no_cases, detail, definition, report_id, report_period, \
                 version, valid_from, accepted_at) VALUES ($1, $2, $3, $4, 0, $5, $6, 'r', $2, 1, 0, 5)",
            )
            .bind(*city)
            .bind(*period)
            .bind(&d.code)
            .bind(entry.kind().name())
            .bind(serde_json::to_string(entry).unwrap())
            .bind(i64::from(d.version))
            .execute(&mut *tx)
            .await
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// What the entry is to be shown as: its figure rounded, or the answer; none of what has neither.
fn shown(d: &Definition, entry: Option<&Entry>) -> Option<String> {
    match entry?.amount()? {
        Amount::YesNo(yes) => Some(if *yes { WORDS.yes() } else { WORDS.no() }.to_owned()),
        amount => Some(WORDS.number(figure(d, amount).unwrap(), d.decimals)),
    }
}

/// The numbers in a text, without their separators of thousands.
fn numbers(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let letters: Vec<char> = text.chars().collect();
    for (n, c) in letters.iter().enumerate() {
        let digit = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(char::is_ascii_digit);
        let inside = (digit(n.checked_sub(1)) && digit(Some(n + 1))).then_some(*c);
        match (c, inside) {
            (c, _) if c.is_ascii_digit() => all.last_mut().unwrap().push(*c),
            (_, Some('.')) => all.last_mut().unwrap().push('.'),
            (_, Some(',')) => {}
            _ => all.push(String::new()),
        }
    }
    all.retain(|t| !t.is_empty());
    all
}

/// The figures of a period that are compared, by city.
fn figures(d: &Definition, set: &Set, period: &str) -> Vec<(&'static City, Decimal)> {
    let of = |c: &'static City| {
        let amount = set
            .iter()
            .find(|((p, s), _)| *p == period && *s == c.slug)?
            .1
            .amount()?;
        Some((c, figure(d, amount)?))
    };
    cities().iter().filter_map(of).collect()
}

/// The numbers that a sentence on one period may hold.
fn known(d: &Definition, set: &Set, period: &str) -> BTreeSet<String> {
    let figures: Vec<_> = figures(d, set, period).into_iter().map(|(_, f)| f).collect();
    let mut known: Vec<Decimal> = (0..=9).map(Decimal::from).collect();
    known.extend(figures.iter().map(|f| round(*f, d.decimals)));
    known.extend(median(&figures).map(|m| round(m, d.decimals)));
    known.extend(
        range(&figures)
            .into_iter()
            .flat_map(|(a, b)| [a, b])
            .map(|v| round(v, d.decimals)),
    );
    known.push(d.smallest_difference);
    known
        .iter()
        .flat_map(|v| [canonical(v.normalize()), WORDS.number(*v, d.decimals).replace(',', "")])
        .map(|t| t.trim_start_matches(['-', '−']).to_owned())
        .collect()
}

fn csv_rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        heads
            .iter()
            .map(str::to_owned)
            .zip(r.iter().map(str::to_owned))
            .collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

/// The CSV of all periods: each city's kind and figure, and the median.
fn check_csv(what: &str, d: &Definition, set: &Set, csv: &str) {
    for row in csv_rows(csv) {
        let (city, period) = (row["city"].as_str(), row["period"].as_str());
        let entry = set
            .iter()
            .find(|((p, c), _)| *p == period && *c == city)
            .map(|(_, e)| e);
        assert_eq!(
            row["kind"],
            entry.map_or("missing", |e| e.kind().name()),
            "{what} {city} {period}"
        );
        let value = match entry.and_then(Entry::amount) {
            Some(Amount::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            Some(amount) => canonical(round(figure(d, amount).unwrap(), d.decimals)),
            None => String::new(),
        };
        assert_eq!(row["value"], value, "{what} {city} {period}");
        let all: Vec<_> = figures(d, set, period).into_iter().map(|(_, f)| f).collect();
        let told = median(&all).filter(|_| all.len() > 1);
        let told = told.map_or_else(String::new, |m| canonical(round(m, d.decimals)));
        assert_eq!(row["nine_city_median"], told, "{what} {period}");
    }
}

/// The table of the chosen period: each city's row starts with what its entry is shown as.
fn check_table(what: &str, d: &Definition, set: &Set, period: &str, page: &Page) {
    let rows: Vec<_> = page.elements().filter(|e| e.attribute("data-kind").is_some()).collect();
    assert_eq!(rows.len(), 9, "{what}");
    for (row, city) in rows.iter().zip(cities()) {
        let entry = set
            .iter()
            .find(|((p, c), _)| *p == period && *c == city.slug)
            .map(|(_, e)| e);
        let kind = entry.map_or("missing", |e| e.kind().name());
        assert_eq!(row.attribute("data-kind"), Some(kind), "{what} {}", city.slug);
        let cell = row.within().find(|e| e.name() == "td").unwrap().text();
        match shown(d, entry) {
            Some(text) => assert!(cell.trim().starts_with(&text), "{what} {}: {text} in {cell}", city.slug),
            None => assert!(numbers(&cell).is_empty(), "{what} {}: {cell}", city.slug),
        }
    }
}

/// The picture of the chosen period: what it says of each city is its figure, and it has as many dots as figures.
fn check_picture(what: &str, d: &Definition, set: &Set, period: &str, svg: &str) {
    if d.way == Way::YesNo {
        return;
    }
    for (city, figure) in figures(d, set, period) {
        let (name, text) = (city.short(domain::lang::Lang::En), WORDS.number(figure, d.decimals));
        // A place may stand before the name.
        let mut titles = svg
            .split("<title>")
            .filter_map(|t| t.split("</title>").next()?.split_once(": "));
        let said = titles.find(|(head, _)| head.ends_with(name)).map(|(_, said)| said);
        let said = said.unwrap_or_else(|| panic!("{what}: no dot of {name}"));
        assert_eq!(
            numbers(said).first().map(String::as_str),
            numbers(&text).first().map(String::as_str),
            "{what}: {said}"
        );
        assert!(svg.contains(&format!(">{text}")), "{what}: the label {text} of {name}");
    }
    let dots = svg.matches("<circle class=\"dot").count();
    assert_eq!(dots, figures(d, set, period).len(), "{what}: dots");
}

/// The sentence of the chosen period: its numbers are known ones, and who leads or comes last does.
fn check_sentence(what: &str, d: &Definition, set: &Set, period: &str, take: &str) {
    if d.way == Way::YesNo {
        let answers = set
            .iter()
            .filter(|((p, _), _)| *p == period)
            .filter_map(|(_, e)| e.amount());
        let (yes, no): (Vec<_>, Vec<_>) = answers.partition(|a| matches!(a, Amount::YesNo(true)));
        let of = yes.len() + no.len();
        let said = if of == 0 {
            WORDS.f_none().to_owned()
        } else {
            WORDS.f_yes_count(yes.len(), of)
        };
        assert!(take.starts_with(&said), "{what}: “{take}” and not “{said}”");
        return;
    }
    let figures = figures(d, set, period);
    let known = known(d, set, period);
    for number in numbers(&take.replace(WORDS.unit_name(&d.unit), "")) {
        assert!(known.contains(&number), "{what}: {number} of “{take}” in {known:?}");
    }
    let higher = d.direction != Some(Direction::Lower);
    let best = |a: Decimal, b: Decimal| if higher { a.max(b) } else { a.min(b) };
    let worst = |a: Decimal, b: Decimal| if higher { a.min(b) } else { a.max(b) };
    let of = |name: &str| {
        figures
            .iter()
            .find(|(c, _)| c.short(domain::lang::Lang::En) == name)
            .map(|(_, f)| *f)
    };
    let edge = |pick: &dyn Fn(Decimal, Decimal) -> Decimal| figures.iter().map(|(_, f)| *f).reduce(pick);
    if let Some((name, _)) = take.split_once(" leads with ") {
        assert_eq!(of(name), edge(&best), "{what}: {take}");
        let others = figures.iter().filter(|(_, f)| Some(*f) == edge(&best)).count();
        assert_eq!(others, 1, "{what}: {take}");
    }
    if let Some(rest) = take.split_once("; ").map(|(_, rest)| rest)
        && let Some((name, _)) = rest.split_once(" comes last with ")
    {
        assert_eq!(of(name), edge(&worst), "{what}: {take}");
    }
    if d.per_million {
        assert!(
            !take.contains(" leads ") && !take.contains(" last "),
            "{what}: counts are not ranked: {take}"
        );
    }
    let missing = match cities().len() - figures.len() {
        0 => None,
        1 => Some("One city is without a value.".to_owned()),
        n => Some(format!("{n} cities are without a value.")),
    };
    let told = take.strip_suffix(" without a value.").is_some();
    if told || take.contains(" leads with ") {
        let said = missing.as_ref().is_some_and(|said| take.ends_with(said));
        assert_eq!(said, missing.is_some(), "{what}: {missing:?} in {take}");
    }
    if figures.is_empty() {
        assert_eq!(take, WORDS.f_none(), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_shown_is_the_domains_and_no_sentence_claims_more() {
    let board = Board::sqlite().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(&board.url).await.unwrap();
    sqlx::query(
        "INSERT INTO reports (id, city, period, state, revision, versions, created_at) \
         VALUES ('r', 'x', 'y', 'accepted', 1, 1, 1)",
    )
    .execute(&mut conn)
    .await
    .unwrap();
    let (mut dice, mut sets) = (Dice::of(20_261_123), 0);
    for round in 0..ROUNDS {
        let generated: Vec<_> = indicators()
            .enumerate()
            .map(|(n, d)| {
                let kind = KINDS[(n + usize::try_from(round).unwrap()) % KINDS.len()];
                (d, kind, generate(d, kind, &mut dice))
            })
            .collect();
        let all: Vec<_> = generated.iter().map(|(d, _, set)| (*d, set.clone())).collect();
        accept(&mut conn, &all).await;
        for (d, kind, set) in &generated {
            let period = periods(d).last().unwrap();
            let what = format!("round {round}, {} {kind:?}", d.code);
            let query = format!("indicator={}&period={period}&lang=en", d.code);
            let csv = reviewer
                .get(&format!("/exports/comparison.csv?{query}&chart=trend"))
                .await;
            check_csv(&what, d, set, &csv.expect(200).body);
            let svg = reviewer
                .get(&format!("/charts/ranked-dots.svg?{query}"))
                .await
                .expect(200)
                .body;
            check_picture(&what, d, set, period, &svg);
            let page = reviewer
                .get(&format!("/indicators/{}?period={period}&lang=en", d.code))
                .await;
            let page = page.expect(200).page();
            check_table(&what, d, set, period, &page);
            let figure = page.find("class", "chart chart--ranked-dots");
            // A yes or no has one strip for both.
            let figure = figure.or_else(|| page.find("class", "chart chart--trend")).unwrap();
            let mut inside = figure.within();
            let take = inside
                .find(|e| e.attribute("class") == Some("chart__take"))
                .unwrap()
                .text();
            check_sentence(&what, d, set, period, take.trim());
            sets += 1;
        }
    }
    assert!(sets >= 512, "{sets}");
    assert_eq!(
        group(Decimal::from(1234)),
        "1,234",
        "numbers are read as they are written"
    );
}
