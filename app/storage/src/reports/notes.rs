//! Chart notes: a reviewer proposes a few words beside a value, its city sees them first and may answer, then they are
//! published or withdrawn. A published note holds from one line of the audit until another, as the facts do.

use domain::{
    access::{Decision, Object, Verb, may},
    calendar::beijing,
    form::ReportForm,
    indicator::definition,
    note::{CHART_NOTE_MAX, may_publish},
    period::Period,
    report::State,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    object,
    report::{self, Report},
    thread::{self, RemarkKind},
};
use crate::{Caller, Error, Line, Refusal, Store, Write, timestamp};

/// A note that was not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Id, a UUID.
    pub id: String,
    /// City slug.
    pub city: String,
    /// The report it was proposed in.
    pub report: Period,
    /// The month or quarter of the value it stands beside.
    pub period: Period,
    /// The indicator.
    pub indicator: String,
    /// At most 40 characters.
    pub text: String,
    /// Name of who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// The city has answered in the item's thread since.
    pub answered: bool,
    /// When it was published; none while it is proposed.
    pub published_at: Option<Timestamp>,
}

impl Note {
    /// Whether it may be published on a day: the city has answered, or its term is over.
    #[must_use]
    pub fn is_ripe(&self, at: Timestamp) -> bool {
        may_publish(self.answered, beijing(self.proposed_at).date(), beijing(at).date())
    }
}

const SELECT: &str = "SELECT n.id, n.city, r.period, n.period, n.indicator, n.text, COALESCE(u.name, n.proposed_by), \
    n.proposed_at, n.published_at, (SELECT COUNT(*) FROM remarks a WHERE a.report_id = n.report_id \
    AND a.item = n.indicator AND a.kind = 'answer' AND a.seq > n.seq) FROM notes n \
    JOIN reports r ON r.id = n.report_id LEFT JOIN users u ON u.id = n.proposed_by WHERE n.ended_at IS NULL";

fn read(row: &AnyRow) -> Result<Note, Error> {
    let (report, period): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    Ok(Note {
        id: row.try_get(0)?,
        city: row.try_get(1)?,
        report: report.parse().map_err(Error::unavailable)?,
        period: period.parse().map_err(Error::unavailable)?,
        indicator: row.try_get(4)?,
        text: row.try_get(5)?,
        proposed_by: row.try_get(6)?,
        proposed_at: timestamp(row.try_get(7)?),
        published_at: row.try_get::<Option<i64>, _>(8)?.map(timestamp),
        answered: row.try_get::<i64, _>(9)? > 0,
    })
}

/// The notes of a report, the oldest first.
pub(super) async fn of_report(conn: &mut AnyConnection, report: &Report) -> Result<Vec<Note>, Error> {
    let sql = format!("{SELECT} AND n.report_id = $1 ORDER BY n.seq, n.id");
    let rows = sqlx::query(&sql).bind(&report.id).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// The notes that are proposed and not published, the oldest first: to a city its own, to CNIPA all.
///
/// # Errors
/// `Unavailable` only; who may see none gets none.
pub async fn proposed_notes(store: &Store, caller: &Caller) -> Result<Vec<Note>, Error> {
    let mut snapshot = store.read().await?;
    let sql = format!("{SELECT} AND n.published_at IS NULL AND ($1 = '' OR n.city = $1) ORDER BY n.seq, n.id");
    let own = caller.actor.city().unwrap_or_default();
    let rows = sqlx::query(&sql).bind(own).fetch_all(snapshot.conn()).await?;
    let mut notes = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    notes.retain(|n| {
        let report = Object::Report {
            city: &n.city,
            state: State::Submitted,
            versions: 1,
        };
        may(Some(&caller.actor), Verb::Comment, &report) == Decision::Allow
    });
    Ok(notes)
}

/// The words of a note as they are kept: one line.
fn clean(item: &str, text: &str) -> Result<String, Error> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    if line.chars().count() > CHART_NOTE_MAX as usize {
        return Err(Refusal::TooLong {
            field: format!("items[{item}][note]"),
            most: CHART_NOTE_MAX,
        }
        .into());
    }
    Ok(line.to_owned())
}

