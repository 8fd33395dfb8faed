//! From values to a scale: its ends, its ticks in steps of 1, 2 and 5, and which labels have room.
use crate::Axis;
use crate::class::Class;

/// Beyond this a double no longer holds whole numbers; such a value is not drawn.
const LARGEST: f64 = 1e15;

/// The value if it can be drawn.
pub(crate) fn drawable(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite() && v.abs() <= LARGEST)
}

/// Both ends of a scale that holds all values with a little air; `None` if there are none.
pub(crate) fn domain(values: impl Iterator<Item = f64>, axis: &Axis) -> Option<(f64, f64)> {
    let (low, high) = values.map(|v| (v, v)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (low, high) = if axis.from_zero {
        (low.min(0.0), high.max(0.0))
    } else {
        (low, high)
    };
    let (mut lo, mut hi) = (low, high);
    let (at_zero_below, at_zero_above) = (axis.from_zero && lo >= 0.0, axis.from_zero && hi <= 0.0);
    let size = lo.abs().max(hi.abs());
    let air = if hi - lo > size * 1e-9 {
        (hi - lo) * 0.06
    } else if size > 0.0 {
        size * 0.1
    } else {
        1.0
    };
    if !at_zero_below {
        lo -= air;
    }
    if !at_zero_above || at_zero_below {
        hi += air;
    }
    // A limit that lies near is the end itself: a scale to 99 would hide how near 100 is.
    let near = (hi - lo) * 0.15;
    if let Some(min) = drawable(axis.min).filter(|min| *min <= low && lo - min <= near) {
        lo = min;
    }
    if let Some(max) = drawable(axis.max).filter(|max| *max >= high && max - hi <= near) {
        hi = max;
    }
    // Limits that meet leave no length.
    Some(if hi > lo { (lo, hi) } else { (lo - air, lo + air) })
}

/// Both ends of a scale that just holds all values, those that are all equal in its middle.
pub(crate) fn ends_of(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values.map(|v| (v, v)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let size = low.abs().max(high.abs());
    let level = high - low <= size * 1e-9;
    let air = if size > 0.0 { size * 0.1 } else { 1.0 };
    Some(if level { (low - air, high + air) } else { (low, high) })
}

/// Round values within the ends, about `count` of them or fewer.
pub(crate) fn ticks((lo, hi): (f64, f64), count: usize) -> Vec<f64> {
    let rough = (hi - lo) / count.max(1) as f64;
    let power = rough.log10().floor() as i32;
    let size = 10f64.powi(power);
    let (factor, power) = match rough / size {
        r if r <= 1.0 => (1.0, power),
        r if r <= 2.0 => (2.0, power),
        r if r <= 5.0 => (5.0, power),
        _ => (1.0, power + 1),
    };
    // Dividing by a whole power of ten keeps 0.3 from becoming 0.30000000000000004.
    let value = |i: i64| match power {
        0.. => i as f64 * factor * 10f64.powi(power),
        _ => i as f64 * factor / 10f64.powi(-power),
    };
    let step = value(1);
    let (first, last) = ((lo / step - 1e-9).ceil() as i64, (hi / step + 1e-9).floor() as i64);
    (first..=last).take(count * 2 + 2).map(value).collect()
}

/// Ticks with their words: repeated words left out, the unit at the last one if it is a sign.
pub(crate) fn labelled(ends: (f64, f64), count: usize, axis: &Axis) -> Vec<(f64, String)> {
    let mut all: Vec<(f64, String)> = Vec::new();
    for tick in ticks(ends, count) {
        let words = (axis.ticks)(tick);
        if all.last().is_none_or(|(_, last)| *last != words) {
            all.push((tick, words));
        }
    }
    if let Some((_, last)) = all.last_mut()
        && is_sign(&axis.unit)
        && !last.ends_with(&axis.unit)
    {
        last.push_str(&axis.unit);
    }
    all
}

/// As many ticks as have room beside each other, at most `most`: value, centre of the words, words.
pub(crate) fn level(
    ends: (f64, f64),
    axis: &Axis,
    most: usize,
    place: impl Fn(f64) -> f64,
    bounds: (f64, f64),
) -> Vec<(f64, f64, String)> {
    for count in (1..=most).rev() {
        let ticks = labelled(ends, count, axis);
        let places: Vec<_> = ticks.iter().map(|(v, t)| (place(*v), Class::Tiny.width(t))).collect();
        if apart(&places, bounds) {
            let placed = ticks.into_iter().zip(places);
            return placed
                .map(|((value, words), (x, width))| (value, centred(x, width, bounds), words))
                .collect();
        }
    }
    Vec::new()
}

/// Whether a unit is a sign that stands at a number.
pub(crate) fn is_sign(unit: &str) -> bool {
    matches!(unit, "%" | "‰" | "％")
}

/// Centres of labels kept within `lo..hi`.
pub(crate) fn centred(x: f64, width: f64, (lo, hi): (f64, f64)) -> f64 {
    x.min(hi - width / 2.0).max(lo + width / 2.0)
}

/// Whether labels centred at these places stand apart within the bounds.
pub(crate) fn apart(labels: &[(f64, f64)], bounds: (f64, f64)) -> bool {
    let boxes: Vec<_> = labels.iter().map(|&(x, w)| (centred(x, w, bounds), w)).collect();
    boxes.iter().all(|&(_, w)| w <= bounds.1 - bounds.0)
        && boxes
            .windows(2)
            .all(|p| p[0].0 + p[0].1 / 2.0 + 8.0 <= p[1].0 - p[1].1 / 2.0)
}

/// Period labels that have room: place, first line, second line (after a line break in the label).
///
/// The last period keeps its label; a second line (a year) moves to the next label that stays.
pub(crate) fn periods(
    labels: &[String],
    place: impl Fn(usize) -> f64,
    bounds: (f64, f64),
) -> Vec<(f64, String, String)> {
    for step in [1, 2, 3, 4, 6, 12, 24, 60, 120] {
        let mut kept = Vec::new();
        let mut carried = "";
        for (i, label) in labels.iter().enumerate() {
            let (first, second) = label.split_once('\n').unwrap_or((label, ""));
            if !second.is_empty() {
                carried = second;
            }
            if (labels.len() - 1 - i).is_multiple_of(step) {
                kept.push((place(i), first.to_owned(), std::mem::take(&mut carried).to_owned()));
            }
        }
        let widths: Vec<_> = kept
            .iter()
            .map(|(x, a, b)| (*x, Class::Tiny.width(a).max(Class::Tiny.width(b))))
            .collect();
        if apart(&widths, bounds) {
            return kept
                .into_iter()
                .zip(widths)
                .map(|((x, a, b), (_, w))| (centred(x, w, bounds), a, b))
                .collect();
        }
    }
    Vec::new()
}

/// Moves places apart to at least `gap`, as little as possible, within `lo..hi`; keeps their order.
///
/// Needs `hi - lo` of at least `gap` times one less than the number of places.
pub(crate) fn spread(wanted: &[f64], gap: f64, (lo, hi): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // Blocks of touching labels, each centred on what its members want.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &i in &order {
        blocks.push((wanted[i], 1));
        while let [.., (above, n), (below, m)] = blocks[..] {
            let touch = (n + m) as f64 * gap / 2.0;
            if below - above >= touch {
                break;
            }
            // The members' offsets within a block cancel out, so its centre is the mean wish.
            let total = (n + m) as f64;
            let centre = (above * n as f64 + below * m as f64) / total;
            blocks.truncate(blocks.len() - 2);
            blocks.push((centre, n + m));
        }
    }
    let mut places = vec![0.0; wanted.len()];
    let mut members = order.iter();
    for (centre, n) in blocks {
        let half = (n - 1) as f64 * gap / 2.0;
        for k in 0..n {
            if let Some(&i) = members.next() {
                places[i] = centre - half + k as f64 * gap;
            }
        }
    }
    let (mut floor, mut ceiling) = (lo, hi);
    for &i in &order {
        places[i] = places[i].max(floor);
        floor = places[i] + gap;
    }
    for &i in order.iter().rev() {
        places[i] = places[i].min(ceiling);
        ceiling = places[i] - gap;
    }
    places
}

#[cfg(test)]
mod tests;
