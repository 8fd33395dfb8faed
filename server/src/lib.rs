//! The program around the pages: configuration, router, sign-in, files, command line.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod assets;
pub mod auth;
pub mod cache;
pub mod commands;
pub mod config;
pub mod demo;
pub mod guard;
pub mod idle;
pub mod mail;
pub mod passwords;
pub mod posts;
pub mod router;
pub mod serve;
pub mod session_store;
