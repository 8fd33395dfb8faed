//! What can be read out of a chart: the values of its attribute `data-reads`, which of them is nearest to a pointer, and
//! where the keys lead from one to the next. Places are whole tenths of the drawing's px, so that no float is parsed.

/// Tenths of px from a mark within which a pointer means it, whatever the layout.
const AT_MARK: i64 = 200;
/// Marks less than so many tenths of px apart stand in one column.
const COLUMN: u32 = 10;
/// Rows are at least so many tenths of px apart.
const ROW: i32 = 100;

/// A value at its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// From the left of the drawing.
    pub x: i32,
    /// From its top.
    pub y: i32,
    /// What is said of it.
    pub words: String,
}

/// The values of a chart in the order of the arrow keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    values: Vec<Read>,
    /// True of rows drawn from top to bottom, where the height of a pointer tells more than its distance.
    rows: bool,
}

/// `12.5` as 125.
fn tenths(text: &str) -> Option<i32> {
    let (whole, part) = text.split_once('.')?;
    whole
        .parse::<i32>()
        .ok()?
        .checked_mul(10)?
        .checked_add(part.parse().ok()?)
}

impl Reads {
    /// Reads the attribute: a line per value, `x y words`; what is none is passed over.
    pub fn of(attribute: &str) -> Self {
        let read = |line: &str| {
            let (x, rest) = line.split_once(' ')?;
            let (y, words) = rest.split_once(' ')?;
            let (x, y, words) = (tenths(x)?, tenths(y)?, words.to_owned());
            Some(Read { x, y, words })
        };
        let values: Vec<_> = attribute.lines().filter_map(read).collect();
        let rows = values.windows(2).all(|w| w[0].y == w[1].y || w[1].y - w[0].y >= ROW);
        Self { values, rows }
    }

    /// The value of a place in the order.
    pub fn at(&self, at: usize) -> Option<&Read> {
        self.values.get(at)
    }

    fn best<K: Ord>(&self, key: impl Fn(&Read) -> Option<K>) -> Option<usize> {
        let keys = self.values.iter().enumerate();
        let keys = keys.filter_map(|(i, v)| Some((key(v)?, i)));
        keys.min().map(|(_, i)| i)
    }

    /// The value that a pointer means.
    pub fn nearest(&self, x: i32, y: i32) -> Option<usize> {
        let away = |v: &Read| (i64::from(v.x.abs_diff(x)), i64::from(v.y.abs_diff(y)));
        let square = |(dx, dy): (i64, i64)| dx * dx + dy * dy;
        let near = self.best(|v| Some(square(away(v))))?;
        let is_meant = self.at(near).is_some_and(|v| square(away(v)) <= AT_MARK * AT_MARK);
        match self.rows && !is_meant {
            true => self.best(|v| Some((v.y.abs_diff(y), v.x.abs_diff(x)))),
            false => Some(near),
        }
    }

    /// Where a key leads to, from a value or from none; none for other keys.
    pub fn step(&self, from: Option<usize>, key: &str) -> Option<usize> {
        let last = self.values.len().checked_sub(1)?;
        match (key, from) {
            ("Home", _) | ("ArrowRight" | "ArrowDown", None) => Some(0),
            ("End", _) | ("ArrowLeft" | "ArrowUp", None) => Some(last),
            ("ArrowRight", Some(at)) => Some(last.min(at + 1)),
            ("ArrowLeft", Some(at)) => Some(at.saturating_sub(1)),
            ("ArrowDown", Some(at)) => Some(self.beside(at, true).unwrap_or(at)),
            ("ArrowUp", Some(at)) => Some(self.beside(at, false).unwrap_or(at)),
            _ => None,
        }
    }

