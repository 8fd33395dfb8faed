//! Searches all that a client may fetch for the figures of cities that are not its own.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    check::figure,
    city::cities,
    entry::Amount,
    indicator::{Definition, items},
    number,
    period::Period,
};
use tests::{Figures, MONTH};

fn period() -> Period {
    MONTH.parse().unwrap()
}

/// What gives each city's entries away, by code: texts as pages and files write them.
pub struct Marks {
    /// Counts as typed, with and without separators: nobody but the city and CNIPA ever reads those.
    pub counts: BTreeMap<String, Vec<[String; 2]>>,
    /// Figures as shown; none where it is the median or an end of the range, which all may read.
    figures: BTreeMap<String, Vec<Option<String>>>,
}

pub fn marks() -> Marks {
    let (mut counts, mut figures) = (BTreeMap::new(), BTreeMap::new());
    for d in items(period()) {
        let amounts: Vec<Amount> = (0..9).map(|n| amount(d, n)).collect();
        let all: Vec<_> = amounts.iter().filter_map(|a| figure(d, a)).collect();
        let known: BTreeSet<_> = {
            let (least, most) = domain::compare::range(&all).unwrap();
            BTreeSet::from([least, most, domain::compare::median(&all).unwrap()])
        };
        let shown = all
            .iter()
            .map(|f| (!known.contains(f)).then(|| number::show(*f, d.decimals)));
        figures.insert(d.code.clone(), shown.collect());
        let typed = amounts.iter().map(|a| match a {
            Amount::Quotient { numerator, .. } => [number::canonical(*numerator), number::group(*numerator)],
            Amount::Number(n) if known.contains(n) => [String::new(), String::new()],
            Amount::Number(n) => [number::canonical(*n), number::group(*n)],
            _ => [String::new(), String::new()],
        });
        let long = |pair: [String; 2]| {
            if pair[0].len() > 5 {
                pair
            } else {
                [String::new(), String::new()]
            }
        };
        counts.insert(d.code.clone(), typed.map(long).collect());
    }
    Marks { counts, figures }
}

fn amount(d: &Definition, n: usize) -> Amount {
    let form = Figures::of(MONTH, n).form();
    let check = domain::check::check_report(
        period(),
        &form.entries,
        &form.sections,
        &BTreeMap::new(),
        jiff::civil::date(2026, 5, 8),
    );
    check.items[&d.code].entry.amount().unwrap().clone()
}

/// Every address that a client is led to from these, pages and files.
pub async fn everything(client: &mut tests::Client, from: &[String]) -> BTreeMap<String, String> {
    let mut bodies = BTreeMap::new();
    let mut left = from.to_vec();
    while let Some(address) = left.pop() {
        if bodies.contains_key(&address) {
            continue;
        }
        let answer = client.get(&address).await;
        if answer.header("content-type").starts_with("text/html") {
            for e in answer.page().elements() {
                let link = e.attribute("href").or_else(|| e.attribute("src")).unwrap_or_default();
                let file = link.starts_with("/charts/") || link.starts_with("/exports/");
                let page = ["/indicators", "/reports", "/compare", "/cities"]
                    .iter()
                    .any(|start| link.starts_with(start));
                // A PNG is the SVG beside it.
                let file = file && !link.contains(".png");
                if file || (page && bodies.len() < 80) {
                    left.push(link.split('#').next().unwrap_or_default().to_owned());
                }
            }
        }
        let text = match answer.header("content-type").ends_with("spreadsheetml.sheet") {
            true => cells(&answer.bytes),
            false => answer.body,
        };
        bodies.insert(address, format!("{}\n{text}", answer.status));
    }
    bodies
}

/// All that stands in a workbook.
fn cells(bytes: &[u8]) -> String {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheets = calamine::Reader::worksheets(&mut book);
    let rows = sheets.iter().flat_map(|(_, range)| range.rows());
    let text = rows.flatten().map(|cell| cell.to_string().replace('<', " "));
    text.collect::<Vec<_>>().join("\n")
}

pub fn starts() -> Vec<String> {
    let mut all = vec![
        "/".to_owned(),
        "/indicators".into(),
        "/reports".into(),
        "/exports/observations.csv".into(),
        format!("/charts/heat-map.svg?period={MONTH}"),
    ];
    all.extend(cities().iter().map(|c| format!("/cities/{}", c.slug)));
    for code in items(period()).iter().map(|d| &d.code) {
        for lang in ["en", "zh-CN"] {
            all.push(format!("/indicators/{code}?period={MONTH}&lang={lang}"));
        }
        all.push(format!("/exports/observations.csv?period={MONTH}&indicator={code}"));
        all.push(format!(
            "/exports/observations.csv?period={MONTH}&indicator={code}&city=suzhou"
        ));
        all.push(format!(
            "/exports/observations.csv?period={MONTH}&indicator={code}&include=submitted"
        ));
        all.push(format!(
            "/indicators/{code}?period={MONTH}&include=submitted&as_of=2026-05-08"
        ));
        all.push(format!("/charts/ranked-dots.svg?indicator={code}&period={MONTH}"));
        all.push(format!("/charts/trend.svg?indicator={code}&period={MONTH}"));
        all.push(format!("/charts/small-multiples.svg?indicator={code}&period={MONTH}"));
        for mode in ["absolute", "per_million"] {
            all.push(format!(
                "/compare?indicator={code}&period={MONTH}&mode={mode}&include=submitted"
            ));
            all.push(format!(
                "/exports/comparison.csv?indicator={code}&period={MONTH}&mode={mode}&chart=trend"
            ));
        }
    }
    all.extend(["/reports/suzhou/2026-04", "/reports/suzhou/2026-04/versions/1"].map(str::to_owned));
    all
}

/// Text that people read, without addresses and drawing coordinates; of a CSV all.
fn readable(body: &str) -> String {
    if !body.contains('<') {
        return body.to_owned();
    }
    let (_, source) = body.split_once('\n').unwrap();
    let page = tests::html::Page::read(source);
    let mut text = String::new();
    for e in page.elements() {
        for name in ["aria-label", "title", "alt", "content", "value", "data-value"] {
            text.push_str(e.attribute(name).unwrap_or_default());
            text.push('\n');
        }
    }
    for root in ["html", "svg"] {
        if let Some(root) = page.find_tag(root) {
            text.push_str(&root.text());
            return text;
        }
    }
    text
}

/// Where another city's figure stands in what Kunming may fetch.
pub fn leaks(bodies: &BTreeMap<String, String>, but: usize) -> Vec<String> {
    let marks = marks();
    let mut found = Vec::new();
    let texts: BTreeMap<_, _> = bodies.iter().map(|(a, b)| (a, readable(b))).collect();
    for (code, cities) in &marks.counts {
        for (n, spellings) in cities.iter().enumerate().filter(|(n, _)| *n != but) {
            for mark in spellings.iter().filter(|m| !m.is_empty()) {
                let places = bodies.iter().filter(|(_, body)| body.contains(mark));
                found.extend(places.map(|(address, _)| format!("{address}: {mark}, {code} of city {n}")));
            }
        }
    }
    for (code, cities) in &marks.figures {
        for (n, mark) in cities.iter().enumerate().filter(|(n, _)| *n != but) {
            let Some(mark) = mark.as_ref().filter(|m| m.len() > 4) else {
                continue;
            };
            let places = texts.iter().filter(|(_, text)| text.contains(mark));
            found.extend(places.map(|(address, _)| format!("{address}: {mark}, the figure {code} of city {n}")));
        }
    }
    found
}
