//! A scheme as its reader may see it: to its own city as typed, to province and CNIPA as submitted or filed.

use std::collections::BTreeMap;

use domain::{
    access::{Decision, Object, Role, Verb, may},
    calendar::beijing,
    city::cities,
    report::hash,
    scheme::{Action, Content, Flawed, Given, State, read},
    task::Now,
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _};

use super::{
    Accepted, COLUMNS, Head, Texts, draft, given, head, progress, verb,
    version::{self, Version, VersionHead},
};
use crate::{Caller, Error, Store, allow, timestamp};

/// What was said beside an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The version it speaks of.
    pub version: u32,
    /// Name of its author.
    pub author: String,
    /// The author's role when it was written.
    pub role: Role,
    /// True for why CNIPA returned it; else the city's answer.
    pub returned: bool,
    /// Its text.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// What the city types, with what stands against handing it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Every field as typed, by name.
    pub texts: Texts,
    /// What is wrong, in the order of the form.
    pub flaws: Vec<Flawed>,
    /// The items open to change, each with why CNIPA returned it; none where all are.
    pub open: Option<Texts>,
    /// What the approver said who sent it back.
    pub sent_back: Option<String>,
    /// When it was saved last, and by whom.
    pub saved: Option<(Timestamp, String)>,
    /// What it is read against.
    pub given: Given,
}

/// A scheme with all that its reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// City slug.
    pub city: String,
    /// Where it stands.
    pub state: State,
    /// Counts saves; the form's hidden `seen`.
    pub revision: i64,
    /// Why what is filed is being amended; empty where it is not, or the reader may not know yet.
    pub reason: String,
    /// A reviewer has taken the submission.
    pub taken: bool,
    /// To the city, while it has it.
    pub draft: Option<Draft>,
    /// To the city at sign-off: what was frozen, and its check code.
    pub to_sign: Option<(Content, String)>,
    /// The version that is submitted, else the one in force; none where there is neither.
    pub version: Option<Version>,
    /// The version in force.
    pub filed: Option<VersionHead>,
    /// The version in force before the one that is read, or, of an amendment, the one in force: what to compare with.
    pub before: Option<Version>,
    /// All versions, the latest first.
    pub heads: Vec<VersionHead>,
    /// What was said beside items.
    pub remarks: BTreeMap<String, Vec<Remark>>,
    /// What the reader may do with it now.
    pub can: Vec<Action>,
}

fn can(caller: &Caller, head: &Head) -> Vec<Action> {
    let object = head.object();
    let may = |a: &Action| {
        may(Some(&caller.actor), verb(*a), &object) == Decision::Allow && head.standing().after(*a).is_some()
    };
    Action::ALL.iter().copied().filter(may).collect()
}

/// The scheme of a city.
///
/// # Errors
/// `NotFound` for who may read neither the draft nor what was submitted or filed; where it stands is in the list.
pub async fn get(store: &Store, caller: &Caller, city: &str) -> Result<Scheme, Error> {
    let mut snapshot = store.read().await?;
    let head = head(snapshot.conn(), city).await?;
    whole(snapshot.conn(), caller, head).await
}

async fn whole(conn: &mut AnyConnection, caller: &Caller, head: Head) -> Result<Scheme, Error> {
    let object = head.object();
    allow(caller, Verb::See, &object)?;
    let allowed = |verb| may(Some(&caller.actor), verb, &object) == Decision::Allow;
    let own = allowed(Verb::Save);
    let heads = match allowed(Verb::ReadVersions) {
        true => version::heads(conn, &head.id, own).await?,
        false => Vec::new(),
    };
    let read_now = match head.state {
        State::Submitted => head.latest,
        _ => head.filed,
    };
    let version = match read_now.filter(|n| heads.iter().any(|h| h.number == *n)) {
        Some(number) => Some(version::load(conn, &head.id, number, own).await?),
        None => None,
    };
    if !own && version.is_none() {
        return Err(Error::NotFound);
    }
    let earlier = heads
        .iter()
        .find(|h| h.filed.is_some() && Some(h.number) != read_now)
        .map(|h| h.number);
    let before = match earlier {
        Some(number) => Some(version::load(conn, &head.id, number, own).await?),
        None => None,
    };
    let remarks = match heads.is_empty() {
        true => BTreeMap::new(),
        false => remarks(conn, &head.id).await?,
    };
    let draft = match own && matches!(head.state, State::Drafting | State::Returned) {
        true => Some(draft_of(conn, &head).await?),
        false => None,
    };
    let to_sign = match own && head.state == State::CitySignOff {
        true => {
            let content = version::next(conn, &head.id).await?;
            let code = hash(&serde_json::to_string(&content)?).1;
            Some((content, code))
        }
        false => None,
    };
    let told = own || head.state == State::Submitted;
    Ok(Scheme {
        can: can(caller, &head),
        filed: heads.iter().find(|h| Some(h.number) == head.filed).cloned(),
        reason: if told { head.reason.clone() } else { String::new() },
        taken: head.taken_by.is_some(),
        state: head.state,
        revision: head.revision,
        city: head.city,
        draft,
        to_sign,
        version,
        before,
        heads,
        remarks,
    })
}

