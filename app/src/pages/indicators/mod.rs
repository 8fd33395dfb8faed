//! `/indicators` and `/indicators/{code}`: the nine cities, each reader's by what CNIPA has released to him.

pub mod index;
pub mod questions;
pub mod show;
