//! Practices 经验做法: cases of cities from draft to the library, and the cities that adopted them. What a city types since
//! a return is its own; everybody else reads what was handed in.

mod adopt;
mod adoptions;
mod decide;
mod draft;
pub(crate) mod evidence;
mod list;
mod read;
mod step;
mod told;

use domain::{
    access::{Actor, Role},
    city::city,
    practice::{By, Case, FIELDS, State, code},
};
use jiff::{Timestamp, civil::Date};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

pub use adopt::adopt;
pub use adoptions::{Mark, marks};
pub use decide::act;
pub use draft::{create, save, submit};
pub use list::{Counts, Listing, PAGE, Query, Row, Wanted, counts, list, open};
pub use read::{Practice, Step, editor_of, get};

use crate::{Error, facts::Moved, timestamp};

/// A city that does what another one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// City slug.
    pub city: String,
    /// Since when.
    pub on: Date,
    /// Code of the indicator that is to move.
    pub indicator: String,
    /// What shows it.
    pub proof: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// The indicator before and since, as far as the reader may see that city's values.
    pub moved: Moved,
}

/// A practice as its row holds it.
struct Head {
    id: String,
    number: i64,
    city: String,
    state: State,
    revision: i64,
    /// As handed in last; of one never handed in as typed.
    case: Case,
    /// As typed since a return.
    draft: Option<Case>,
    published_at: Option<Timestamp>,
    submitted_at: Option<Timestamp>,
    saved_at: Timestamp,
    saved_by: String,
}

impl Head {
    /// What its own city reads and goes on typing.
    fn typed(&self) -> &Case {
        self.draft.as_ref().unwrap_or(&self.case)
    }

    fn object(&self) -> String {
        object(self.number)
    }
}

/// What an audit line is about.
fn object(number: i64) -> String {
    format!("practice:{}", code(number))
}

/// The columns of a case's fields, in the order of [`FIELDS`].
fn columns() -> [&'static str; FIELDS.len()] {
    FIELDS.map(|name| match name {
        "before" => "before_value",
        "after" => "after_value",
        same => same,
    })
}

fn state(name: &str) -> Result<State, Error> {
    State::parse(name).ok_or_else(|| Error::unavailable("a practice in no state"))
}

async fn head(conn: &mut AnyConnection, number: i64) -> Result<Head, Error> {
    let sql = format!(
        "SELECT p.id, p.city, p.state, p.revision, p.draft, p.published_at, p.submitted_at, p.saved_at, \
         COALESCE(u.name, p.saved_by), {} FROM practices p LEFT JOIN users u ON u.id = p.saved_by WHERE p.number = $1",
        columns().map(|c| format!("p.{c}")).join(", ")
    );
    let row: AnyRow = sqlx::query(&sql)
        .bind(number)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    let mut case = Case::default();
    for (i, name) in FIELDS.iter().enumerate() {
        case.set(name, row.try_get::<&str, _>(9 + i)?);
    }
    let draft: Option<String> = row.try_get(4)?;
    let time = |i: usize| -> Result<_, Error> { Ok(row.try_get::<Option<i64>, _>(i)?.map(timestamp)) };
    Ok(Head {
        id: row.try_get(0)?,
        number,
        city: row.try_get(1)?,
        state: state(row.try_get(2)?)?,
        revision: row.try_get(3)?,
        draft: draft.map(|d| serde_json::from_str(&d)).transpose()?,
        published_at: time(5)?,
        submitted_at: time(6)?,
        saved_at: timestamp(row.try_get(7)?),
        saved_by: row.try_get(8)?,
        case,
    })
}

/// Who acts, as seen from a practice of this city.
fn by(actor: &Actor, city: &str) -> By {
    match actor.role {
        Role::Reviewer | Role::Admin => By::Cnipa,
        Role::CityEditor | Role::CityApprover if actor.covers(city) => By::Own,
        _ => By::Other,
    }
}

/// What a search looks through, in small letters.
fn words(number: i64, slug: &str, case: &Case) -> String {
    let place = city(slug)
        .map(|c| format!("{} {}", c.name.zh, c.name.en))
        .unwrap_or_default();
    let texts = FIELDS
        .iter()
        .filter(|name| !name.starts_with("before") && !name.starts_with("after"))
        .filter_map(|name| case.get(name));
    let mut all = format!("{} {place}", code(number));
    for text in texts {
        all.push('\n');
        all.push_str(text);
    }
    all.to_lowercase()
}
