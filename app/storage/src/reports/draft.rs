//! A report's draft as it is typed, what stood in the period before, and which items a return opens.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    check::{ReportCheck, check_report},
    entry::{Entry, Field, SECTIONS, Typed},
    indicator::{self, Definition},
    period::Period,
    report::Content,
    scheme::task_item,
    task::{self, Moment, Plan},
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::report::Report;
use crate::{Error, schemes, settings};

/// One field as it stands in the draft.
#[derive(Clone, Debug)]
pub(super) struct Stood {
    pub text: String,
    pub revision: i64,
    pub saved_at: i64,
    pub saved_by: String,
    pub by_name: String,
}

/// All fields of a draft, by item or section and field.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft(pub BTreeMap<(String, Field), Stood>);

impl Draft {
    /// The draft; of a report that was never typed into, what its tasks begin with.
    pub async fn load(conn: &mut AnyConnection, report: &Report) -> Result<Self, Error> {
        if !report.exists() {
            return begin(conn, report).await;
        }
        let rows: Vec<(String, String, String, i64, i64, String, String)> = sqlx::query_as(
            "SELECT d.item, d.field, d.text, d.revision, d.saved_at, d.saved_by, COALESCE(u.name, d.saved_by) \
             FROM draft_fields d LEFT JOIN users u ON u.id = d.saved_by WHERE d.report_id = $1",
        )
        .bind(&report.id)
        .fetch_all(conn)
        .await?;
        let fields = rows
            .into_iter()
            .filter_map(|(item, field, text, revision, saved_at, saved_by, by_name)| {
                Some((
                    (item, Field::parse(&field)?),
                    Stood {
                        text,
                        revision,
                        saved_at,
                        saved_by,
                        by_name,
                    },
                ))
            });
        Ok(Draft(fields.collect()))
    }

    /// The texts of the items, by code.
    pub fn typed(&self) -> BTreeMap<String, Typed> {
        let mut all: BTreeMap<String, Typed> = BTreeMap::new();
        for ((item, field), stood) in &self.0 {
            if *field != Field::Text {
                all.entry(item.clone())
                    .or_default()
                    .0
                    .insert(*field, stood.text.clone());
            }
        }
        all
    }

    /// The texts of the narrative sections, by name; each stands here in a quarter, none in a month.
    pub fn sections(&self, period: Period) -> BTreeMap<String, String> {
        if !period.is_quarter() {
            return BTreeMap::new();
        }
        let text = |s: &str| {
            self.0
                .get(&(s.to_owned(), Field::Text))
                .map_or(String::new(), |f| f.text.clone())
        };
        SECTIONS.iter().map(|s| ((*s).to_owned(), text(s))).collect()
    }
}

/// What the tasks of a report begin with: what the last accepted quarterly report said of them, under revision 0 and by
/// nobody, so that it is nobody's typing.
async fn begin(conn: &mut AnyConnection, report: &Report) -> Result<Draft, Error> {
    let mut draft = Draft::default();
    if report.tasks.is_empty() {
        return Ok(draft);
    }
    for (number, moment) in told_before(conn, report).await? {
        if !report.tasks.contains(&number) {
            continue;
        }
        for (field, text) in moment.carried() {
            let stood = Stood {
                text,
                revision: 0,
                saved_at: 0,
                saved_by: String::new(),
                by_name: String::new(),
            };
            draft.0.insert((task_item(number), field), stood);
        }
    }
    Ok(draft)
}

/// What the last accepted report of a quarter before said of each task.
pub(super) async fn told_before(conn: &mut AnyConnection, report: &Report) -> Result<BTreeMap<u8, Moment>, Error> {
    if report.tasks.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut all = schemes::accepted(conn, Some(&report.city), None, Some(report.period)).await?;
    Ok(all.remove(&report.city).unwrap_or_default().tasks)
}

/// The tasks that a report tells of.
pub(super) async fn plan(conn: &mut AnyConnection, report: &Report) -> Result<Plan, Error> {
    let Some(version) = report.plan else {
        return Ok(Plan::default());
    };
    Ok(Plan {
        version: Some(version),
        begins: settings::of(conn).await?.pilot.first,
        ends: report.period.last_day(),
        tasks: schemes::tasks(conn, &report.city, version).await?,
    })
}

/// What the checks say of a draft on a day.
pub(super) async fn checked(
    conn: &mut AnyConnection,
    report: &Report,
    draft: &Draft,
    today: Date,
) -> Result<ReportCheck, Error> {
    let previous = previous(conn, &report.city, report.period).await?;
    let (typed, sections) = (draft.typed(), draft.sections(report.period));
    let check = check_report(report.period, &typed, &sections, &previous, today);
    Ok(check.with_tasks(&plan(conn, report).await?, &typed, today))
}

/// The same texts, blanks around them aside.
pub(super) fn same(a: &BTreeMap<String, Typed>, b: &BTreeMap<String, Typed>, code: &str) -> bool {
    let text = |map: &BTreeMap<String, Typed>, field| map.get(code).map_or(String::new(), |t| t.get(field).to_owned());
    Field::ALL.into_iter().all(|field| text(a, field) == text(b, field))
}

