//! Text measured without a font: by the widths of Noto Sans CJK SC as a table, per 1000 em.
use crate::advances::{ASCII, ASCII_BOLD, LATIN, LATIN_BOLD};

/// Width of a text in px at a letter height of `px`, as set in Noto Sans CJK SC Regular.
pub fn text_width(text: &str, px: f64) -> f64 {
    width_of(text, px, false)
}

/// Width of a text in px, regular or bold; never less than that of the embedded font.
pub(crate) fn width_of(text: &str, px: f64, bold: bool) -> f64 {
    text.chars().map(|c| f64::from(advance(c, bold))).sum::<f64>() * px / 1000.0
}

fn advance(c: char, bold: bool) -> u16 {
    let (ascii, latin) = if bold {
        (&ASCII_BOLD, &LATIN_BOLD)
    } else {
        (&ASCII, &LATIN)
    };
    match u32::from(c) {
        code @ 0x20..=0x7E => ascii[(code - 0x20) as usize],
        code @ 0xA0..=0xFF => latin[(code - 0xA0) as usize],
        // Drawn as nothing.
        0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        // Vowels of pinyin.
        0x100..=0x1DC if "āēěīōūǎǐǒǔǖǘǚǜ".contains(c) => 637,
        0x2013 => 544,
        0x428 | 0x429 | 0x42E | 0x2116 => 1074,
        // Han, quotes, dashes and signs are as wide as high; so is the box of what the font lacks.
        _ => 1000,
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

/// A label in at most two lines.
pub(crate) struct Label {
    pub(crate) lines: Vec<String>,
    /// Whether something of it was left out.
    pub(crate) cut: bool,
}

impl Label {
    pub(crate) fn of(text: &str, room: f64, width: impl Fn(&str) -> f64) -> Self {
        let mut lines = wrap(text, room, &width);
        let cut = lines.len() > 2 || lines.iter().any(|line| line.ends_with('…'));
        if lines.len() > 2 {
            let rest = lines.split_off(1).join(" ");
            // As it was written: the lines of a Chinese text have no spaces between them.
            let written = lines
                .first()
                .and_then(|first| text.trim_start().strip_prefix(first.as_str()));
            lines.push(fit(written.unwrap_or(&rest).trim_start(), room, &width));
        }
        Self { lines, cut }
    }
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
        assert!((w("é") - 5.54).abs() < 1e-9);
        assert!(width_of("91.5", 10.0, true) > w("91.5"));
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

    #[test]
    fn a_label_has_two_lines_and_says_when_it_is_cut() {
        let label = |text: &str| Label::of(text, 45.0, w);
        assert_eq!(label("one two three").lines, ["one two", "three"]);
        assert!(!label("one two three").cut && label("").lines.is_empty());
        assert_eq!(label("长沙市知识产权保护中心").lines, ["长沙市知", "识产权…"]);
        assert!(label("长沙市知识产权保护中心").cut && label("Intellectual").cut);
    }

    #[test]
    fn no_character_of_the_font_is_wider_than_measured() {
        use skrifa::instance::{LocationRef, Size};
        use skrifa::{FontRef, MetadataProvider};

        let fonts = [
            (&include_bytes!("../font/NotoSansCJKsc-Regular.subset.otf")[..], false),
            (&include_bytes!("../font/NotoSansCJKsc-Bold.subset.otf")[..], true),
        ];
        for (data, bold) in fonts {
            let font = FontRef::new(data).unwrap();
            let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
            let mut count = 0;
            for (code, glyph) in font.charmap().mappings() {
                let c = char::from_u32(code).unwrap();
                let real = metrics.advance_width(glyph).unwrap();
                let measured = f32::from(advance(c, bold));
                assert!(measured >= real, "{c} U+{code:04X}: {measured} < {real}");
                let exact = matches!(code, 0x20..=0x7E | 0xA0..=0xFF | 0x4E00..=0x9FFF);
                assert!(!exact || measured <= real, "{c} U+{code:04X}: {measured} > {real}");
                count += 1;
            }
            assert!(count > 7_000, "{count}");
            assert!(metrics.advance_width(skrifa::GlyphId::NOTDEF).unwrap() <= 1000.0);
        }
    }
}
