//! How like two texts are, Chinese or English: the share of pairs of characters that they have in common, after widths,
//! case and blanks are made one. Only suggests; nothing is joined by it.

use std::cmp::Ordering;

/// A text for searching: full-width forms as plain ones, lower case, each run of blanks one blank.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(|c| narrow(c).to_lowercase()) {
        match c.is_whitespace() || c.is_control() {
            true if folded.ends_with(' ') || folded.is_empty() => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The plain form of a full-width character.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// A text as it is compared: its pairs of neighbouring letters in order, each as often as it stands in it; of a single
/// letter itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters(Vec<(char, char)>);

impl Letters {
    /// Of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        let mut pairs: Vec<_> = match letters.as_slice() {
            [only] => vec![(*only, *only)],
            more => more.iter().copied().zip(more.iter().copied().skip(1)).collect(),
        };
        pairs.sort_unstable();
        Letters(pairs)
    }

    /// The likeness to another text, 0 to 1; 1 of texts that fold to the same letters, 0 where either has none.
    #[must_use]
    pub fn like(&self, other: &Letters) -> f64 {
        let (mut own, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0_u32;
        while let (Some(a), Some(b)) = (own.peek(), theirs.peek()) {
            let order = a.cmp(b);
            common += u32::from(order == Ordering::Equal);
            if order != Ordering::Greater {
                own.next();
            }
            if order != Ordering::Less {
                theirs.next();
            }
        }
        let all = u32::try_from(self.0.len() + other.0.len()).unwrap_or(u32::MAX);
        match all {
            0 => 0.0,
            all => f64::from(2 * common) / f64::from(all),
        }
    }
}

/// The likeness of two texts, 0 to 1.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    Letters::of(a).like(&Letters::of(b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths_case_and_blanks_do_not_matter() {
        assert_eq!(fold("　ＡＢＣ　x\n y１　"), "abc x y1");
        assert!((likeness("Data Sharing!", "data　ｓｈａｒｉｎｇ") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_same_matter_is_more_alike_than_another() {
        let base = "省级平台未回传商标业务办理数据，影响网办率统计";
        let same = likeness(base, "省平台商标业务办理数据未回传，网办率无法统计");
        let other = likeness(base, "四个县网点人员未到位");
        assert!(same > 0.5 && other < 0.15, "{same} {other}");
        let english = likeness(
            "The provincial platform returns no data",
            "Provincial platform does not return data",
        );
        assert!(english > 0.5, "{english}");
        assert!(likeness("", "甲").abs() < 1e-9 && likeness("，。", "，。").abs() < 1e-9);
        assert!((likeness("甲", "甲") - 1.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn it_is_a_share_and_the_same_both_ways(a in "\\PC{0,30}", b in "[一-龥a-zA-Z0-9 ，]{0,30}") {
            let ab = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&ab));
            prop_assert!((ab - likeness(&b, &a)).abs() < 1e-12);
            if a.chars().any(char::is_alphanumeric) && Letters::of(&a) != Letters::default() {
                prop_assert!((likeness(&a, &a) - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn what_is_folded_stays(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
