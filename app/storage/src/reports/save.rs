//! Saving: each field on its own. Only what the caller changed is written; what another changed meanwhile comes back
//! with both texts.

use std::collections::BTreeSet;

use domain::{
    access::Verb,
    calendar::beijing,
    check::check_report,
    entry::Field,
    form::ReportForm,
    indicator,
    period::Period,
    report::{Action, State},
    scheme::task_item,
    task::FUNDING_SPENT,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::AnyConnection;

use super::{
    changed,
    draft::{self, Draft, Stood, open_items},
    object,
    report::{self, Report, count_filled},
    review::returned,
    version,
};
use crate::{Caller, Error, Line, Store, Write, micros, timestamp};

/// Most characters a draft keeps of one field; a longer text is not saved.
pub const TEXT_MAX: usize = 20_000;

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The report's revision now, for the form's hidden `seen`.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Fields that were not written, since another changed them.
    pub conflicts: Vec<Conflict>,
    /// Items that were not written, since they were not returned.
    pub closed: Vec<String>,
    /// Fields that were not written, since their text has more than [`TEXT_MAX`] characters.
    pub too_long: Vec<(String, Field)>,
    /// Fields that another changed while the caller's form holds what stood there before, not typed by him.
    pub moved_on: Vec<Conflict>,
}

/// One field that two people changed; the second chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Code or section name.
    pub item: String,
    /// The field; `Text` of a section.
    pub field: Field,
    /// What stands in the draft.
    pub theirs: String,
    /// Name of who typed it.
    pub theirs_by: String,
    /// When it was saved.
    pub theirs_at: Timestamp,
    /// What the caller typed.
    pub mine: String,
}

struct Change {
    item: String,
    field: Field,
    text: String,
}

