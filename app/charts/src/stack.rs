//! Stack: how many tasks of each city are in which state, or entries of which kind, as segments of one bar on a common
//! scale from zero.
use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::{Class, Token};
use crate::key::{Key, SIGN};
use crate::rows::Rows;
use crate::state::Part;

/// Counts by state or kind, and city.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// The parts and their words, in the order of the segments.
    pub parts: Vec<(Part, String)>,
    /// The rows, drawn in this order.
    pub rows: Vec<StackRow>,
}

/// One row of a [`Stack`].
#[derive(Debug, Clone, Default)]
pub struct StackRow {
    /// Name of the city.
    pub label: String,
    /// One count per part; what is left out is none.
    pub counts: Vec<u32>,
    /// The total at the end of the row, or why there is none, as worded by the caller.
    pub text: String,
    /// The row that the chart is about.
    pub highlighted: bool,
    /// What is read out at each segment on a page, beside `counts`; empty: nothing.
    pub reads: Vec<String>,
}

const SIGN_WIDTH: f64 = 24.0;

/// Draws the rows in the caller's order with the key above; a number stands in its segment where it fits.
pub fn stack(chart: &Stack, frame: &Frame) -> String {
    let width = width(frame);
    let key = Key::of(
        chart.parts.iter().map(|(part, words)| (*part, words)),
        SIGN_WIDTH,
        width,
    );
    let words = chart.rows.iter().map(|row| (row.label.as_str(), row.text.as_str()));
    let rows = Rows::of(words, width, key.height());
    let total = |row: &StackRow| counts(chart, row).map(|(_, _, n)| f64::from(n)).sum::<f64>();
    let most = chart.rows.iter().map(total).fold(0.0, f64::max);
    picture(frame, rows.bottom() + 4.0, |canvas| {
        key.draw(canvas, |part, (x, y)| {
            part.fill(canvas, (x + 1.0, y + 1.0), (x + SIGN_WIDTH - 1.0, y + SIGN - 1.0))
        })?;
        for (i, row) in chart.rows.iter().enumerate() {
            let head = || rows.draw(canvas, i, (&row.label, &row.text), row.highlighted);
            canvas.group(&in_words(chart, row), head)?;
            let (top, bottom) = rows.bar(i);
            canvas.path(Class::AxisLine, &[(rows.left, top - 3.0), (rows.left, bottom + 3.0)])?;
            let mut from = 0.0;
            for (k, (part, word, count)) in counts(chart, row).enumerate().filter(|(_, (.., n))| *n > 0) {
                let to = from + f64::from(count);
                let (left, right) = (rows.at(from, most), rows.at(to, most));
                let title = format!("{}, {word}: {count}", row.label);
                canvas.group(&title, || segment(canvas, part, count, (left, top), (right, bottom)))?;
                let words = row.reads.get(k).map_or("", String::as_str);
                canvas.read(((left + right) / 2.0, (top + bottom) / 2.0), words);
                from = to;
            }
        }
        Ok(())
    })
}

/// Part, word and count of each segment.
fn counts<'a>(chart: &'a Stack, row: &'a StackRow) -> impl Iterator<Item = (Part, &'a str, u32)> {
    let parts = chart.parts.iter().zip(&row.counts);
    parts.map(|((part, word), count)| (*part, word.as_str(), *count))
}

/// The row in words, for the pointer.
fn in_words(chart: &Stack, row: &StackRow) -> String {
    let parts: Vec<_> = counts(chart, row)
        .map(|(_, word, count)| format!("{word} {count}"))
        .collect();
    let all = [row.text.as_str()].into_iter().chain(parts.iter().map(String::as_str));
    let all: Vec<_> = all.filter(|part| !part.is_empty()).collect();
    format!("{}: {}", row.label, all.join(", "))
}