/// The notes that a form holds.
pub(super) fn sent(form: &ReportForm) -> bool {
    form.verdicts.values().any(|said| !said.note.trim().is_empty())
}

/// Proposes the notes of a form, each also a remark in its item's thread; a proposal before it gives way. Gives what
/// the audit line says of them.
pub(super) async fn propose(w: &mut Write, report: &Report, form: &ReportForm) -> Result<Value, Error> {
    let open = of_report(w.conn(), report).await?;
    let (at, seq, by, number) = (w.at(), w.seq, w.caller().actor.id.clone(), report.latest()?);
    let mut said = Map::new();
    for (item, word) in &form.verdicts {
        let text = clean(item, &word.note)?;
        if text.is_empty() || open.iter().any(|n| n.indicator == *item && n.text == text) {
            continue;
        }
        let d = definition(item).filter(|d| !d.is_base());
        let d = d.ok_or_else(|| Refusal::Unknown(vec![item.clone()]))?;
        for old in open.iter().filter(|n| n.indicator == *item && n.published_at.is_none()) {
            end(w, &old.id).await?;
        }
        let id = w.new_id();
        sqlx::query(
            "INSERT INTO notes (id, report_id, city, period, indicator, text, seq, proposed_by, proposed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(id)
        .bind(&report.id)
        .bind(&report.city)
        .bind(d.fact_period(report.period).to_string())
        .bind(item)
        .bind(&text)
        .bind(seq)
        .bind(&by)
        .bind(at)
        .execute(w.conn())
        .await?;
        thread::add(w, &report.id, number, item, RemarkKind::Note, &text).await?;
        said.insert(item.clone(), w.seal(&text).into());
    }
    Ok(if said.is_empty() { Value::Null } else { said.into() })
}

/// Publishes the proposed notes whose boxes are ticked. Gives what the audit line says of them.
pub(super) async fn publish_ticked(w: &mut Write, report: &Report, form: &ReportForm) -> Result<Value, Error> {
    let mut said = Map::new();
    if !form.verdicts.values().any(|word| word.publish) {
        return Ok(Value::Null);
    }
    let open = of_report(w.conn(), report).await?;
    let ticked =
        |n: &&Note| n.published_at.is_none() && form.verdicts.get(&n.indicator).is_some_and(|word| word.publish);
    for note in open.iter().filter(ticked) {
        set_public(w, note, &open).await?;
        said.insert(note.indicator.clone(), note.text.clone().into());
    }
    Ok(said.into())
}

/// Publishes a note, if its city was heard; the one published before beside the same value ends.
async fn set_public(w: &mut Write, note: &Note, open: &[Note]) -> Result<(), Error> {
    if !note.is_ripe(w.caller().at) {
        let until = domain::note::city_has_until(beijing(note.proposed_at).date());
        return Err(Refusal::NoteWaits(until).into());
    }
    let older = |n: &&Note| n.indicator == note.indicator && n.published_at.is_some();
    for old in open.iter().filter(older) {
        end(w, &old.id).await?;
    }
    let (at, seq, by) = (w.at(), w.seq, w.caller().actor.id.clone());
    sqlx::query("UPDATE notes SET published_by = $1, published_at = $2, valid_from = $3 WHERE id = $4")
        .bind(by)
        .bind(at)
        .bind(seq)
        .bind(&note.id)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// Ends a note, published or not.
async fn end(w: &mut Write, id: &str) -> Result<(), Error> {
    let (at, seq, by) = (w.at(), w.seq, w.caller().actor.id.clone());
    sqlx::query("UPDATE notes SET ended_by = $1, ended_at = $2, valid_to = $3 WHERE id = $4 AND ended_at IS NULL")
        .bind(by)
        .bind(at)
        .bind(seq)
        .bind(id)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// Ends the published notes beside values that gave way to others: they spoke of the old ones.
pub(super) async fn end_beside(w: &mut Write, report: &Report, indicators: &[String]) -> Result<(), Error> {
    if indicators.is_empty() {
        return Ok(());
    }
    let open = of_report(w.conn(), report).await?;
    let beside = |n: &&Note| n.published_at.is_some() && indicators.contains(&n.indicator);
    for note in open.iter().filter(beside) {
        end(w, &note.id).await?;
    }
    Ok(())
}

/// Proposes the notes of a form beside values of an accepted report.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `Unknown`, `TooLong`, or `Empty` where the form holds none that is new.
pub async fn propose_notes(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Review).await?;
    let notes = propose(&mut w, &report, form).await?;
    if notes.is_null() {
        return Err(Refusal::Empty("note").into());
    }
    commit(
        w,
        &report,
        "report.propose_note",
        Value::Null,
        json!({ "notes": notes }),
    )
    .await
}

/// Publishes a proposed note of an accepted report: from now on it stands in charts and tables, for all who see the
/// value.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `NoteWaits` while the city has time to answer, `NoteNotAccepted` while the
/// report is not accepted.
pub async fn publish_note(store: &Store, caller: &Caller, city: &str, period: Period, id: &str) -> Result<(), Error> {
    let (mut w, report, open, note) = find(store, caller, city, period, id).await?;
    if note.published_at.is_some() {
        return Ok(());
    }
    if report.state != State::Accepted {
        return Err(Refusal::NoteNotAccepted.into());
    }
    set_public(&mut w, &note, &open).await?;
    let after = json!({ "indicator": note.indicator, "period": note.period, "text": note.text });
    commit(w, &report, "report.publish_note", Value::Null, after).await
}

/// Withdraws a note, proposed or published.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub async fn withdraw_note(store: &Store, caller: &Caller, city: &str, period: Period, id: &str) -> Result<(), Error> {
    let (mut w, report, _, note) = find(store, caller, city, period, id).await?;
    end(&mut w, &note.id).await?;
    // What was only proposed is known to its city alone.
    let text = match note.published_at {
        Some(_) => note.text.clone(),
        None => w.seal(&note.text),
    };
    let before = json!({ "indicator": note.indicator, "period": note.period, "text": text });
    commit(w, &report, "report.withdraw_note", before, Value::Null).await
}

/// The write lock, then permission, the report with its notes, and one of them.
async fn find(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    id: &str,
) -> Result<(Write, Report, Vec<Note>, Note), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Review).await?;
    let open = of_report(w.conn(), &report).await?;
    let note = open.iter().find(|n| n.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((w, report, open, note))
}

async fn commit(w: Write, report: &Report, action: &str, before: Value, after: Value) -> Result<(), Error> {
    let object = object(&report.city, report.period);
    w.commit(Line {
        action,
        object,
        before,
        after,
    })
    .await?;
    Ok(())
}

/// The notes published beside values of an indicator (none: of any), now or as of a line of the audit: city, period,
/// indicator, words.
pub(crate) async fn in_force(
    conn: &mut AnyConnection,
    indicator: Option<&str>,
    seq: Option<i64>,
) -> Result<Vec<(String, Period, String, String)>, Error> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT city, period, indicator, text FROM notes WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) \
         AND ($2 = '' OR indicator = $2) ORDER BY seq",
    )
    .bind(seq.unwrap_or(i64::MAX))
    .bind(indicator.unwrap_or_default())
    .fetch_all(conn)
    .await?;
    let note = |(city, period, indicator, text): (String, String, String, String)| {
        Ok((city, period.parse().map_err(Error::unavailable)?, indicator, text))
    };
    rows.into_iter().map(note).collect()
}
