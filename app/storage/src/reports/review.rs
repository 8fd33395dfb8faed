//! What CNIPA does with a submitted report: take, ask, return by item, accept. Every action also keeps the verdicts
//! sent with it, so that a reviewer's half-done work is there tomorrow.

use std::collections::BTreeMap;

use domain::{
    access::Verb,
    calendar::beijing,
    check::{ReportCheck, check_report},
    entry::Entry,
    form::ReportForm,
    message::Kind,
    period::Period,
    report::{Action, State, Verdict},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::AnyConnection;

use super::{
    changed,
    correction::{self, Correction},
    draft, names,
    notes::{self, Note},
    object,
    promised::{self, Far, Promised},
    report::{self, Report},
    row::Row,
    thread::{self, Remark, RemarkKind},
    told::Told,
    version::{self, Fate, Version, VersionHead},
};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow, facts, schemes};

/// A reviewer's word on an item of the version under review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemWord {
    /// The verdict; a return counts once the report is returned.
    pub verdict: Verdict,
    /// The comment; may be empty.
    pub comment: String,
}

impl ItemWord {
    /// True for a question that stands in the item's thread already, asked of that version in these words.
    #[must_use]
    pub fn was_asked(&self, thread: &[Remark], version: u32) -> bool {
        let same = |r: &Remark| r.kind == RemarkKind::Ask && r.version == version && r.text == self.comment;
        self.verdict == Verdict::Ask && thread.iter().any(same)
    }
}

/// Everything the workbench shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Where the report stands.
    pub row: Row,
    /// The latest version that stands.
    pub version: Version,
    /// The version before it, to read only what changed.
    pub before: Option<Version>,
    /// The entries of the period before, by code.
    pub previous: BTreeMap<String, Entry>,
    /// Verdicts on this version so far, by item.
    pub verdicts: BTreeMap<String, ItemWord>,
    /// Remarks by item.
    pub threads: BTreeMap<String, Vec<Remark>>,
    /// Versions, the latest first.
    pub heads: Vec<VersionHead>,
    /// What the checks say about the version, as of the day it was submitted.
    pub check: ReportCheck,
    /// The correction that the city asks for.
    pub correction: Option<Correction>,
    /// Items far from what the other cities last reported.
    pub far: BTreeMap<String, Far>,
    /// What the city said last time that it would do.
    pub promised: Promised,
    /// Chart notes, proposed and published.
    pub notes: Vec<Note>,
    /// Where files of its evidence stand too: at other items, in other reports, problems, practices and adoptions; by item.
    pub elsewhere: BTreeMap<String, Vec<crate::evidence::Elsewhere>>,
}