/// A segment, and its number where that has room.
fn segment(canvas: &Canvas<'_>, part: Part, count: u32, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Drawn {
    // Half the stroke of an edge, so that two segments do not share one.
    let inset = 0.75_f64.min((right - left) / 4.0);
    part.fill(canvas, (left + inset, top), (right - inset, bottom))?;
    let words = count.to_string();
    if Class::SmallBold.width(&words) + 6.0 > right - left {
        return Ok(());
    }
    let at = ((left + right) / 2.0, (top + bottom) / 2.0 + 4.5);
    canvas.text(Token(Class::SmallBold, part.ink()), Anchor::Middle, at, &words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;
    use crate::state::{Kind, State};

    fn chart(rows: Vec<(&str, Vec<u32>)>) -> Stack {
        let states = [
            (State::NotStarted, "not started"),
            (State::UnderWay, "under way"),
            (State::Done, "done"),
            (State::Delayed, "delayed"),
            (State::Adjusted, "adjusted"),
        ];
        let row = |(label, counts): (&str, Vec<u32>)| StackRow {
            label: label.into(),
            text: counts.iter().map(|n| u64::from(*n)).sum::<u64>().to_string(),
            counts,
            highlighted: label == "长沙",
            reads: vec![],
        };
        Stack {
            parts: states.map(|(s, w)| (s.into(), w.to_owned())).to_vec(),
            rows: rows.into_iter().map(row).collect(),
        }
    }

    #[test]
    fn segments_are_as_long_as_their_counts_and_say_them() {
        let svg = stack(
            &chart(vec![("长沙", vec![4, 8, 20, 0, 4]), ("Suzhou", vec![0, 0, 10])]),
            &check::frame(1000),
        );
        check::neat(&svg).unwrap();
        let widths = |class: &str| check::numbers(&svg, "rect", class, "width");
        let done = widths("st-done");
        assert_eq!(done.len(), 3, "the key and two rows");
        assert!((done[1] / done[2] - 2.0).abs() < 0.02, "{done:?}");
        let starts = ["st-open", "st-pale", "st-done", "st-moved"].map(|class| {
            let of = |name: &str| check::numbers(&svg, "rect", class, name)[1];
            (of("x"), of("x") + of("width"))
        });
        let adjoin = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].1 - 1.5).abs() < 0.3;
        assert!(starts.windows(2).all(adjoin), "{starts:?}");
        for part in [
            "<title>长沙: 36, not started 4, under way 8, done 20, delayed 0, adjusted 4</title>",
            "<title>长沙, done: 20</title>",
            ">20</text>",
            ">36</text>",
            r#"class="t-s t-b st4 mid""#,
            r#"class="rowhl""#,
            ">delayed</text>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("delayed: 0"), "a state without tasks has no segment");
        assert!(
            widths("st-late").len() == 1 && svg.contains("st-late-h"),
            "but it stands in the key"
        );
    }

    #[test]
    fn a_number_without_room_stands_in_the_title_alone() {
        let svg = stack(&chart(vec![("A", vec![1, 999])]), &check::frame(360));
        assert!(svg.contains(">999</text>") && !svg.contains(">1</text>"));
        assert!(svg.contains("<title>A, not started: 1</title>"));
    }

    #[test]
    fn entries_by_kind_say_their_counts_and_are_read_at_their_segments() {
        let kinds = [
            Kind::Value,
            Kind::NoCases,
            Kind::NotApplicable,
            Kind::NotYetAvailable,
            Kind::Missing,
        ];
        let mut row = chart(vec![("A", vec![20, 0, 4, 3, 5])]).rows.remove(0);
        row.reads = (0..5).map(|i| format!("kind {i}")).collect();
        let chart = Stack {
            parts: kinds.map(|k| (k.into(), format!("{k:?}"))).to_vec(),
            rows: vec![row],
        };
        let svg = stack(&chart, &check::frame(640));
        check::neat(&svg).unwrap();
        for part in [
            ">20</text>",
            ">4</text>",
            ">3</text>",
            ">5</text>",
            "<title>A, Missing: 5</title>",
            ">NoCases</text>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        let reads = check::reads(&svg);
        let words: Vec<_> = reads.iter().map(|r| r.1.as_str()).collect();
        assert_eq!(
            words,
            ["kind 0", "kind 2", "kind 3", "kind 4"],
            "a kind without entries has no segment"
        );
        let (x, wide) = ("x", "width");
        let value = [x, wide].map(|name| check::numbers(&svg, "rect", "st-done", name)[1]);
        assert!((reads[0].0.0 - value[0] - value[1] / 2.0).abs() < 0.2);
    }

    #[test]
    fn nothing_is_drawn_quietly() {
        assert!(stack(&Stack::default(), &check::frame(360)).ends_with("</svg>"));
        let svg = stack(&chart(vec![("A", vec![]), ("B", vec![0, 0])]), &check::frame(360));
        check::neat(&svg).unwrap();
        assert_eq!(svg.matches("<rect").count(), 5, "the key alone");
    }

    proptest! {
        #![proptest_config(check::cases())]
        #[test]
        fn nothing_overlaps(
            rows in prop::collection::vec((check::words(), check::words(),
                prop::collection::vec(prop_oneof![3 => 0u32..40, 1 => any::<u32>()], 0..7), any::<bool>()), 0..14),
            word in check::words(), frames in check::frames(),
        ) {
            let mut chart = chart(vec![]);
            chart.parts[2].1 = word;
            chart.rows = rows.into_iter()
                .map(|(label, text, counts, highlighted)| StackRow { label, counts, text, highlighted, reads: vec![] }).collect();
            check::all_neat(&frames, |frame| stack(&chart, frame))?;
        }
    }
}
