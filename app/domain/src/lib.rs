//! What the pilot board is about: cities, indicators, periods, entries, checks, reports, access and comparison,
//! as types and pure rules. Nothing here knows a framework, a database, a clock or chance; it compiles for
//! the server and for the browser.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod access;
pub mod aggregate;
pub mod audit;
pub mod brief;
pub mod calendar;
pub mod change;
pub mod check;
pub mod city;
pub mod compare;
pub mod contact;
pub mod correction;
mod data;
pub mod difference;
pub mod entry;
pub mod evidence;
pub mod fault;
pub mod fill;
pub mod finding;
pub mod form;
pub mod indicator;
pub mod lang;
pub mod likeness;
pub mod mail;
pub mod mention;
pub mod message;
pub mod note;
pub mod number;
pub mod outlier;
pub mod paste;
pub mod peers;
pub mod period;
pub mod practice;
pub mod problem;
pub mod punctuality;
pub mod question;
pub mod reminder;
pub mod report;
pub mod scheme;
pub mod score;
pub mod supplement;
pub mod target;
pub mod task;

pub use rust_decimal::Decimal;