/// The workbench of a report that was submitted.
///
/// # Errors
/// `NotFound` where nothing was submitted or not for this caller, `Forbidden` for who reads but does not review.
pub async fn review(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Review, Error> {
    let mut read = store.read().await?;
    let (calendar, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::Review, &report.object())?;
    let number = report.latest()?;
    let version = version::load(read.conn(), &report.id, number, false).await?;
    let heads = version::heads(read.conn(), &report.id, false).await?;
    let before = match heads.iter().find(|h| h.number < number) {
        Some(head) => Some(version::load(read.conn(), &report.id, head.number, false).await?),
        None => None,
    };
    let previous = draft::previous(read.conn(), city, period).await?;
    let content = &version.content;
    let day = beijing(version.head.submitted_at).date();
    let check = check_report(period, &content.typed, &content.sections, &previous, day);
    Ok(Review {
        row: report.row(caller, &calendar),
        before,
        previous,
        verdicts: verdicts(read.conn(), &report.id, number).await?,
        threads: thread::load(read.conn(), &report.id).await?,
        correction: correction::waiting(read.conn(), &report).await?,
        far: promised::far(read.conn(), &version.content).await?,
        promised: promised::promised(read.conn(), &report, beijing(caller.at).date()).await?,
        notes: notes::of_report(read.conn(), &report).await?,
        elsewhere: crate::evidence::elsewhere(read.conn(), caller, (city, period), &version.content.files).await?,
        heads,
        check,
        version,
    })
}

/// A reviewer takes the report up; from now on it is not withdrawn. Taken by the caller already, nothing happens.
///
/// # Errors
/// `WrongState`, `Forbidden`, `NotFound`.
pub async fn take(store: &Store, caller: &Caller, city: &str, period: Period, form: &ReportForm) -> Result<(), Error> {
    let (mut w, report, state, sent) = enter(store, caller, city, period, Action::Take, form).await?;
    if sent.is_empty() && !notes::sent(form) && report.taken_by.as_ref() == Some(&caller.actor.id) {
        return Ok(());
    }
    keep(&mut w, &report, &sent).await?;
    finish(w, &report, state, &sent, form).await
}

/// Keeps what is new in a form while its reader goes on to other items or reports: the first verdict takes the report,
/// a form with nothing new does nothing.
///
/// # Errors
/// As [`take`]; `Refused` with `TooLong`.
pub async fn keep_words(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, report, state, mut sent) = enter(store, caller, city, period, Action::Take, form).await?;
    let kept = verdicts(w.conn(), &report.id, report.latest()?).await?;
    sent.retain(|(item, word)| kept.get(item) != Some(word));
    if sent.is_empty() && !notes::sent(form) {
        return Ok(());
    }
    keep(&mut w, &report, &sent).await?;
    finish(w, &report, state, &sent, form).await
}

/// Asks about items without a change of state; each question goes into its item's thread.
///
/// # Errors
/// `WrongState`; `Refused` with `CommentMissing`, or `Empty` where no item is asked about.
pub async fn ask(store: &Store, caller: &Caller, city: &str, period: Period, form: &ReportForm) -> Result<(), Error> {
    let (mut w, report, state, sent) = enter(store, caller, city, period, Action::Ask, form).await?;
    let asked: Vec<_> = sent.iter().filter(|(_, word)| word.verdict == Verdict::Ask).collect();
    if asked.is_empty() {
        return Err(Refusal::Empty("ask").into());
    }
    commented(&asked)?;
    let put = question(&mut w, &report, &asked).await?;
    tell_asked(&mut w, &report, state.1, &put).await?;
    keep(&mut w, &report, &sent).await?;
    finish(w, &report, state, &sent, form).await
}

/// Returns items, each with a comment; only those (and their base figures) are open to the city then. Questions sent
/// with it are asked too.
///
/// # Errors
/// `WrongState`; `Refused` with `NothingReturned` or `CommentMissing`.
pub async fn return_items(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, report, state, sent) = enter(store, caller, city, period, Action::Return, form).await?;
    let number = report.latest()?;
    keep(&mut w, &report, &sent).await?;
    let all = verdicts(w.conn(), &report.id, number).await?;
    let all: Vec<_> = names(&report)
        .into_iter()
        .filter_map(|n| all.get(n).map(|word| (n.to_owned(), word.clone())))
        .collect();
    let returned: Vec<_> = all.iter().filter(|(_, word)| word.verdict == Verdict::Return).collect();
    if returned.is_empty() {
        return Err(Refusal::NothingReturned.into());
    }
    let asked: Vec<_> = sent.iter().filter(|(_, word)| word.verdict == Verdict::Ask).collect();
    commented(&[returned.clone(), asked.clone()].concat())?;
    let told = Told::of(&report, state.1);
    told.settle(&mut w).await?;
    for (item, word) in &returned {
        thread::add(&mut w, &report.id, number, item, RemarkKind::Return, &word.comment).await?;
    }
    let names: Vec<_> = returned.iter().map(|(item, _)| item.as_str()).collect();
    told.tell_city(&mut w, Kind::ReportReturned, &names).await?;
    let texts: Vec<_> = returned.iter().map(|(_, word)| word.comment.as_str()).collect();
    told.named(&mut w, &names, &texts).await?;
    let put = question(&mut w, &report, &asked).await?;
    tell_asked(&mut w, &report, state.1, &put).await?;
    version::close(&mut w, &report.id, number, Fate::Returned).await?;
    let at = w.at();
    sqlx::query("UPDATE reports SET returned_at = $1, signed_off_by = NULL WHERE id = $2")
        .bind(at)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    finish(w, &report, state, &all, form).await
}

