//! Text measured without a font: the widths of Noto Sans CJK SC as a table, per 1000 em.

/// Advance widths of U+0020..=U+007E in Noto Sans CJK SC Regular, per 1000 em.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555,
    555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589,
    552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573,
    531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552,
    284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
];

/// Width of a text in px at a letter height of `px`, as set in Noto Sans CJK SC Regular.
pub fn text_width(text: &str, px: f64) -> f64 {
    text.chars().map(advance).map(f64::from).sum::<f64>() * px / 1000.0
}

fn advance(c: char) -> u16 {
    match u32::from(c) {
        code @ 0x20..=0x7E => ASCII[(code - 0x20) as usize],
        0x300..=0x36F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x2013 => 536,
        // Quotes, dashes, ellipsis and per mille are as wide as a character in a Chinese face.
        0xB1 | 0xB7 | 0xD7 | 0xF7 | 0x2014..=0x203B | 0x2190..=0x22FF => 1000,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => 1000,
        0xFE10..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x3FFFF => 1000,
        _ => 600,
    }
}

/// The text, or as much of it as fits `room` px with an ellipsis; empty if not even that fits.
///
/// Never cut within a number: what is left of it would read as another one.
pub(crate) fn fit(text: &str, room: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut shown = text.to_owned();
    while let Some(cut) = shown.pop() {
        if is_numeric(cut) && shown.ends_with(is_numeric) {
            continue;
        }
        let short = format!("{}…", shown.trim_end());
        if width(&short) <= room {
            return short;
        }
    }
    String::new()
}

/// Whether a character may be part of a number, its sign or its unit.
fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || ".,+-−–%‰％万亿".contains(c)
}

/// The text in lines of at most `room` px: broken at spaces, and between wide characters.
pub(crate) fn wrap(text: &str, room: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && width(longer.trim_end()) > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            line.push_str(piece.trim_start());
        } else {
            line = longer;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines.iter().map(|line| fit(line, room, &width)).collect()
}

/// Unbreakable pieces: a word with its space, or a wide character with its closing punctuation.
fn pieces(text: &str) -> Vec<&str> {
    let wide = |c: char| u32::from(c) >= 0x2E80;
    let closing = |c: char| "，。、；：？！）》」』”’%".contains(c);
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(before) = before {
            let after_space = before == ' ' && c != ' ';
            if after_space || ((wide(before) || wide(c)) && !closing(c) && c != ' ') {
                cuts.push(at);
            }
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2).filter_map(|w| text.get(w[0]..w[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn w(text: &str) -> f64 {
        text_width(text, 10.0)
    }

    #[test]
    fn widths_are_the_fonts() {
        assert!((w("长沙") - 20.0).abs() < 1e-9);
        assert!((w("91.5") - (5.55 * 3.0 + 2.78)).abs() < 1e-9);
        assert!((w("Ａ。") - 20.0).abs() < 1e-9);
        assert!((w("é") - 6.0).abs() < 1e-9);
        assert!(w("").abs() < 1e-9);
    }

    #[test]
    fn long_text_is_cut_to_its_room() {
        assert_eq!(fit("长沙", 20.0, w), "长沙");
        assert_eq!(fit("长沙市知识产权局", 40.0, w), "长沙市…");
        assert_eq!(fit("长沙", 5.0, w), "");
        assert_eq!(fit("1,234.5", 30.0, w), "…");
        assert_eq!(fit("Suzhou −12.5%", 60.0, w), "Suzhou…");
        assert_eq!(fit("办结1.5亿元", 50.0, w), "办结…");
        assert!(w(&fit("Changsha Intellectual Property Office", 90.0, w)) <= 90.0);
    }

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(wrap("one two three", 45.0, w), ["one two", "three"]);
        assert_eq!(wrap("长沙市，上升", 30.0, w), ["长沙", "市，上", "升"]);
        assert!(wrap("", 30.0, w).is_empty());
    }
}
