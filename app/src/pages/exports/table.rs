//! A table that a page offers as CSV for programs and as a workbook for readers. Both are made from the same records, so
//! that neither has a row, a column or a value that the other lacks.

use axum::response::Response;
use jiff::civil::Date;

use super::{
    csv_file, csv_text, refuse, unavailable,
    workbook::{self, Notes},
};
use crate::visit::Visit;

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Cell {
    /// Nothing.
    None,
    /// What somebody wrote, or a number as people cite it.
    Text(String),
    /// One of several choices: its name to programs, its word to readers.
    Named(String, String),
    /// A count.
    Number(i64),
    /// A number with decimals, as it is shown to programs.
    Figure(String),
    /// A calendar day.
    Day(Date),
}

impl Cell {
    /// A choice.
    pub fn named(name: impl Into<String>, word: impl Into<String>) -> Self {
        Cell::Named(name.into(), word.into())
    }

    /// `yes`, or nothing.
    pub fn yes(visit: &Visit, is: bool) -> Self {
        match is {
            true => Cell::named("yes", visit.words().yes()),
            false => Cell::None,
        }
    }

    /// As programs read it.
    pub(super) fn plain(&self) -> String {
        match self {
            Cell::None => String::new(),
            Cell::Text(text) | Cell::Figure(text) => text.clone(),
            Cell::Named(name, _) => name.clone(),
            Cell::Number(n) => n.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Cell::None, Cell::Day)
    }
}

/// Records under their columns.
pub(in crate::pages) struct Table<const N: usize> {
    /// What it is, in names of files: `problems`.
    pub name: &'static str,
    /// What it is, to readers.
    pub title: &'static str,
    /// Name to programs and heading to readers of each column.
    pub columns: [(&'static str, &'static str); N],
    /// The records, in order.
    pub records: Vec<[Cell; N]>,
}

impl<const N: usize> Table<N> {
    /// The table as CSV.
    pub fn csv(&self, visit: &Visit) -> Response {
        let records = self.records.iter().map(|r| std::array::from_fn(|i| r[i].plain()));
        match csv_text(self.columns.map(|(name, _)| name), records) {
            Ok(text) => csv_file(visit, text, &super::file_name(visit, self.name, None, None)),
            Err(cause) => refuse(visit, &unavailable(&cause)),
        }
    }

    /// The table as a workbook of one sheet in the reader's language; `source` says as of when, and what was asked for.
    pub async fn workbook(self, visit: &Visit, source: String) -> Response {
        let name = super::file_name(visit, self.name, None, None);
        self.explained(visit, source, &name, None).await
    }

    /// The same under another name, with a sheet of notes.
    pub(super) async fn explained(self, visit: &Visit, source: String, name: &str, notes: Option<Notes>) -> Response {
        let t = visit.words();
        let demo = visit
            .demo()
            .map(|day| t.colon(t.demo_label(), t.demo_file_note(t.full_day(day))));
        let sheet = workbook::Sheet {
            title: self.title,
            lines: [Some(source), demo].into_iter().flatten().collect(),
            heads: self.columns.iter().map(|(_, head)| (*head).to_owned()).collect(),
            records: self.records.into_iter().map(Vec::from).collect(),
            foot: Vec::new(),
            folded: false,
            made_on: visit.today(),
        };
        workbook_file(visit, name, move || sheet.bytes(notes.as_ref())).await
    }
}

/// A workbook to keep, by its name without ending, made beside other requests.
pub(super) async fn workbook_file(
    visit: &Visit,
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> + Send + 'static,
) -> Response {
    // Ten thousand records are half a second of work that no other request should wait for.
    match tokio::task::spawn_blocking(make).await {
        Ok(Ok(bytes)) => super::attachment(visit, workbook::MEDIA_TYPE, bytes, &format!("{name}.xlsx")),
        Ok(Err(cause)) => refuse(visit, &unavailable(&cause)),
        Err(cause) => refuse(visit, &unavailable(&cause)),
    }
}

/// What a file was asked for, in words: `State: all open; Number or words: window`.
pub(in crate::pages) fn asked_in_words(visit: &Visit, asked: Vec<(&str, String)>) -> String {
    let t = visit.words();
    let all: Vec<_> = asked.into_iter().map(|(label, value)| t.colon(label, value)).collect();
    t.file_source(t.stamp(visit.known), all.join(t.asked_sep()))
}