/// The scheme of a city for who reviews it.
///
/// # Errors
/// `Forbidden` for who reads and does not review, `NotFound` for who may not know of it.
pub async fn under_review(store: &Store, caller: &Caller, city: &str) -> Result<Scheme, Error> {
    let mut snapshot = store.read().await?;
    let head = head(snapshot.conn(), city).await?;
    allow(caller, Verb::Review, &head.object())?;
    whole(snapshot.conn(), caller, head).await
}

async fn draft_of(conn: &mut AnyConnection, head: &Head) -> Result<Draft, Error> {
    let fields = draft::load(conn, &head.id).await?;
    let texts = draft::texts(conn, &fields).await?;
    let given = given(conn).await?;
    let reading = read(&head.city, &texts, &given);
    let last = fields.values().max_by_key(|f| f.saved_at);
    Ok(Draft {
        saved: last.map(|f| (timestamp(f.saved_at), f.by_name.clone())),
        texts,
        flaws: reading.flaws,
        open: super::review::open_items(conn, head).await?,
        sent_back: head.sent_back.clone(),
        given,
    })
}

async fn remarks(conn: &mut AnyConnection, id: &str) -> Result<BTreeMap<String, Vec<Remark>>, Error> {
    let rows: Vec<(String, i64, String, String, String, String, i64)> = sqlx::query_as(
        "SELECT m.item, m.version, COALESCE(u.name, m.author), m.author_role, m.kind, m.text, m.at FROM scheme_remarks m \
         LEFT JOIN users u ON u.id = m.author WHERE m.scheme_id = $1 ORDER BY m.seq",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<String, Vec<Remark>> = BTreeMap::new();
    for (item, version, author, role, kind, text, at) in rows {
        let role = Role::parse(&role).ok_or_else(|| Error::unavailable("a remark of no role"))?;
        all.entry(item).or_default().push(Remark {
            version: u32::try_from(version).unwrap_or(0),
            author,
            role,
            returned: kind == "return",
            text,
            at: timestamp(at),
        });
    }
    Ok(all)
}

/// A version by its number.
///
/// # Errors
/// `NotFound` where there is none for this reader.
pub async fn version(store: &Store, caller: &Caller, city: &str, number: u32) -> Result<Version, Error> {
    let mut snapshot = store.read().await?;
    let head = head(snapshot.conn(), city).await?;
    allow(caller, Verb::ReadVersions, &head.object())?;
    let own = may(Some(&caller.actor), Verb::Save, &head.object()) == Decision::Allow;
    version::load(snapshot.conn(), &head.id, number, own).await
}

/// A scheme that somebody should do something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// City slug.
    pub city: String,
    /// Where it stands, never filed.
    pub state: State,
    /// What is filed is being amended.
    pub amending: bool,
    /// When it was submitted last, where it is.
    pub submitted_at: Option<Timestamp>,
}

