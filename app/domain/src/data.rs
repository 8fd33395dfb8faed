//! Reads the program's own tables. They are compiled in and tested, so a fault in one is a fault of the build.

use serde::de::DeserializeOwned;

/// All rows of a table compiled into the program; a row that does not parse is left out and its test fails.
pub(crate) fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
}
