//! A report as the owner of evidence: who may add to its items and when, what a version freezes, and who reads it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{Decision, Verb, may},
    calendar::beijing,
    evidence::{FileKind, FrozenFile, SIGNATURE},
    form::ReportForm,
    period::Period,
    report::{Action, Content, State, WrongState},
};
use sqlx::AnyConnection;

use super::{
    draft::Draft,
    names, object,
    report::{self, Report},
    save::open,
    version::{self, Fate},
};
use crate::{Caller, Error, Refusal, Write, allow, evidence};

/// The evidence of items, by code or section name, in a fixed order.
pub(crate) type FilesByItem = BTreeMap<String, Vec<FrozenFile>>;

/// Refuses who may not add to an item, or not now; gives the version whose signature it is about.
pub(crate) async fn guard(
    conn: &mut AnyConnection,
    caller: &Caller,
    city: &str,
    period: Period,
    item: &str,
) -> Result<Option<u32>, Error> {
    let (calendar, report) = report::find(conn, city, period).await?;
    if item == SIGNATURE {
        allow(caller, Verb::Approve, &report.object())?;
        return signed(conn, &report).await.map(Some);
    }
    allow(caller, Verb::Save, &report.object())?;
    if !names(&report).contains(&item) {
        return Err(Refusal::Unknown(vec![item.to_owned()]).into());
    }
    report.after(Action::Save)?;
    report.in_its_time(&calendar, caller.at)?;
    match takes(conn, &report, caller).await? {
        Some(open) if !open.contains(item) => Err(Refusal::ItemClosed(vec![item.to_owned()]).into()),
        _ => Ok(None),
    }
}

/// The number of the version whose signature may be shown now: the one that waits for it, else the last that stands.
async fn signed(conn: &mut AnyConnection, report: &Report) -> Result<u32, Error> {
    match report.state {
        State::CitySignOff => Ok(version::next(conn, report).await?.number),
        _ => report.latest.ok_or_else(|| {
            let (action, state, taken) = (Action::Submit, report.state, false);
            WrongState { action, state, taken }.into()
        }),
    }
}

/// The items of a returned report that take evidence; none where all do.
async fn takes(conn: &mut AnyConnection, report: &Report, caller: &Caller) -> Result<Option<BTreeSet<String>>, Error> {
    let draft = Draft::load(conn, report).await?;
    open(conn, report, &draft, &ReportForm::default(), beijing(caller.at).date()).await
}

/// The items to which the caller may add evidence now, the signature among them.
pub(crate) async fn open_to(
    conn: &mut AnyConnection,
    caller: &Caller,
    city: &str,
    period: Period,
) -> Result<BTreeSet<String>, Error> {
    let (calendar, report) = report::find(conn, city, period).await?;
    let allowed = |verb| may(Some(&caller.actor), verb, &report.object()) == Decision::Allow;
    let mut all = BTreeSet::new();
    if allowed(Verb::Save) && report.after(Action::Save).is_ok() && report.in_its_time(&calendar, caller.at).is_ok() {
        let open = takes(conn, &report, caller).await?;
        let fits = |item: &&str| open.as_ref().is_none_or(|open| open.contains(*item));
        all.extend(names(&report).into_iter().filter(fits).map(str::to_owned));
    }
    if allowed(Verb::Approve) && signed(conn, &report).await.is_ok() {
        all.insert(SIGNATURE.to_owned());
    }
    Ok(all)
}

/// Whether the caller reads what the city has at its items now; what a version froze is read with the version.
pub(crate) async fn reads_draft(
    conn: &mut AnyConnection,
    caller: &Caller,
    city: &str,
    period: Period,
) -> Result<(), Error> {
    let (_, report) = report::find(conn, city, period).await?;
    allow(caller, Verb::Read, &report.object())
}

/// Whether the caller reads the scan of a version's signature.
pub(crate) async fn reads_signature(
    conn: &mut AnyConnection,
    caller: &Caller,
    city: &str,
    period: Period,
    number: u32,
) -> Result<(), Error> {
    let (_, report) = report::find(conn, city, period).await?;
    if report.state == State::CitySignOff && report.latest.is_none_or(|latest| latest < number) {
        return allow(caller, Verb::Read, &report.object());
    }
    reads_version(conn, caller, &report, number).await
}

