//! What the pages of comparison share: what a reader asks for and may see, one indicator of the nine cities as a sheet,
//! and its charts and tables. Pages, files and exports are made from the same sheet, so that they cannot differ.

pub mod asked;
pub mod change;
pub mod chart;
mod distance;
mod drawing;
pub mod figure;
pub mod form;
pub mod heat;
mod kinds;
pub mod pair;
pub mod peers;
mod read;
mod scatter;
pub mod shape;
pub mod sheet;
pub mod sight;
mod slope;
pub mod table;
pub mod target;
