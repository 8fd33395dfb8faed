//! What the pilot board is about: cities, indicators, periods, entries, checks, reports, access and comparison,
//! as types and pure rules. Nothing here knows a framework, a database, a clock or chance; it compiles for
//! the server and for the browser.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod access;
pub mod city;
mod data;
pub mod entry;
pub mod indicator;
pub mod lang;
pub mod period;
pub mod report;

pub use rust_decimal::Decimal;
