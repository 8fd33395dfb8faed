//! The store: one schema and one SQL on SQLite and PostgreSQL. Each use case is one function that asks
//! permission first, one transaction and one audit line; only this crate knows a database.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod attempts;
pub mod audit;
pub mod briefs;
pub mod calendar;
pub mod completeness;
pub mod contacts;
mod error;
pub mod evidence;
pub mod facts;
mod files;
pub mod links;
pub mod mail;
pub mod messages;
mod open;
mod packed;
pub mod practices;
pub mod problems;
pub mod questions;
pub mod releases;
pub mod reports;
pub mod revision;
pub mod schemes;
pub mod scores;
pub mod sessions;
pub mod settings;
mod store;
pub mod users;
pub mod views;

pub use domain::audit::Key as AuditKey;
pub use error::{Error, Refusal};
pub use files::{FILE_MEGABYTES, Files, FilesError};
pub use open::{Backend, OpenError};
pub use store::{Caller, Line, Read, Store, Write, allow, micros, timestamp};
