//! All words of the product, Chinese and English side by side, checked when compiling: a word that lacks a
//! language or an argument does not build. `Words(lang).sign_in()` gives the text.

#[macro_use]
mod words_macro;

#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
mod brief;
#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
mod changes;
mod checks;
mod common;
#[cfg(feature = "ssr")]
mod contacts;
#[cfg(feature = "ssr")]
mod corrections;
#[cfg(feature = "ssr")]
mod evidence;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
pub mod findings;
mod format;
#[cfg(feature = "ssr")]
mod indicators;
mod keys;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
mod messages;
#[cfg(feature = "ssr")]
mod names;
#[cfg(feature = "ssr")]
mod practices;
#[cfg(feature = "ssr")]
mod problems;
#[cfg(feature = "ssr")]
mod questions;
#[cfg(feature = "ssr")]
mod reads;
mod reports;
#[cfg(feature = "ssr")]
mod review;
#[cfg(feature = "ssr")]
mod schemes;
#[cfg(feature = "ssr")]
mod scores;
#[cfg(feature = "ssr")]
mod shapes;
#[cfg(feature = "ssr")]
mod supplements;
#[cfg(feature = "ssr")]
mod targets;
#[cfg(feature = "ssr")]
mod tasks;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "ssr")]
mod workbench;

use domain::lang::Lang;

/// Chooses between the words in each `⟨item|items⟩` by the number before it; one without a number takes the second.
fn counted(text: String) -> String {
    let Some((before, rest)) = text.split_once('⟨') else {
        return text;
    };
    let Some((words, after)) = rest.split_once('⟩') else {
        return text;
    };
    let (one, many) = words.split_once('|').unwrap_or((words, words));
    let until = before.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    let from = before[..until].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |place| {
        place + before[place..].chars().next().map_or(1, char::len_utf8)
    });
    let word = if &before[from..until] == "1" { one } else { many };
    counted(format!("{before}{word}{after}"))
}

/// The words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Lang);

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_one_and_all_else_are_many() {
        let said = |n: &str| counted(format!("F2-01: {n} ⟨item is|items are⟩ late, by 1 ⟨day|days⟩"));
        assert_eq!(said("1"), "F2-01: 1 item is late, by 1 day");
        assert_eq!(said("0"), "F2-01: 0 items are late, by 1 day");
        assert_eq!(said("11"), "F2-01: 11 items are late, by 1 day");
        assert_eq!(said("七"), "F2-01: 七 items are late, by 1 day");
        assert_eq!(counted("no ⟨item|items⟩ ⟨".into()), "no items ⟨");
    }
}