    /// The next value below or above: of rows in the next one, else in the same column where that has others.
    fn beside(&self, at: usize, below: bool) -> Option<usize> {
        let here = self.at(at)?;
        let in_column = |v: &Read| v.x.abs_diff(here.x) < COLUMN;
        let alone = self.values.iter().filter(|v| in_column(v)).count() < 2;
        let keys = self.values.iter().enumerate().filter_map(|(i, v)| {
            let open = self.rows || alone || in_column(v);
            // Of marks on one spot each has its turn.
            let (this, that) = match self.rows {
                true => ((here.y, 0), (v.y, 0)),
                false => ((here.y, at), (v.y, i)),
            };
            let beyond = if below { that > this } else { that < this };
            let turn = if below { i } else { self.values.len() - i };
            (open && beyond).then(|| {
                (
                    v.y.abs_diff(here.y),
                    if self.rows { v.x.abs_diff(here.x) } else { 0 },
                    turn,
                    i,
                )
            })
        });
        keys.min().map(|(.., i)| i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cities over three periods; the second has a gap, and in the last both stand on one spot.
    const LINES: &str = "10.0 50.0 A 1\n60.0 40.5 A 2\n110.0 30.0 A 3\n10.0 20.0 B 1\n110.0 30.0 B 3";
    /// Rows of dots.
    const ROWS: &str = "300.0 18.0 A\n100.0 54.0 B\n300.0 90.0 C";

    fn walk(reads: &Reads, mut at: Option<usize>, keys: &[&str]) -> Vec<String> {
        let mut said = Vec::new();
        for key in keys {
            at = reads.step(at, key);
            said.push(at.and_then(|at| reads.at(at)).unwrap().words.clone());
        }
        said
    }

    #[test]
    fn the_attribute_is_read_line_by_line() {
        let reads = Reads::of("12.5 3.0 Suzhou, May 2026: 92.4%\nnot a value\n1.0 x y\n7.0 4.1 B");
        let first = Read {
            x: 125,
            y: 30,
            words: "Suzhou, May 2026: 92.4%".into(),
        };
        assert_eq!(reads.at(0), Some(&first));
        assert_eq!((reads.at(1).unwrap().words.as_str(), reads.at(2)), ("B", None));
        assert_eq!(Reads::of("").nearest(1, 1), None);
        assert_eq!(Reads::of("").step(None, "Home"), None);
    }

    #[test]
    fn a_pointer_means_the_nearest_mark_and_in_rows_the_row() {
        let (lines, rows) = (Reads::of(LINES), Reads::of(ROWS));
        assert_eq!(lines.nearest(620, 390), Some(1));
        assert_eq!(lines.nearest(0, 0), Some(3), "far from all");
        assert_eq!(rows.nearest(3100, 1000), Some(2), "at a mark");
        assert_eq!(rows.nearest(900, 850), Some(2), "beside the row, though B is nearer");
        assert_eq!(rows.nearest(0, 200), Some(0));
    }

    #[test]
    fn left_and_right_walk_all_values_and_stop_at_the_ends() {
        let reads = Reads::of(LINES);
        let keys = [
            "ArrowRight",
            "ArrowRight",
            "End",
            "ArrowRight",
            "ArrowLeft",
            "Home",
            "ArrowLeft",
        ];
        assert_eq!(
            walk(&reads, None, &keys),
            ["A 1", "A 2", "B 3", "B 3", "B 1", "A 1", "A 1"]
        );
        assert_eq!(reads.step(None, "ArrowUp"), Some(4));
        assert_eq!(reads.step(Some(1), "a"), None);
    }

    #[test]
    fn up_and_down_stay_in_the_column_and_reach_what_lies_below_another() {
        let reads = Reads::of(LINES);
        let keys = ["ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"];
        assert_eq!(walk(&reads, Some(0), &keys), ["B 1", "B 1", "A 1", "A 1"]);
        assert_eq!(
            walk(&reads, Some(2), &["ArrowDown", "ArrowDown", "ArrowUp"]),
            ["B 3", "B 3", "A 3"]
        );
        let alone = walk(&reads, Some(1), &["ArrowDown", "ArrowUp"]);
        assert_eq!(alone, ["A 1", "B 1"], "alone in its column it goes by height");
    }

    #[test]
    fn up_and_down_pass_no_row_over() {
        let rows = Reads::of(ROWS);
        assert_eq!(
            walk(&rows, Some(0), &["ArrowDown", "ArrowDown", "ArrowUp"]),
            ["B", "C", "B"]
        );
        let cells = Reads::of("10.0 5.0 A 1\n40.0 5.0 A 2\n10.0 35.0 B 1\n40.0 35.0 B 2");
        assert_eq!(walk(&cells, Some(1), &["ArrowDown", "ArrowUp"]), ["B 2", "A 2"]);
    }
}
