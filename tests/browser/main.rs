//! The browser ring: Chromium against the real program with the demonstration pilot, with and without JavaScript.
//! It needs `PILOTBOARD_BIN` and a `chromedriver`; axe also `PILOTBOARD_AXE`. Missing, it says so, and fails with `CI`.
//! Old browsers are named by `PILOTBOARD_CHROMIUM_108` and `PILOTBOARD_CHROMIUM_86`; missing, it says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod chromium;
mod driver;
mod editor;
mod fields;
mod first_scheme;
mod journey;
mod keys;
mod old;
mod pages;
mod paper;
mod problems;
mod reads;
mod schemes;
mod stage;
mod stress;
mod unsaved;
mod uploads;
