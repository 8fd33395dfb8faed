//! Where the parts of a heat picture stand: the key above, labels and units left, one width for all columns.
use super::{Heat, HeatGroup, HeatRow};
use crate::Frame;
use crate::canvas::width;
use crate::class::Class;
use crate::measure::{Label, fit};

/// A column is never narrower than its name needs, between these, in px.
pub(super) const NARROWEST: f64 = 52.0;
pub(super) const WIDEST_NEEDED: f64 = 84.0;
/// A column is not wider than this, or where there is room than its name, but not than that.
const WIDEST: f64 = 150.0;
const WIDEST_NAMED: f64 = 260.0;
pub(super) const PAD: f64 = 5.0;
pub(super) const GAP: f64 = 2.0;
pub(super) const CELL: f64 = 30.0;
pub(super) const LINE: f64 = 17.0;
pub(super) const HEAD: f64 = 30.0;
pub(super) const GROUP: f64 = 34.0;
pub(super) const SWATCH: (f64, f64) = (26.0, 16.0);

pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) label: f64,
    pub(super) unit: f64,
    pub(super) left: f64,
    pub(super) column: f64,
    /// Foot of the key, which stands above the matrix.
    pub(super) top: f64,
    pub(super) key: Vec<(f64, f64)>,
    pub(super) labels: Vec<Vec<Label>>,
}

impl Layout {
    pub(super) fn of(chart: &Heat, frame: &Frame) -> Self {
        let asked = width(frame);
        let rows = || chart.groups.iter().flat_map(|g| &g.rows);
        let widest = |words: &mut dyn Iterator<Item = f64>| words.fold(0.0, f64::max);
        let label = widest(&mut rows().map(|r| Class::Small.width(&r.label))).min((asked * 0.32).max(140.0));
        let unit = widest(&mut rows().map(|r| Class::Tiny.width(&r.unit))).min((asked * 0.12).clamp(48.0, 96.0));
        let left = label + if unit > 0.0 { unit + 10.0 } else { 0.0 } + 12.0;
        let name = widest(&mut chart.columns.iter().map(|c| Class::SmallHl.width(c)));
        let needed = (name + 2.0 * PAD).clamp(NARROWEST, WIDEST_NEEDED);
        let most = (name + 2.0 * PAD).clamp(WIDEST, WIDEST_NAMED);
        let column = ((asked - left) / chart.columns.len().max(1) as f64).clamp(needed, most);
        let width = asked.max(left + column * chart.columns.len() as f64).ceil();
        let (key, top) = key_places(chart, width);
        let set = |row: &HeatRow| Label::of(&row.label, label, |t| Class::Small.width(t));
        let labels = chart.groups.iter().map(|g| g.rows.iter().map(set).collect()).collect();
        Self {
            width,
            label,
            unit,
            left,
            column,
            top,
            key,
            labels,
        }
    }

    pub(super) fn bottom(&self, chart: &Heat) -> f64 {
        let groups = chart
            .groups
            .iter()
            .zip(&self.labels)
            .map(|(group, labels)| heading(group) + labels.iter().map(height).sum::<f64>());
        self.top + HEAD + groups.sum::<f64>()
    }
}

pub(super) fn heading(group: &HeatGroup) -> f64 {
    if group.label.is_empty() { 8.0 } else { GROUP }
}

pub(super) fn height(label: &Label) -> f64 {
    CELL + LINE * label.lines.len().saturating_sub(1) as f64 * 0.6 + GAP
}

/// Places of the key's title and entries, and where the key ends.
fn key_places(chart: &Heat, width: f64) -> (Vec<(f64, f64)>, f64) {
    let words = |text: &str, room: f64| Class::Small.width(&fit(text, room, |t| Class::Small.width(t)));
    let title = if chart.legend_title.is_empty() {
        0.0
    } else {
        words(&chart.legend_title, width) + 16.0
    };
    let (mut x, mut y) = (title, 0.0);
    let mut places = Vec::new();
    for (_, text) in &chart.legend {
        let needed = SWATCH.0 + 6.0 + words(text, width - SWATCH.0 - 6.0);
        if x > 0.0 && x + needed > width {
            (x, y) = (0.0, y + 24.0);
        }
        places.push((x, y));
        x += needed + 16.0;
    }
    let any = !places.is_empty() || title > 0.0;
    (places, if any { y + 34.0 } else { 0.0 })
}
