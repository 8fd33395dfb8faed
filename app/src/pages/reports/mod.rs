//! `/reports…`: list, editor or frozen view, versions, review.

pub mod edit;
mod form;
mod form_data;
pub mod frozen;
pub mod posts;
pub mod show;
pub mod words;
