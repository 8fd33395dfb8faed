//! The problem register: what cities raise, every step of its handling, the register's list and figures. The rules are
//! `domain::problem`; each use case is one function, one transaction, one audit line, its texts sealed in it.

mod group;
mod list;
mod read;
mod row;
mod step;
mod summary;
mod told;
mod write;

pub use group::{Like, join, leave, like, share};
pub use list::{Filter, Listed, PAGE, Which, all, list};
pub use read::{Found, Step, Waiting, find, waiting};
pub use row::{Row, verb};
pub use step::act;
pub use summary::{Cell, Summary, summary};
pub use write::{edit, register};