/// What a return leaves open: the items returned and their base figures; indicators over a base figure that moved;
/// what already differs from the version; and what the checks now refuse, since a base figure or the period before
/// changed meanwhile. `sent` is a form about to be saved, `check` the checks of texts.
pub(super) fn open_items<'a>(
    period: Period,
    returned: impl Iterator<Item = &'a String>,
    mut typed: BTreeMap<String, Typed>,
    sent: &BTreeMap<String, Typed>,
    version: &Content,
    check: impl FnOnce(&BTreeMap<String, Typed>) -> ReportCheck,
) -> BTreeSet<String> {
    let mut open: BTreeSet<String> = returned.cloned().collect();
    let items = indicator::items(period);
    // Neither the draft nor the version has texts of another's tasks.
    let told = typed
        .keys()
        .filter(|item| task::is_item(item) && !same(&typed, &version.typed, item));
    open.extend(told.cloned().collect::<Vec<_>>());
    let differs = |typed: &BTreeMap<_, _>, code: &String| !same(typed, &version.typed, code);
    for d in &items {
        if open.contains(&d.code) {
            open.extend(d.denominator_base.clone());
        } else if differs(&typed, &d.code) {
            open.insert(d.code.clone());
        }
    }
    for (code, fields) in sent.iter().filter(|(code, _)| open.contains(*code)) {
        typed.entry(code.clone()).or_default().0.extend(fields.0.clone());
    }
    let ReportCheck {
        items: checks, tasks, ..
    } = check(&typed);
    open.extend(tasks.refused());
    for d in items {
        let moved = d
            .denominator_base
            .as_ref()
            .is_some_and(|base| open.contains(base) && differs(&typed, base));
        let refused = checks
            .get(&d.code)
            .is_some_and(|c| !c.errors.is_empty() || (c.warning.is_some() && !c.explained));
        if moved || refused {
            open.insert(d.code.clone());
        }
    }
    open
}

/// The entries of the month (of quarterly items: the quarter) before, by code: accepted, else of the version that was
/// submitted last; none of another definition version.
pub(super) async fn previous(
    conn: &mut AnyConnection,
    city: &str,
    period: Period,
) -> Result<BTreeMap<String, Entry>, Error> {
    let before = |d: &Definition| d.fact_period(period).previous();
    let month = period.last_month().previous();
    let accepted = accepted(conn, city, &[month, period.previous()]).await?;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT r.period, v.content FROM reports r JOIN versions v ON v.report_id = r.id AND v.number = r.latest_version \
         WHERE r.city = $1 AND r.period IN ($2, $3) AND r.accepted_version IS NULL",
    )
    .bind(city)
    .bind(month.report().to_string())
    .bind(period.previous().report().to_string())
    .fetch_all(conn)
    .await?;
    let mut submitted = BTreeMap::new();
    for (period, content) in rows {
        submitted.insert(period, serde_json::from_str::<Content>(&content)?);
    }
    let mut all = BTreeMap::new();
    for d in indicator::items(period) {
        let key = (before(d), d.code.clone());
        let entry = accepted.get(&key).or_else(|| {
            let version = submitted.get(&before(d).report().to_string())?;
            version.entries.get(&d.code)
        });
        if let Some(entry) = entry {
            all.insert(d.code.clone(), entry.clone());
        }
    }
    Ok(all)
}

/// The accepted entries of two periods in force, by period and code, of the present definition version.
pub(super) async fn accepted(
    conn: &mut AnyConnection,
    city: &str,
    periods: &[Period; 2],
) -> Result<BTreeMap<(Period, String), Entry>, Error> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT period, indicator, detail, definition FROM facts \
         WHERE city = $1 AND period IN ($2, $3) AND valid_to IS NULL",
    )
    .bind(city)
    .bind(periods[0].to_string())
    .bind(periods[1].to_string())
    .fetch_all(conn)
    .await?;
    let mut all = BTreeMap::new();
    for (period, code, detail, version) in rows {
        let now = indicator::definition(&code).is_some_and(|d| i64::from(d.version) == version);
        if now {
            all.insert(
                (period.parse().map_err(Error::unavailable)?, code),
                serde_json::from_str(&detail)?,
            );
        }
    }
    Ok(all)
}

/// Of a quarter: the accepted entries of its first two months for each monthly item, missing where none is accepted.
pub(super) async fn months(
    conn: &mut AnyConnection,
    city: &str,
    period: Period,
) -> Result<BTreeMap<String, Vec<Entry>>, Error> {
    let [first, second, _] = period.months()[..] else {
        return Ok(BTreeMap::new());
    };
    let accepted = accepted(conn, city, &[first, second]).await?;
    let monthly = indicator::items(period)
        .into_iter()
        .filter(|d| d.fact_period(period) != period);
    let entry = |period, code: &String| accepted.get(&(period, code.clone())).cloned().unwrap_or_default();
    Ok(monthly
        .map(|d| (d.code.clone(), vec![entry(first, &d.code), entry(second, &d.code)]))
        .collect())
}
