//! The library and what waits: practices of a state, filtered and searched, a page at a time, with their adopters.

use domain::{
    access::{Decision, Object, Verb, may},
    city::cities,
    indicator::{Aspect, Goal},
    practice::State,
};
use jiff::Timestamp;
use sqlx::Row as _;

use super::{Adoption, adoptions, state};
use crate::{Caller, Error, Store, allow, timestamp};

/// How many practices a page of a list holds.
pub const PAGE: usize = 20;
/// How many words of a search count.
const WORDS: usize = 8;

/// Whether a practice was adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// By a city at least.
    Adopted,
    /// By none yet.
    NotYet,
}

/// Which practices are wanted; what is none is not limited.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Words between blanks, each of which must stand in it; of Chinese any run of characters.
    pub text: &'a str,
    /// Where they stand.
    pub state: State,
    /// Their aspect.
    pub aspect: Option<Aspect>,
    /// Their goal.
    pub goal: Option<Goal>,
    /// Their city.
    pub city: Option<&'a str>,
    /// The indicator they name.
    pub indicator: Option<&'a str>,
    /// Adopted or not.
    pub adopted: Option<Wanted>,
    /// From which on, counted from 0.
    pub from: usize,
    /// How many at most.
    pub most: usize,
}

impl Default for Query<'_> {
    fn default() -> Self {
        Query {
            text: "",
            state: State::Published,
            aspect: None,
            goal: None,
            city: None,
            indicator: None,
            adopted: None,
            from: 0,
            most: PAGE,
        }
    }
}

/// A practice in a list, as handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: i64,
    /// City slug.
    pub city: String,
    /// Where it stands.
    pub state: State,
    /// Its title.
    pub title: String,
    /// An aspect by name, or empty.
    pub aspect: String,
    /// A goal by name, or empty.
    pub goal: String,
    /// The indicator it names, or empty.
    pub indicator: String,
    /// When it was published, decided on, handed in or begun, whichever came last.
    pub at: Timestamp,
    /// CNIPA's reason, to who may read it before it is published.
    pub reason: String,
    /// Who adopted it, the first first.
    pub adoptions: Vec<Adoption>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// How many fit in all.
    pub total: usize,
    /// Those of the page, the latest first.
    pub rows: Vec<Row>,
}

/// What the library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Published practices.
    pub published: usize,
    /// Of how many cities.
    pub cities: usize,
    /// Adoptions.
    pub adoptions: usize,
    /// By how many cities.
    pub adopters: usize,
}

/// What `LIKE` takes for a text that holds this word as it is.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

fn reads(caller: &Caller, city: &str, state: State) -> bool {
    may(Some(&caller.actor), Verb::Read, &Object::Practice { city, state }) == Decision::Allow
}

/// `NotFound` for who does not read the library.
fn enter(caller: &Caller) -> Result<(), Error> {
    let state = State::Published;
    allow(caller, Verb::Read, &Object::Practice { city: "", state })
}

