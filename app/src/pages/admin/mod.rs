//! The administrator's pages. The store lets nobody else in: to them these answer 403.

pub mod calendar;
pub mod invite;
pub mod posts;
pub mod release_posts;
pub mod releases;
pub mod scope;
pub mod users;

use crate::error::Error;

/// Why a post was refused: sentences at fields, or an error of the page.
enum Refused {
    Fields(Vec<(String, String)>),
    Page(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(e: E) -> Self {
        Refused::Page(e.into())
    }
}
