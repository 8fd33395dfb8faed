//! The HTTP ring: the real router in this process, refusals first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod access;
mod admin;
mod beside;
mod charts;
mod compare;
mod doors;
mod expired;
mod inputs;
mod journey;
mod kinds;
mod leaks;
mod links;
mod pages;
mod releases;
mod returns;
mod sign_in;
mod table;
mod told;