/// The schemes that wait for the caller: the city's own with its editors or approvers, those submitted with CNIPA.
///
/// # Errors
/// `Unavailable` only.
pub async fn waiting(store: &Store, caller: &Caller) -> Result<Vec<Waiting>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT v.submitted_at FROM scheme_versions v WHERE v.scheme_id = schemes.id \
         AND v.number = schemes.latest) FROM schemes WHERE state <> $1"
    );
    let mut snapshot = store.read().await?;
    let rows = sqlx::query(&sql)
        .bind(State::Filed.name())
        .fetch_all(snapshot.conn())
        .await?;
    let mut begun: BTreeMap<String, Waiting> = BTreeMap::new();
    for row in &rows {
        let head = Head::of(row)?;
        let at: Option<i64> = row.try_get(12)?;
        begun.insert(
            head.city.clone(),
            Waiting {
                submitted_at: at.filter(|_| head.state == State::Submitted).map(timestamp),
                amending: head.filed.is_some(),
                state: head.state,
                city: head.city,
            },
        );
    }
    if let Some(own) = caller.actor.city() {
        let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM schemes WHERE city = $1")
            .bind(own)
            .fetch_optional(snapshot.conn())
            .await?;
        if known.is_none() {
            let fresh = Head::fresh(own);
            let (city, state) = (fresh.city, fresh.state);
            begun.insert(
                own.to_owned(),
                Waiting {
                    city,
                    state,
                    amending: false,
                    submitted_at: None,
                },
            );
        }
    }
    let mine = |w: &Waiting| {
        let object = Object::Scheme {
            city: &w.city,
            state: w.state,
            versions: 0,
        };
        let verb = match w.state {
            State::Drafting | State::Returned => Verb::Save,
            State::CitySignOff => Verb::Approve,
            State::Submitted => Verb::Review,
            State::Filed => return false,
        };
        may(Some(&caller.actor), verb, &object) == Decision::Allow
    };
    Ok(cities()
        .iter()
        .filter_map(|c| begun.remove(&c.slug))
        .filter(mine)
        .collect())
}

/// The scheme of a city in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// City slug.
    pub city: String,
    /// Where it stands.
    pub state: State,
    /// The version in force, for who may read it.
    pub filed: Option<Version>,
    /// What was accepted of its tasks and spending, for who may read it.
    pub accepted: Accepted,
    /// The day that it is looked at.
    pub now: Now,
    /// When it was submitted last, for who may know.
    pub submitted_at: Option<Timestamp>,
    /// The caller may read its page.
    pub readable: bool,
}

/// The schemes of all cities whose scheme the caller may know of, in the notice's order.
///
/// # Errors
/// `Unavailable` only; who may see none gets none.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<Row>, Error> {
    let mut snapshot = store.read().await?;
    let conn = snapshot.conn();
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT v.submitted_at FROM scheme_versions v WHERE v.scheme_id = schemes.id \
         AND v.number = schemes.latest) FROM schemes"
    );
    let rows = sqlx::query(&sql).fetch_all(&mut *conn).await?;
    let mut begun: BTreeMap<String, (Head, Option<i64>)> = BTreeMap::new();
    for row in &rows {
        let head = Head::of(row)?;
        begun.insert(head.city.clone(), (head, row.try_get(12)?));
    }
    let mut in_force = version::in_force(conn).await?;
    let now = progress::now(conn, beijing(caller.at).date()).await?;
    let own = caller.actor.city();
    let mut said = progress::accepted(conn, own, None, None).await?;
    let mut all = Vec::new();
    for city in cities() {
        let fresh = || (Head::fresh(&city.slug), None);
        let (head, submitted_at) = begun.remove(&city.slug).unwrap_or_else(fresh);
        let allowed = |verb| may(Some(&caller.actor), verb, &head.object()) == Decision::Allow;
        if !allowed(Verb::See) {
            continue;
        }
        let reads = allowed(Verb::ReadVersions);
        let filed = in_force.remove(&head.id).filter(|_| reads);
        let own = allowed(Verb::Save);
        let accepted = said.remove(&city.slug).filter(|_| reads).unwrap_or_default();
        all.push(Row {
            readable: own || filed.is_some() || (reads && head.state == State::Submitted),
            accepted,
            now,
            state: head.state,
            city: head.city,
            filed,
            submitted_at: submitted_at.filter(|_| reads).map(timestamp),
        });
    }
    Ok(all)
}
