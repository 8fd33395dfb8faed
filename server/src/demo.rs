//! The demonstration pilot.

use jiff::civil::Date;
use storage::Store;

use crate::serve::Failure;

/// Fills an empty store.
///
/// # Errors
/// Where the store is not empty.
pub async fn run(_store: &Store, _today: Date) -> Result<String, Failure> {
    Err(Failure::Other("to come".into()))
}