/// Accepts the version: its entries are facts from this line of the audit on.
///
/// # Errors
/// `WrongState`; `Refused` with `ReturnedItemsPending` while an item of this version stands as returned, or a question
/// was sent with the acceptance.
pub async fn accept(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, report, state, sent) = enter(store, caller, city, period, Action::Accept, form).await?;
    let number = report.latest()?;
    keep(&mut w, &report, &sent).await?;
    let all = verdicts(w.conn(), &report.id, number).await?;
    let asks = |name: &str| {
        sent.iter()
            .any(|(item, word)| item == name && word.verdict == Verdict::Ask)
    };
    let pending = |name: &&str| asks(name) || all.get(*name).is_some_and(|word| word.verdict == Verdict::Return);
    let pending: Vec<_> = names(&report).into_iter().filter(pending).map(str::to_owned).collect();
    if !pending.is_empty() {
        return Err(Refusal::ReturnedItemsPending(pending).into());
    }
    let version = version::load(w.conn(), &report.id, number, false).await?;
    let gave_way = facts::accept(&mut w, &report.id, &version.content).await?;
    schemes::accept(&mut w, &version.content).await?;
    notes::end_beside(&mut w, &report, &gave_way).await?;
    version::close(&mut w, &report.id, number, Fate::Accepted).await?;
    sqlx::query("UPDATE reports SET accepted_version = $1 WHERE id = $2")
        .bind(i64::from(number))
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    let told = Told::of(&report, state.1);
    told.settle(&mut w).await?;
    told.tell_city(&mut w, Kind::ReportAccepted, &[]).await?;
    sqlx::query("DELETE FROM draft_past WHERE report_id = $1")
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    finish(w, &report, state, &sent, form).await
}

/// The items that stand as returned with their comments: while the city has the report again, those of its latest version.
pub(super) async fn returned(conn: &mut AnyConnection, report: &Report) -> Result<BTreeMap<String, String>, Error> {
    let (State::Returned | State::CitySignOff, Some(number)) = (report.state, report.latest) else {
        return Ok(BTreeMap::new());
    };
    let all = verdicts(conn, &report.id, number).await?.into_iter();
    Ok(all
        .filter(|(_, word)| word.verdict == Verdict::Return)
        .map(|(item, word)| (item, word.comment))
        .collect())
}

async fn verdicts(
    conn: &mut AnyConnection,
    report_id: &str,
    version: u32,
) -> Result<BTreeMap<String, ItemWord>, Error> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT item, verdict, comment FROM verdicts WHERE report_id = $1 AND version = $2")
            .bind(report_id)
            .bind(i64::from(version))
            .fetch_all(conn)
            .await?;
    let word = |(item, verdict, comment): (String, String, String)| {
        Some((
            item,
            ItemWord {
                verdict: Verdict::parse(&verdict)?,
                comment,
            },
        ))
    };
    Ok(rows.into_iter().filter_map(word).collect())
}

pub(super) type Sent = Vec<(String, ItemWord)>;

/// The write lock, then permission and state; with the verdicts sent, in the form's order.
async fn enter(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    action: Action,
    form: &ReportForm,
) -> Result<(Write, Report, (Action, State), Sent), Error> {
    let (w, _, report) = report::enter(store, caller, city, period, Verb::Review).await?;
    let state = report.after(action)?;
    let mut sent = Vec::new();
    for name in names(&report) {
        let Some(word) = form.verdicts.get(name) else { continue };
        let Some(verdict) = word.verdict else { continue };
        sent.push((
            name.to_owned(),
            ItemWord {
                verdict,
                comment: thread::clean(name, &word.comment)?,
            },
        ));
    }
    Ok((w, report, (action, state), sent))
}

