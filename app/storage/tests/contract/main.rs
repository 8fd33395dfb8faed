//! The storage contract: one suite, on SQLite and on a private PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calendar;
mod core;
mod filed;
mod messages;
mod nine;
mod postgres;
mod practices;
mod problems;
mod questions;
mod reports;
mod revision;
#[path = "../../../../tests/support/scheme_form.rs"]
mod scheme_form;
mod schemes;
mod scores;
mod support;
mod tasks;
