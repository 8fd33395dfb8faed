//! A line through periods: gaps break it, what is submitted but not accepted hangs on dashes.
//! Shared by every chart that draws values over time.
use crate::canvas::{Drawn, Plot};
use crate::class::{Class, Token, With};
use crate::scale::drawable;

/// The points that can be drawn, by period.
pub(crate) fn known(points: &[Option<f64>], periods: usize) -> Vec<Option<f64>> {
    points.iter().take(periods).map(|v| drawable(*v)).collect()
}

/// Period and value of the last point.
pub(crate) fn last(points: &[Option<f64>]) -> Option<(f64, f64)> {
    let (i, value) = points.iter().enumerate().rev().find_map(|(i, v)| Some((i, (*v)?)))?;
    Some((i as f64, value))
}

/// Unbroken stretches of points; each of `cuts` begins a new one.
pub(crate) fn runs<T: Copy>(points: &[Option<T>], cuts: &[usize]) -> Vec<Vec<(f64, T)>> {
    let mut runs = vec![Vec::new()];
    for (i, point) in points.iter().enumerate() {
        if cuts.contains(&i) {
            runs.push(Vec::new());
        }
        match (point, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((i as f64, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The stretches as lines: full between accepted points, dashed to and between the others.
pub(crate) fn draw(
    plot: &Plot<'_>,
    class: Class,
    points: &[Option<f64>],
    hollow_from: Option<usize>,
    cuts: &[usize],
) -> Drawn {
    let from = hollow_from.map_or(f64::INFINITY, |i| i as f64);
    for run in runs(points, cuts) {
        let full = run.iter().take_while(|(x, _)| *x < from).count();
        if full > 1 {
            plot.series(class, &run[..full])?;
        }
        // The dashes begin at the last full point.
        let open = &run[full.saturating_sub(1)..];
        if full < run.len() && open.len() > 1 {
            plot.series(Token(class, With::Open), open)?;
        }
    }
    Ok(())
}

/// Rings around the values that were corrected.
pub(crate) fn rings(plot: &Plot<'_>, points: &[Option<f64>], corrected: &[usize], radius: f64) -> Drawn {
    for i in corrected {
        if let Some(value) = points.get(*i).copied().flatten() {
            plot.dot(Class::Ring, (*i as f64, value), radius)?;
        }
    }
    Ok(())
}

/// Least and greatest value per period as a surface; a single period is a stroke.
pub(crate) fn band(plot: &Plot<'_>, band: &[Option<(f64, f64)>], cuts: &[usize]) -> Drawn {
    for run in runs(band, cuts) {
        if let [(x, (low, high))] = run.as_slice() {
            plot.series(Class::Range, &[(*x, *low), (*x, *high)])?;
            continue;
        }
        let lower = run.iter().map(|(x, (low, _))| (*x, *low));
        let upper = run.iter().rev().map(|(x, (_, high))| (*x, *high));
        plot.surface(Class::Band, lower.chain(upper).collect())?;
    }
    Ok(())
}

/// The median in stretches; a single period is a short dash.
pub(crate) fn reference(plot: &Plot<'_>, points: &[Option<f64>], cuts: &[usize]) -> Drawn {
    for run in runs(points, cuts) {
        match run.as_slice() {
            [(x, value)] => plot.series(Class::Reference, &[(x - 0.3, *value), (x + 0.3, *value)])?,
            run => plot.series(Class::Reference, run)?,
        }
    }
    Ok(())
}

/// The periods' least and greatest values that can be drawn.
pub(crate) fn known_band(band: Option<&[Option<(f64, f64)>]>, periods: usize) -> Vec<Option<(f64, f64)>> {
    let pairs = band.unwrap_or_default().iter().take(periods);
    pairs
        .map(|pair| {
            let (low, high) = (*pair)?;
            Some((drawable(Some(low))?, drawable(Some(high))?))
        })
        .collect()
}
