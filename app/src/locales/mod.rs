//! All words of the product, Chinese and English side by side, checked when compiling: a word that lacks a
//! language or an argument does not build. `Words(lang).sign_in()` gives the text.

#[macro_use]
mod words_macro;

#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
mod calendar;
mod checks;
mod common;
#[cfg(feature = "ssr")]
mod corrections;
#[cfg(feature = "ssr")]
mod findings;
mod format;
#[cfg(feature = "ssr")]
mod indicators;
mod keys;
#[cfg(feature = "ssr")]
mod names;
#[cfg(feature = "ssr")]
mod practices;
#[cfg(feature = "ssr")]
mod questions;
mod reports;
#[cfg(feature = "ssr")]
mod review;
#[cfg(feature = "ssr")]
mod supplements;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "ssr")]
mod workbench;

use domain::lang::Lang;

/// The words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Lang);
