//! How long a Chinese text is, as Chinese editors count it (字数): each Han character, kana and full-width sign is one, a
//! run of anything else between blanks and such characters is one word, whatever its length: `PCT`, `1,234`, `12.5%`.

/// Characters of a text; blanks and line breaks count nothing.
#[must_use]
pub fn characters(text: &str) -> u32 {
    let (mut count, mut in_word) = (0, false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // An apostrophe within an English word is part of it.
        let inside = c == '’' && in_word && rest.peek().is_some_and(char::is_ascii_alphanumeric);
        let wide = !inside && is_wide(c);
        if c.is_whitespace() || c.is_control() {
            in_word = false;
        } else if wide {
            count += 1;
            in_word = false;
        } else if !in_word {
            count += 1;
            in_word = true;
        }
    }
    count
}

/// True of a character that stands for itself: Han, kana, bopomofo, full-width signs, and the quotation marks, dashes,
/// dots and middle dot of Chinese text.
const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{b7}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3001}'..='\u{33ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff65}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn texts_are_counted_as_an_editor_counts_them() {
        for (text, want) in [
            ("", 0),
            (" \n\u{3000}\t", 0),
            ("知识产权", 4),
            ("知识产权，公共服务。", 10),
            ("PCT申请1,234件", 5),
            ("PCT 申请 1,234 件", 5),
            ("增长12.5%（同比）", 7),
            ("“一窗通办”——已上线……", 13),
            ("one-stop service", 2),
            ("it’s done", 2),
            ("http://example.org/a?b=c 可查", 3),
            ("２０２６年", 5),
            ("𠮷野家", 3),
            ("第一\n第二", 4),
            ("国·际", 3),
            ("a - b", 3),
        ] {
            assert_eq!(characters(text), want, "{text:?}");
        }
    }
}
