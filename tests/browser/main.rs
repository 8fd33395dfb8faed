//! The browser ring: Chromium against the real program with the demonstration pilot, with and without JavaScript.
//! It needs `PILOTBOARD_BIN` and a `chromedriver`; axe also `PILOTBOARD_AXE`. Missing, it says so, and fails with `CI`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod chromium;
mod fields;
mod journey;
mod pages;
mod stage;