/// Whether the caller reads a version: one that was withdrawn is its city's own.
async fn reads_version(conn: &mut AnyConnection, caller: &Caller, report: &Report, number: u32) -> Result<(), Error> {
    allow(caller, Verb::ReadVersions, &report.object())?;
    let fate: Option<Option<String>> =
        sqlx::query_scalar("SELECT closed_as FROM versions WHERE report_id = $1 AND number = $2")
            .bind(&report.id)
            .bind(i64::from(number))
            .fetch_optional(conn)
            .await?;
    let withdrawn = fate.ok_or(Error::NotFound)?.as_deref() == Some(Fate::Withdrawn.name());
    if withdrawn && caller.actor.city() != Some(report.city.as_str()) {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// The name of a file in some version that the caller reads; none where there is none.
pub(crate) async fn in_versions(
    conn: &mut AnyConnection,
    caller: &Caller,
    hash: &str,
    name: &str,
) -> Result<Option<String>, Error> {
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "SELECT r.city, r.period, f.version, f.name FROM version_files f JOIN reports r ON r.id = f.report_id \
         WHERE f.hash = $1 ORDER BY f.name <> $2, f.version DESC",
    )
    .bind(hash)
    .bind(name)
    .fetch_all(&mut *conn)
    .await?;
    for (city, period, number, name) in rows {
        let period = period.parse().map_err(Error::unavailable)?;
        let (_, report) = report::find(conn, &city, period).await?;
        let number = u32::try_from(number).map_err(Error::unavailable)?;
        match reads_version(conn, caller, &report, number).await {
            Ok(()) => return Ok(Some(name)),
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(None)
}

/// The evidence of a draft as a version would freeze it.
pub(super) async fn of_draft(conn: &mut AnyConnection, report: &Report) -> Result<FilesByItem, Error> {
    let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
        "SELECT e.item, e.name, e.hash, b.kind, b.size FROM evidence e JOIN blobs b ON b.hash = e.hash \
         WHERE e.owner = $1 AND e.item <> $2",
    )
    .bind(object(&report.city, report.period))
    .bind(SIGNATURE)
    .fetch_all(conn)
    .await?;
    let mut all = FilesByItem::new();
    for (item, name, hash, kind, size) in rows {
        let kind = FileKind::parse(&kind).ok_or_else(|| Error::unavailable("a file's kind"))?;
        let size = u64::try_from(size).unwrap_or(0);
        all.entry(item).or_default().push(FrozenFile { name, hash, kind, size });
    }
    all.values_mut().for_each(|files| files.sort());
    Ok(all)
}

/// Writes down what a new version names.
pub(super) async fn freeze(w: &mut Write, report_id: &str, content: &Content) -> Result<(), Error> {
    for (item, files) in &content.files {
        for file in files {
            name(w, report_id, content.number, item, file).await?;
        }
    }
    Ok(())
}

async fn name(w: &mut Write, report_id: &str, number: u32, item: &str, file: &FrozenFile) -> Result<(), Error> {
    sqlx::query("INSERT INTO version_files (report_id, version, item, hash, name) VALUES ($1, $2, $3, $4, $5)")
        .bind(report_id)
        .bind(i64::from(number))
        .bind(item)
        .bind(&file.hash)
        .bind(&file.name)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// Gives a draft the evidence of its accepted version again; gives the keys that nothing names any more.
pub(super) async fn put_back(w: &mut Write, report: &Report, accepted: &Content) -> Result<Vec<String>, Error> {
    let (now, owner) = (of_draft(w.conn(), report).await?, object(&report.city, report.period));
    if now == accepted.files {
        return Ok(Vec::new());
    }
    sqlx::query("DELETE FROM evidence WHERE owner = $1 AND item <> $2")
        .bind(&owner)
        .bind(SIGNATURE)
        .execute(w.conn())
        .await?;
    for (item, files) in &accepted.files {
        for file in files {
            evidence::link(w, &owner, item, &file.hash, &file.name, None).await?;
        }
    }
    let mut unnamed = Vec::new();
    let hashes: BTreeSet<String> = now.into_values().flatten().map(|f| f.hash).collect();
    for hash in hashes {
        unnamed.extend(evidence::release(w, &hash).await?);
    }
    Ok(unnamed)
}

/// What differs from the accepted version is counted with its evidence.
pub(crate) async fn recount(w: &mut Write, owner: &evidence::Owner) -> Result<(), Error> {
    let evidence::Owner::Report { city, period, .. } = owner else {
        return Ok(());
    };
    let (_, report) = report::find(w.conn(), city, *period).await?;
    if report.accepted.is_some() {
        super::changed::recount(w, &report).await?;
    }
    Ok(())
}
