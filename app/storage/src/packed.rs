//! Many rows as one text: the database hands over few rows fast and many slowly, each is a message between threads or
//! machines. Control characters part fields and records; no id, number or JSON holds one.

use std::str::{FromStr, Split};

use crate::Error;

const FIELD: char = '\u{1f}';
const RECORD: char = '\u{1e}';
const GROUP: char = '\u{1d}';

/// The expression that joins these columns of all rows, or of a group's, into one text; NULL is as empty.
pub(crate) fn packed(columns: &[&str]) -> String {
    format!("string_agg({}, '{RECORD}')", record(columns))
}

/// The expression that joins groups into one text: of each these columns, then its packed `records`.
pub(crate) fn packed_groups(columns: &[&str]) -> String {
    format!("string_agg({} || '{RECORD}' || records, '{GROUP}')", record(columns))
}

fn record(columns: &[&str]) -> String {
    let text = |c: &&str| format!("COALESCE(CAST({c} AS TEXT), '')");
    let texts: Vec<_> = columns.iter().map(text).collect();
    texts.join(&format!(" || '{FIELD}' || "))
}

/// The records of such a text; none of no rows.
pub(crate) fn records(text: Option<&str>) -> impl Iterator<Item = Fields<'_>> {
    text.into_iter()
        .flat_map(|t| t.split(RECORD))
        .map(|record| Fields(record.split(FIELD)))
}

/// The groups of such a text: of each its columns as the first record, then its records.
pub(crate) fn groups(text: Option<&str>) -> impl Iterator<Item = impl Iterator<Item = Fields<'_>>> {
    text.into_iter()
        .flat_map(|t| t.split(GROUP))
        .map(|group| records(Some(group)))
}

/// The fields of a record, in the order of the columns.
pub(crate) struct Fields<'a>(Split<'a, char>);

impl<'a> Fields<'a> {
    /// The next field as text.
    pub(crate) fn text(&mut self) -> Result<&'a str, Error> {
        self.0
            .next()
            .ok_or_else(|| Error::unavailable("a packed row lacks a field"))
    }

    /// The next field as text, none where it is NULL or empty.
    pub(crate) fn some(&mut self) -> Result<Option<&'a str>, Error> {
        Ok(Some(self.text()?).filter(|t| !t.is_empty()))
    }

    /// The next field as what it is the text of.
    pub(crate) fn of<T: FromStr<Err: std::fmt::Display>>(&mut self) -> Result<T, Error> {
        self.text()?.parse().map_err(Error::unavailable)
    }

    /// The same, none where it is NULL.
    pub(crate) fn some_of<T: FromStr<Err: std::fmt::Display>>(&mut self) -> Result<Option<T>, Error> {
        self.some()?.map(|t| t.parse().map_err(Error::unavailable)).transpose()
    }
}