/// The practices that fit and that the caller may read.
///
/// # Errors
/// `NotFound` for experts and the auditor.
pub async fn list(store: &Store, caller: &Caller, query: &Query<'_>) -> Result<Listing, Error> {
    enter(caller)?;
    let seen: Vec<_> = cities()
        .iter()
        .map(|c| c.slug.as_str())
        .filter(|c| reads(caller, c, query.state) && query.city.is_none_or(|wanted| wanted == *c))
        .collect();
    if seen.is_empty() {
        return Ok(Listing::default());
    }
    let mut binds: Vec<String> = vec![query.state.name().to_owned()];
    let mut sql = String::from(
        "SELECT p.id, p.number, p.city, p.state, p.title, p.aspect, p.goal, p.indicator, \
         COALESCE(p.published_at, p.decided_at, p.submitted_at, p.created_at), COALESCE(p.reason, ''), \
         COUNT(*) OVER () FROM practices p WHERE p.state = $1",
    );
    let mut and = |sql: &mut String, before: &str, value: &str, after: &str| {
        binds.push(value.to_owned());
        sql.push_str(&format!(" AND {before}${}{after}", binds.len()));
    };
    if seen.len() < cities().len() {
        let list: Vec<_> = seen.iter().map(|c| format!("'{}'", c.replace('\'', ""))).collect();
        sql.push_str(&format!(" AND p.city IN ({})", list.join(", ")));
    }
    for (column, value) in [
        ("p.aspect = ", query.aspect.map(Aspect::name)),
        ("p.goal = ", query.goal.map(Goal::name)),
        ("p.indicator = ", query.indicator),
    ] {
        if let Some(value) = value {
            and(&mut sql, column, value, "");
        }
    }
    if let Some(wanted) = query.adopted {
        let some = if wanted == Wanted::Adopted { "" } else { "NOT " };
        sql.push_str(&format!(
            " AND {some}EXISTS (SELECT 1 FROM adoptions a WHERE a.practice_id = p.id)"
        ));
    }
    // Both sides stand in small letters, since the databases differ in which letters are alike.
    let words = query.text.to_lowercase().replace('\0', "");
    for word in words.split_whitespace().take(WORDS) {
        let before = "EXISTS (SELECT 1 FROM practice_words w WHERE w.practice_id = p.id AND w.words LIKE ";
        and(&mut sql, before, &pattern(word), " ESCAPE '!')");
    }
    sql.push_str(&format!(
        " ORDER BY 9 DESC, p.number DESC LIMIT {} OFFSET {}",
        query.most, query.from
    ));
    let mut read = store.read().await?;
    let mut asked = sqlx::query(&sql);
    for bind in binds {
        asked = asked.bind(bind);
    }
    let found = asked.fetch_all(read.conn()).await?;
    let mut listing = Listing::default();
    let mut ids = Vec::new();
    for row in &found {
        let city: String = row.try_get(2)?;
        let whole = reads(caller, &city, State::Submitted);
        listing.total = usize::try_from(row.try_get::<i64, _>(10)?).unwrap_or(0);
        ids.push(row.try_get::<String, _>(0)?);
        listing.rows.push(Row {
            number: row.try_get(1)?,
            state: state(row.try_get(3)?)?,
            title: row.try_get(4)?,
            aspect: row.try_get(5)?,
            goal: row.try_get(6)?,
            indicator: row.try_get(7)?,
            at: timestamp(row.try_get(8)?),
            reason: if whole { row.try_get(9)? } else { String::new() },
            adoptions: Vec::new(),
            city,
        });
    }
    if query.state == State::Published {
        let mut adopted = adoptions::of(read.conn(), caller, &ids).await?;
        for (row, id) in listing.rows.iter_mut().zip(&ids) {
            row.adoptions = adopted.remove(id).unwrap_or_default();
        }
    }
    Ok(listing)
}

/// What is not in the library and concerns the caller: a city's own in any other state; to CNIPA what waits for its word;
/// of each state the first page. Nothing for anybody else.
///
/// # Errors
/// `NotFound` for experts and the auditor.
pub async fn open(store: &Store, caller: &Caller) -> Result<Vec<(State, Listing)>, Error> {
    enter(caller)?;
    let states: &[State] = if caller.actor.is_cnipa() {
        &[State::Submitted, State::Selected]
    } else if caller.actor.city().is_some_and(|c| reads(caller, c, State::Draft)) {
        &[
            State::Returned,
            State::Draft,
            State::Submitted,
            State::Selected,
            State::Declined,
        ]
    } else {
        &[]
    };
    let mut all = Vec::new();
    for state in states {
        let query = Query {
            state: *state,
            ..Query::default()
        };
        let listing = list(store, caller, &query).await?;
        if listing.total > 0 {
            all.push((*state, listing));
        }
    }
    Ok(all)
}

/// What the library holds.
///
/// # Errors
/// `NotFound` for experts and the auditor.
pub async fn counts(store: &Store, caller: &Caller) -> Result<Counts, Error> {
    enter(caller)?;
    let sql = "SELECT COUNT(*), COUNT(DISTINCT city), (SELECT COUNT(*) FROM adoptions), \
               (SELECT COUNT(DISTINCT city) FROM adoptions) FROM practices WHERE state = 'published'";
    let row: (i64, i64, i64, i64) = sqlx::query_as(sql).fetch_one(&mut *store.one().await?).await?;
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Counts {
        published: count(row.0),
        cities: count(row.1),
        adoptions: count(row.2),
        adopters: count(row.3),
    })
}
