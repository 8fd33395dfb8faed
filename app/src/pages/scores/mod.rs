//! Scores: of a city, explained point by point (`page`), of all cities on the overview (`matrix`), as a line on a city's
//! pages (`beside`), and as a file.

mod asked;
pub(super) mod beside;
mod explain;
pub mod file;
pub(super) mod matrix;
pub mod page;
pub mod posts;
mod rows;
mod sums;
