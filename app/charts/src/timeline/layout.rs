//! Where the parts of a timeline stand: names in a column, or in narrow pictures above their bars.
use super::{Mark, Timeline, TimelineRow};
use crate::class::Class;
use crate::measure::Label;
use crate::scale::{drawable, spread};

/// Narrower pictures have no column of names.
const COLUMN_FROM: f64 = 600.0;
/// Beyond both ends of the scale: room for half a diamond and an arrow.
pub(super) const EDGE: f64 = 15.0;
pub(super) const BAR: f64 = 14.0;
pub(super) const LINE: f64 = 17.0;
pub(super) const HEADING: f64 = 34.0;
/// Line of the milestones' labels above a bar, with the arrows of those that were moved.
const LABELS: f64 = 18.0;
/// From the row's edge, or that line, to the middle of the bar.
const HALF: f64 = 17.0;
/// Milestones closer than this stand side by side.
const PITCH: f64 = 9.0;

/// A place on the scale, and −1 or 1 if the day lies before or after it.
pub(super) type Place = (f64, i8);

/// A row at its place.
pub(super) struct Placed<'a> {
    pub(super) row: &'a TimelineRow,
    pub(super) label: Label,
    /// Baseline of the name's first line.
    pub(super) first: f64,
    /// Middle of the bar.
    pub(super) mid: f64,
    /// Lower edge.
    pub(super) foot: f64,
    /// Ends of the bar; none where it has no part on the scale.
    pub(super) bar: Option<(f64, f64)>,
    /// The milestones and where they stand.
    pub(super) marks: Vec<(&'a Mark, f64)>,
    /// Whether something lies before the scale, and after it.
    pub(super) beyond: (bool, bool),
}

pub(super) struct Layout<'a> {
    pub(super) width: f64,
    from: f64,
    to: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where the milestones' labels may begin.
    pub(super) words_from: f64,
    /// Upper edge of the scale's labels, below the key.
    pub(super) head: f64,
    /// Upper edge of the rows.
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) ticks: Vec<(f64, &'a String)>,
    /// Upper edges and words of the headings.
    pub(super) headings: Vec<(f64, &'a str)>,
    pub(super) rows: Vec<Placed<'a>>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(chart: &'a Timeline, width: f64, head: f64) -> Self {
        let rows = || chart.groups.iter().flat_map(|g| &g.rows);
        let column = width >= COLUMN_FROM;
        let label = match column {
            true => {
                let widest = rows().map(|r| Class::Small.width(&r.label)).fold(0.0, f64::max);
                widest.min(width * 0.3)
            }
            false => width,
        };
        let words_from = if column { label + 10.0 } else { 0.0 };
        let from = drawable(Some(chart.from)).unwrap_or(0.0);
        let to = drawable(Some(chart.to)).filter(|to| *to > from).unwrap_or(from + 1.0);
        let second = chart.ticks.iter().any(|(_, label)| label.contains('\n'));
        let labels = if second { 38.0 } else { 22.0 };
        let mut layout = Self {
            width,
            from,
            to,
            left: words_from + EDGE,
            right: width - EDGE,
            words_from,
            head,
            top: head + labels + if chart.today.is_some() { 20.0 } else { 0.0 },
            bottom: 0.0,
            ticks: Vec::new(),
            headings: Vec::new(),
            rows: Vec::new(),
        };
        layout.ticks = layout.ticks(chart);
        let mut y = layout.top;
        for group in &chart.groups {
            if !group.label.is_empty() {
                layout.headings.push((y, &group.label));
                y += HEADING;
            }
            for row in &group.rows {
                let placed = layout.row(row, y, column, label);
                y = placed.foot;
                layout.rows.push(placed);
            }
        }
        layout.bottom = y.max(layout.top + 8.0);
        layout
    }

    /// The ticks on the scale from left to right; of two at one place the first.
    fn ticks(&self, chart: &'a Timeline) -> Vec<(f64, &'a String)> {
        let known = chart.ticks.iter().filter_map(|(day, label)| match self.place(*day)? {
            (x, 0) => Some((x, label)),
            _ => None,
        });
        let mut known: Vec<_> = known.collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        known.dedup_by(|b, a| b.0 - a.0 < 1.0);
        known
    }

    /// Where a day lies; none if it is no number.
    pub(super) fn place(&self, day: f64) -> Option<Place> {
        let day = drawable(Some(day))?;
        let share = ((day - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        let side = i8::from(day > self.to) - i8::from(day < self.from);
        Some((self.left + (self.right - self.left) * share, side))
    }

    /// Where the present day lies.
    pub(super) fn today(&self, chart: &Timeline) -> Option<Place> {
        self.place(chart.today.as_ref()?.0)
    }

    fn row(&self, row: &'a TimelineRow, top: f64, column: bool, room: f64) -> Placed<'a> {
        let label = Label::of(&row.label, room, |t| Class::Small.width(t));
        let lines = LINE * label.lines.len() as f64;
        let marked = row.marks.iter().any(|m| !m.label.is_empty() || m.moved_from.is_some());
        let above = if marked { LABELS } else { 0.0 };
        let (mid, first, foot) = if column {
            let height = (above + 2.0 * HALF).max(lines + 12.0);
            let spare = height - above - 2.0 * HALF;
            (
                top + spare / 2.0 + above + HALF,
                top + (height - lines) / 2.0 + 13.0,
                top + height,
            )
        } else {
            let mid = top + lines + 4.0 + above + HALF;
            (mid, top + 17.0, mid + HALF)
        };
        let places: Vec<_> = row.marks.iter().filter_map(|m| Some((m, self.place(m.at)?))).collect();
        let wanted: Vec<_> = places.iter().map(|(_, place)| place.0).collect();
        let spread = match PITCH * wanted.len().saturating_sub(1) as f64 <= self.right - self.left {
            true => spread(&wanted, PITCH, (self.left, self.right)),
            false => wanted,
        };
        let bar = row
            .bar
            .and_then(|(a, b)| self.place(a.min(b)).zip(self.place(a.max(b))));
        let before = row.marks.iter().filter_map(|m| self.place(m.moved_from?));
        let ends = bar.into_iter().flat_map(|(a, b)| [a, b]);
        let sides = places
            .iter()
            .map(|p| p.1)
            .chain(before)
            .chain(ends)
            .map(|place| place.1);
        let sides: Vec<_> = sides.collect();
        Placed {
            row,
            label,
            first,
            mid,
            foot,
            bar: bar.and_then(|bar| self.stretch(bar)),
            marks: places.into_iter().map(|(mark, _)| mark).zip(spread).collect(),
            beyond: (sides.contains(&-1), sides.contains(&1)),
        }
    }

    /// A bar on the scale, at least 3 px long; none if all of it lies outside.
    fn stretch(&self, (a, b): (Place, Place)) -> Option<(f64, f64)> {
        if a.1 != 0 && a.1 == b.1 {
            return None;
        }
        let wider = (3.0 - (b.0 - a.0)).max(0.0) / 2.0;
        Some(((a.0 - wider).max(self.left), (b.0 + wider).min(self.right)))
    }
}
