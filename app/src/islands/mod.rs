//! Islands: the parts of pages that need the browser, and the functions of the server they call. Each renders
//! whole on the server, so that its form works as a form until the island has started, or without it.

mod entry_row;
#[allow(missing_docs)] // what #[island] generates
pub mod report_form;
#[allow(missing_docs)] // what #[server] generates
pub mod save;
mod section_field;

pub use report_form::ReportForm;
