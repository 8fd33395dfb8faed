//! `/reports…`: list, editor or frozen view, versions, review.

pub mod about;
pub mod completeness;
mod contents;
mod correction;
mod diff;
pub mod edit;
mod form;
mod form_cells;
mod form_data;
mod form_said;
pub mod frozen;
mod hand_in;
pub mod list;
pub mod matrix;
pub mod posts;
pub mod review;
mod review_data;
mod review_item;
pub mod review_posts;
mod review_side;
pub mod rows;
pub mod show;
mod summary;
mod unsaved;
pub mod versions;
pub mod words;
