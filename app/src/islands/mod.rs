//! Islands: the parts of pages that need the browser, and the functions of the server they call. An island wraps
//! what the server rendered and works on it in place, so that its form is a form until it has started, or without it.

mod again;
mod clash;
mod dom;
mod fill;
pub mod keep;
mod moves;
mod paste;
mod place;
pub(crate) mod progress;
#[allow(missing_docs)] // what #[island] generates
pub mod readout;
mod reads;
mod remarks;
#[allow(missing_docs)] // what #[island] generates
pub mod report_form;
pub mod row;
mod row_view;
#[allow(missing_docs)] // what #[server] generates
pub mod save;
#[allow(missing_docs)] // what #[island] and #[server] generate
pub mod scheme_form;
mod sending;
mod start;
mod verdicts;
#[allow(missing_docs)] // what #[island] generates
pub mod workbench;

pub use readout::ReadOut;
pub use report_form::ReportForm;
pub use scheme_form::SchemeForm;
pub use workbench::Workbench;
