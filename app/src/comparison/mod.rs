//! What the pages of comparison share: what a reader asks for and may see, one indicator of the nine cities as a sheet,
//! and its charts and tables. Pages, files and exports are made from the same sheet, so that they cannot differ.

pub mod asked;
pub mod chart;
mod drawing;
pub mod figure;
pub mod form;
pub mod heat;
mod read;
pub mod sheet;
pub mod sight;
pub mod table;
pub mod target;
