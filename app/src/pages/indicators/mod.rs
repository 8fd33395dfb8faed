//! `/indicators`, `/indicators/{code}`, and what they show as files: charts and numbers of the nine cities, each
//! reader's by what CNIPA has released to him.

pub(super) mod asked;
mod chart;
pub mod files;
mod form;
pub mod index;
mod sheet;
pub mod show;
mod sight;
mod table;
