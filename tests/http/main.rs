//! The HTTP ring: the real router in this process, refusals first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod access;
mod admin;
mod attachments;
mod beside;
mod calendar;
mod carried;
mod charts;
mod compare;
mod completeness;
mod contacts;
mod corrections;
mod doors;
mod evidence;
mod expired;
mod generated;
mod inputs;
mod journey;
mod kinds;
mod leaks;
mod links;
mod messages;
mod notes;
mod pages;
mod practices;
mod problems;
mod questions;
mod releases;
mod returns;
mod sign_in;
mod signing;
mod supplements;
mod table;
mod told;
mod versions;
mod workbench;