/// Puts questions into their threads and gives the new ones; one that was put already, in the same words to the same
/// version, is not repeated.
async fn question<'a>(
    w: &mut Write,
    report: &Report,
    asked: &[&'a (String, ItemWord)],
) -> Result<Vec<&'a (String, ItemWord)>, Error> {
    let mut new = Vec::new();
    let number = report.latest()?;
    let threads = thread::load(w.conn(), &report.id).await?;
    for one in asked {
        let (item, word) = one;
        let put = threads.get(item).is_some_and(|remarks| word.was_asked(remarks, number));
        if !put {
            thread::add(w, &report.id, number, item, RemarkKind::Ask, &word.comment).await?;
            new.push(*one);
        }
    }
    Ok(new)
}

/// Tells the city of new questions, and those who are named in them.
async fn tell_asked(w: &mut Write, report: &Report, state: State, new: &[&(String, ItemWord)]) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let (items, texts): (Vec<_>, Vec<_>) = new.iter().map(|(i, word)| (i.as_str(), word.comment.as_str())).unzip();
    let told = Told::of(report, state);
    told.tell_city(w, Kind::ReportAsked, &items).await?;
    told.named(w, &items, &texts).await
}

fn commented(words: &[&(String, ItemWord)]) -> Result<(), Error> {
    let bare: Vec<_> = words
        .iter()
        .filter(|(_, word)| word.comment.is_empty())
        .map(|(item, _)| item.clone())
        .collect();
    if bare.is_empty() {
        Ok(())
    } else {
        Err(Refusal::CommentMissing(bare).into())
    }
}

/// Keeps the verdicts sent, the latest of each item.
pub(super) async fn keep(w: &mut Write, report: &Report, sent: &Sent) -> Result<(), Error> {
    let (at, by, number) = (w.at(), w.caller().actor.id.clone(), i64::from(report.latest()?));
    for (item, word) in sent {
        sqlx::query(
            "INSERT INTO verdicts (report_id, version, item, verdict, comment, by_user, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (report_id, version, item) DO UPDATE SET \
             verdict = excluded.verdict, comment = excluded.comment, by_user = excluded.by_user, at = excluded.at",
        )
        .bind(&report.id)
        .bind(number)
        .bind(item)
        .bind(word.verdict.name())
        .bind(&word.comment)
        .bind(&by)
        .bind(at)
        .execute(w.conn())
        .await?;
    }
    Ok(())
}

/// Sets state and taker, proposes the chart notes sent along, publishes those ticked at an acceptance, and commits with
/// the audit line; comments stand in it sealed.
async fn finish(
    mut w: Write,
    report: &Report,
    (action, state): (Action, State),
    words: &Sent,
    form: &ReportForm,
) -> Result<(), Error> {
    let proposed = notes::propose(&mut w, report, form).await?;
    let published = match action {
        Action::Accept => notes::publish_ticked(&mut w, report, form).await?,
        _ => Value::Null,
    };
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    sqlx::query("UPDATE reports SET state = $1, taken_at = COALESCE(taken_at, $2), taken_by = $3 WHERE id = $4")
        .bind(state.name())
        .bind(at)
        .bind(by)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    if report.accepted.is_some() {
        changed::recount(&mut w, report).await?;
    }
    let mut items = Map::new();
    for (item, word) in words {
        let comment = if word.comment.is_empty() {
            Value::Null
        } else {
            w.seal(&word.comment).into()
        };
        items.insert(item.clone(), json!({ "verdict": word.verdict, "comment": comment }));
    }
    let before = json!({ "state": report.state, "taken_by": report.taken_by });
    let mut after = json!({ "state": state, "version": report.latest, "items": items });
    for (name, notes) in [("notes", proposed), ("published", published)] {
        if !notes.is_null() {
            after[name] = notes;
        }
    }
    let name = format!("report.{}", action.name());
    w.commit(Line {
        action: &name,
        object: object(&report.city, report.period),
        before,
        after,
    })
    .await?;
    Ok(())
}
