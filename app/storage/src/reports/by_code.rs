//! Versions found by the code printed on them, among those that the reader may read: unknown and hidden are the same.

use domain::{
    access::{Decision, Object, Verb, may},
    period::Period,
    report::State,
};
use serde::{Deserialize, Serialize};

use super::version::{Fate, VersionHead, heads};
use crate::{Caller, Error, Store};

/// Fewest letters of a code that are looked for.
pub const CODE_MIN: usize = 4;

/// A version that bears the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// Number, hash, author and fate.
    pub head: VersionHead,
}

/// A code as it is looked for: blanks and case do not matter, full-width letters are read; none where it is no code.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| half(c).to_ascii_lowercase())
        .collect();
    let fits = (CODE_MIN..=64).contains(&code.len()) && code.chars().all(|c| c.is_ascii_hexdigit());
    fits.then_some(code)
}

/// The versions whose hash begins with a code, the latest first; none where the code is none.
///
/// # Errors
/// `Unavailable` only; who may read none finds none.
pub async fn by_code(store: &Store, caller: &Caller, typed: &str) -> Result<Vec<Found>, Error> {
    let Some(code) = read_code(typed) else {
        return Ok(Vec::new());
    };
    let mut read = store.read().await?;
    // No digit of a hash comes after `g`.
    let rows: Vec<(String, String, String, String, i64, i64)> = sqlx::query_as(
        "SELECT r.id, r.city, r.period, r.state, r.versions, v.number FROM versions v \
         JOIN reports r ON r.id = v.report_id WHERE v.hash >= $1 AND v.hash < $2 ORDER BY v.submitted_at DESC, v.id",
    )
    .bind(&code)
    .bind(format!("{code}g"))
    .fetch_all(read.conn())
    .await?;
    let mut found = Vec::new();
    for (id, city, period, state, versions, number) in rows {
        let object = Object::Report {
            city: &city,
            state: State::parse(&state).ok_or_else(|| Error::unavailable("a report's state"))?,
            versions: u32::try_from(versions).unwrap_or(0),
        };
        if may(Some(&caller.actor), Verb::ReadVersions, &object) != Decision::Allow {
            continue;
        }
        let own = caller.actor.city() == Some(city.as_str());
        let head = heads(read.conn(), &id, own).await?;
        let head = head.into_iter().find(|h| i64::from(h.number) == number);
        let Some(head) = head.filter(|h| own || !matches!(h.fate, Some((Fate::Withdrawn, _)))) else {
            continue;
        };
        let period = period.parse().map_err(Error::unavailable)?;
        found.push(Found { city, period, head });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::read_code;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(read_code(" 3fA9 0c1B "), Some("3fa90c1b".into()));
        assert_eq!(read_code("３ＦＡ９"), Some("3fa9".into()));
        for none in ["", "3fa", "3fa9-0c1b", "xyz9", "3fa9%"] {
            assert_eq!(read_code(none), None, "{none}");
        }
        assert_eq!(read_code(&"a".repeat(65)), None);
    }
}
