//! What a file stands at, and who may do what with it there: each owner asks the rules of the thing itself.

use domain::period::Period;
use sqlx::AnyConnection;

use crate::{Caller, Error, practices, problems, reports};

/// What a file stands at. Another owner is a variant here, its address in [`Owner::key`] and [`Owner::of_key`], and who may
/// do what in [`guard`] and [`reads`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// An item of a report, by code or section name, or [`domain::evidence::SIGNATURE`].
    Report {
        /// City slug.
        city: String,
        /// Report period.
        period: Period,
        /// The item.
        item: String,
    },
    /// A problem's thread, by number.
    Problem(i64),
    /// A practice, by number.
    Practice(i64),
    /// What shows that a city adopted a practice.
    Adoption {
        /// The practice, by number.
        practice: i64,
        /// Slug of the city that adopted it.
        city: String,
    },
}

impl Owner {
    /// The owner in the database and in the audit, and its item.
    pub(super) fn key(&self) -> (String, &str) {
        match self {
            Owner::Report { city, period, item } => (format!("report:{city}/{period}"), item),
            Owner::Problem(number) => (format!("problem:{}", domain::problem::code(*number)), WHOLE),
            Owner::Practice(number) => (format!("practice:{}", domain::practice::code(*number)), WHOLE),
            Owner::Adoption { practice, city } => (adoptions_of(*practice), city),
        }
    }

    pub(super) fn of_key(owner: &str, item: &str) -> Option<Self> {
        let (kind, of) = owner.split_once(':')?;
        Some(match kind {
            "problem" => Owner::Problem(domain::problem::number(of)?),
            "practice" => Owner::Practice(domain::practice::number_of(of)?),
            "adoption" => Owner::Adoption {
                practice: domain::practice::number_of(of)?,
                city: item.to_owned(),
            },
            _ => {
                let (city, period) = of.split_once('/')?;
                Owner::Report {
                    city: city.to_owned(),
                    period: period.parse().ok()?,
                    item: item.to_owned(),
                }
            }
        })
    }
}

/// The owner of what shows the adoptions of a practice; its items are the cities.
pub(super) fn adoptions_of(practice: i64) -> String {
    format!("adoption:{}", domain::practice::code(practice))
}

/// The item of an owner that has no items.
const WHOLE: &str = "";

/// Refuses who may not add or remove here, or not now; gives the version that a signature belongs to.
pub(super) async fn guard(conn: &mut AnyConnection, caller: &Caller, owner: &Owner) -> Result<Option<u32>, Error> {
    match owner {
        Owner::Report { city, period, item } => reports::evidence::guard(conn, caller, city, *period, item).await,
        Owner::Problem(number) => problems::evidence::guard(conn, caller, *number).await.map(|()| None),
        Owner::Practice(number) => practices::evidence::guard(conn, caller, *number).await.map(|()| None),
        Owner::Adoption { practice, city } => {
            let guarded = practices::evidence::guard_adoption(conn, caller, *practice, city).await;
            guarded.map(|()| None)
        }
    }
}

/// What a reader may do with the files of a problem, a practice or an adoption that he reads.
pub(crate) struct Standing {
    /// He may add to them now.
    pub open: bool,
    /// He reads those that were there by this time, microseconds.
    pub until: i64,
}

pub(super) async fn standing(conn: &mut AnyConnection, caller: &Caller, owner: &Owner) -> Result<Standing, Error> {
    match owner {
        Owner::Problem(number) => problems::evidence::standing(conn, caller, *number).await,
        Owner::Practice(number) => practices::evidence::standing(conn, caller, *number).await,
        Owner::Adoption { practice, city } => {
            practices::evidence::standing_of_adoption(conn, caller, *practice, city).await
        }
        Owner::Report { .. } => Err(Error::NotFound),
    }
}

/// Refuses who may not read what stands here now since it was added.
pub(super) async fn reads(
    conn: &mut AnyConnection,
    caller: &Caller,
    owner: &Owner,
    version: Option<u32>,
    added_at: i64,
) -> Result<(), Error> {
    match (owner, version) {
        (Owner::Problem(_) | Owner::Practice(_) | Owner::Adoption { .. }, _) => {
            let standing = standing(conn, caller, owner).await?;
            (added_at <= standing.until).then_some(()).ok_or(Error::NotFound)
        }
        (Owner::Report { city, period, .. }, Some(number)) => {
            reports::evidence::reads_signature(conn, caller, city, *period, number).await
        }
        (Owner::Report { city, period, .. }, None) => reports::evidence::reads_draft(conn, caller, city, *period).await,
    }
}
