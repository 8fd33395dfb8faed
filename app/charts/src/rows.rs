//! Where rows of level bars stand: name, bar and words on one line, or in two where they need more room.
use crate::canvas::{Anchor, Canvas, Drawn};
use crate::class::Class;

/// Height of a row on one line, and of the line above a bar on two.
const ROW: f64 = 34.0;
const ABOVE: f64 = 24.0;
pub(crate) const BAR: f64 = 20.0;
const GAP: f64 = 12.0;

/// Places in px, the same in every row.
pub(crate) struct Rows {
    width: f64,
    top: f64,
    /// Whether name and words stand above the bar.
    two: bool,
    name: f64,
    words: f64,
    pub(crate) left: f64,
    pub(crate) right: f64,
    count: usize,
}

impl Rows {
    /// Rows with a name and words each, below `top`.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>, width: f64, top: f64) -> Self {
        let (mut name, mut words, mut count) = (0.0, 0.0, 0);
        for row in rows {
            name = f64::max(name, Class::TextHl.width(row.0));
            words = f64::max(words, Class::SmallHl.width(row.1));
            count += 1;
        }
        let two = name.min(width * 0.3) + words > width * 0.5;
        let (left, right) = match two {
            true => (4.0, width - 4.0),
            false => {
                name = name.min(width * 0.3);
                (
                    4.0 + name + GAP,
                    width - 4.0 - words - if words > 0.0 { GAP } else { 0.0 },
                )
            }
        };
        if two {
            // The name gives way, down to a third.
            let room = width - 8.0 - GAP;
            name = name.min((room - words).max(room / 3.0));
            words = words.min(room - name);
        }
        Self {
            width,
            top,
            two,
            name,
            words,
            left,
            right,
            count,
        }
    }

    fn height(&self) -> f64 {
        if self.two { ABOVE + BAR + 12.0 } else { ROW }
    }

    /// Where the rows end.
    pub(crate) fn bottom(&self) -> f64 {
        self.top + self.height() * self.count as f64
    }

    /// Upper and lower edge of a row's bar.
    pub(crate) fn bar(&self, index: usize) -> (f64, f64) {
        let top = self.top + self.height() * index as f64;
        let top = top + if self.two { ABOVE } else { (ROW - BAR) / 2.0 };
        (top, top + BAR)
    }

    /// Upper and lower end of the strokes of a scale within a row: where name and words stand above, only its bar's.
    pub(crate) fn scale(&self, index: usize) -> (f64, f64) {
        let (top, bottom) = self.bar(index);
        match self.two {
            true => (top - 1.0, bottom + 3.0),
            false => {
                let air = (ROW - BAR) / 2.0;
                (top - air, bottom + air)
            }
        }
    }

    /// Where a value from 0 to `most` lies.
    pub(crate) fn at(&self, value: f64, most: f64) -> f64 {
        let share = if most > 0.0 {
            (value / most).clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.left + (self.right - self.left) * share
    }

    /// The row's ground if it is the one the chart is about, its name, and its words at the right.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, index: usize, row: (&str, &str), highlighted: bool) -> Drawn {
        let top = self.top + self.height() * index as f64;
        let (ground, name, words) = match highlighted {
            true => (true, Class::TextHl, Class::SmallHl),
            false => (false, Class::Text, Class::SmallBold),
        };
        if ground {
            canvas.rect(Class::RowHl, (0.0, top), (self.width, top + self.height()))?;
        }
        let base = top + if self.two { 17.0 } else { ROW / 2.0 + 5.0 };
        canvas.fitted(name, Anchor::Start, (4.0, base), row.0, self.name)?;
        canvas.fitted(words, Anchor::End, (self.width - 4.0, base), row.1, self.words)
    }
}