/// Keeps what was typed, exactly as typed; checks never stand in the way of saving.
///
/// # Errors
/// `NotFound`, `Forbidden`; `WrongState` where the report is not with its editors; `Refused` with `NotOpenYet`, `Locked`.
pub async fn save(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<Saved, Error> {
    let (mut w, calendar, mut report) = report::enter(store, caller, city, period, Verb::Save).await?;
    report.after(Action::Save)?;
    report.in_its_time(&calendar, caller.at)?;
    let draft = Draft::load(w.conn(), &report).await?;
    let today = beijing(caller.at).date();
    let open = open(w.conn(), &report, &draft, form, today).await?;

    let mut saved = Saved {
        revision: report.revision,
        at: caller.at,
        conflicts: vec![],
        closed: vec![],
        too_long: vec![],
        moved_on: vec![],
    };
    let mut changes = Vec::new();
    for Change { item, field, text } in sent(&report, form) {
        let stood = draft.0.get(&(item.clone(), field));
        let current = stood.map_or("", |s| s.text.as_str());
        let nothing_chosen = field == Field::Kind && text == "value" && current.is_empty();
        if text == current || nothing_chosen {
            continue;
        }
        let seen = form
            .seen
            .get(&item)
            .copied()
            .or(form.form_seen)
            .unwrap_or(report.revision);
        let newer = stood.filter(|s| s.revision > seen);
        if let Some(newer) = newer
            && shown(w.conn(), &report.id, &item, field, seen).await? == text
        {
            saved.moved_on.push(conflict(item, field, text, newer));
            continue;
        }
        let other = newer.filter(|s| form.own_too || s.saved_by != caller.actor.id);
        if open.as_ref().is_some_and(|open| !open.contains(&item)) {
            if saved.closed.last() != Some(&item) {
                saved.closed.push(item);
            }
        } else if text.chars().count() > TEXT_MAX {
            saved.too_long.push((item, field));
        } else if let Some(theirs) = other {
            saved.conflicts.push(conflict(item, field, text, theirs));
        } else {
            changes.push(Change { item, field, text });
        }
    }
    if changes.is_empty() {
        return Ok(saved);
    }

    saved.revision += 1;
    if report.exists() {
        let update = "UPDATE reports SET revision = $1 WHERE id = $2";
        sqlx::query(update)
            .bind(saved.revision)
            .bind(&report.id)
            .execute(w.conn())
            .await?;
    } else {
        report.id = begin(&mut w, &report, &draft, saved.revision).await?;
    }
    let (mut before, mut after) = (Map::new(), Map::new());
    for change in &changes {
        let stood = draft.0.get(&(change.item.clone(), change.field));
        let name = format!("{}.{}", change.item, change.field.name());
        let seal = |text: &str| Value::from(store.seal(&format!("{name}={text}")));
        before.insert(name.clone(), stood.map_or(Value::Null, |s| seal(&s.text)));
        after.insert(name.clone(), seal(&change.text));
        write(&mut w, &report.id, change, stood, saved.revision).await?;
    }
    count_filled(&mut w, &report.id).await?;
    if report.accepted.is_some() {
        changed::recount(&mut w, &report).await?;
    }
    let (before, after) = (
        Value::Object(before),
        json!({ "revision": saved.revision, "fields": after }),
    );
    w.commit(Line {
        action: "report.save",
        object: object(city, period),
        before,
        after,
    })
    .await?;
    Ok(saved)
}

/// The fields of the form that this report has, in the form's order.
fn sent(report: &Report, form: &ReportForm) -> Vec<Change> {
    let period = report.period;
    let change = |item: &str, field, text: &str| {
        // PostgreSQL cannot hold NUL in a text.
        Change {
            item: item.to_owned(),
            field,
            text: text.replace('\0', ""),
        }
    };
    let mut all = Vec::new();
    for d in indicator::items(period) {
        for (field, text) in form.entries.get(&d.code).into_iter().flat_map(|typed| &typed.0) {
            if *field != Field::Text {
                all.push(change(&d.code, *field, text));
            }
        }
    }
    let tasks = report.tasks.iter().map(|n| task_item(*n));
    let spent = (!report.tasks.is_empty()).then(|| FUNDING_SPENT.to_owned());
    for item in tasks.chain(spent) {
        for (field, text) in form.entries.get(&item).into_iter().flat_map(|typed| &typed.0) {
            if field.is_of_task() == (item != FUNDING_SPENT) {
                all.push(change(&item, *field, text));
            }
        }
    }
    if period.is_quarter() {
        for section in domain::entry::SECTIONS {
            all.extend(
                form.sections
                    .get(section)
                    .map(|text| change(section, Field::Text, text)),
            );
        }
    }
    all
}

/// The items open to change, or none where all are.
pub(super) async fn open(
    conn: &mut AnyConnection,
    report: &Report,
    draft: &Draft,
    form: &ReportForm,
    today: Date,
) -> Result<Option<BTreeSet<String>>, Error> {
    if report.state != State::Returned {
        return Ok(None);
    }
    let version = version::load(conn, &report.id, report.latest()?, false).await?.content;
    let returned = returned(conn, report).await?;
    let previous = draft::previous(conn, &report.city, report.period).await?;
    let sections = draft.sections(report.period);
    let plan = draft::plan(conn, report).await?;
    let check = |typed: &_| {
        let check = check_report(report.period, typed, &sections, &previous, today);
        check.with_tasks(&plan, typed, today)
    };
    Ok(Some(open_items(
        report.period,
        returned.keys(),
        draft.typed(),
        &form.entries,
        &version,
        check,
    )))
}

fn conflict(item: String, field: Field, mine: String, theirs: &Stood) -> Conflict {
    let (text, by, at) = (theirs.text.clone(), theirs.by_name.clone(), timestamp(theirs.saved_at));
    Conflict {
        item,
        field,
        theirs: text,
        theirs_by: by,
        theirs_at: at,
        mine,
    }
}

/// What stood in a field at a revision: a text that equals it was shown, not typed.
async fn shown(
    conn: &mut AnyConnection,
    report_id: &str,
    item: &str,
    field: Field,
    seen: i64,
) -> Result<String, Error> {
    let text: Option<String> = sqlx::query_scalar(
        "SELECT text FROM draft_past WHERE report_id = $1 AND item = $2 AND field = $3 AND revision <= $4 AND until > $4",
    )
    .bind(report_id)
    .bind(item)
    .bind(field.name())
    .bind(seen)
    .fetch_optional(conn)
    .await?;
    Ok(text.unwrap_or_default())
}

/// Begins a report: the tasks that it tells of stay those in force now, and stand in the draft as they begin.
async fn begin(w: &mut Write, report: &Report, draft: &Draft, revision: i64) -> Result<String, Error> {
    let (id, at) = (w.new_id(), micros(w.caller().at));
    sqlx::query(
        "INSERT INTO reports (id, city, period, state, revision, versions, created_at, plan, tasks) \
         VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)",
    )
    .bind(&id)
    .bind(&report.city)
    .bind(report.period.to_string())
    .bind(State::Drafting.name())
    .bind(revision)
    .bind(at)
    .bind(report.plan.map(i64::from))
    .bind(report.tasks.iter().map(u8::to_string).collect::<Vec<_>>().join(","))
    .execute(w.conn())
    .await?;
    for ((item, field), stood) in &draft.0 {
        let (item, field, text) = (item.clone(), *field, stood.text.clone());
        write(w, &id, &Change { item, field, text }, None, stood.revision).await?;
    }
    Ok(id)
}

/// Puts an earlier text of a field back into the draft.
pub(super) async fn put_back(
    w: &mut Write,
    report_id: &str,
    (item, field): &(String, Field),
    text: &str,
    now: &Stood,
    revision: i64,
) -> Result<(), Error> {
    let change = Change {
        item: item.clone(),
        field: *field,
        text: text.to_owned(),
    };
    write(w, report_id, &change, Some(now), revision).await
}

async fn write(w: &mut Write, report_id: &str, c: &Change, stood: Option<&Stood>, revision: i64) -> Result<(), Error> {
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    if let Some(stood) = stood {
        sqlx::query(
            "INSERT INTO draft_past (report_id, item, field, text, revision, until) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(report_id)
        .bind(&c.item)
        .bind(c.field.name())
        .bind(&stood.text)
        .bind(stood.revision)
        .bind(revision)
        .execute(w.conn())
        .await?;
    }
    sqlx::query(
        "INSERT INTO draft_fields (report_id, item, field, text, revision, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (report_id, item, field) DO UPDATE SET text = excluded.text, \
         revision = excluded.revision, saved_at = excluded.saved_at, saved_by = excluded.saved_by",
    )
    .bind(report_id)
    .bind(&c.item)
    .bind(c.field.name())
    .bind(&c.text)
    .bind(revision)
    .bind(at)
    .bind(by)
    .execute(w.conn())
    .await?;
    Ok(())
}
