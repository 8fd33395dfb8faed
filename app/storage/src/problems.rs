//! The problem register: what cities raise, every step of its handling, the register's list and figures. The rules are
//! `domain::problem`; each use case is one function, one transaction, one audit line, its texts sealed in it.

pub(crate) mod evidence;
mod filter;
mod group;
mod list;
mod read;
mod row;
mod step;
mod stored;
mod summary;
mod thread;
mod told;
mod write;

pub use filter::{Filter, Which};
pub use group::{Like, join, leave, like, share};
pub use list::{Listed, PAGE, all, list, overview};
pub use read::{Found, Step, Waiting, answered_by, find, waiting};
pub use row::{Row, verb};
pub use step::act;
pub use summary::{Cell, Summary, summary};
pub use write::{edit, register};
