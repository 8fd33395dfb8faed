//! What stands in the field of a scatter: the medians across it, the dots and their names.
use super::names::{Field, Named};
use super::spot::Spot;
use super::{Known, ScatterPoint};
use crate::canvas::{Anchor, Canvas, Drawn, Plot};
use crate::class::{Class, Token, With};
use crate::marks::dot_class;
use crate::measure::fit;
use crate::scale::centred;

const DOT: f64 = 5.5;
const NAME: Class = Class::Small;

/// Of a dot with the ring around it.
fn radius(p: &ScatterPoint) -> f64 {
    DOT + if p.corrected { 3.5 } else { 0.0 }
}

/// Dashed lines across with their words: that of the right scale above the field, the other within it.
pub(super) fn medians(
    canvas: &Canvas<'_>,
    plot: &Plot<'_>,
    known: &Known<'_>,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    field: &mut Field,
) -> Drawn {
    field.dots(known.points.iter().map(|(p, at)| (plot.at(*at), radius(p))));
    let any = known.points.first().map_or((0.0, 0.0), |p| p.1);
    let place = |x: Option<f64>, y: Option<f64>| plot.at((x.unwrap_or(any.0), y.unwrap_or(any.1)));
    if let Some((value, words)) = known.x_median {
        let x = place(Some(value), known.y_median.map(|m| m.0)).0;
        canvas.path(Class::Reference, &[(x, top), (x, bottom)])?;
        field.line([(x, top), (x, bottom)]);
        let room = right - left;
        let shown = fit(words, room, |t| NAME.width(t));
        let at = centred(x, NAME.width(&shown), (left, right));
        canvas.fitted(NAME, Anchor::Middle, (at, top - 6.0), words, room)?;
    }
    if let Some((value, words)) = known.y_median {
        let y = place(known.x_median.map(|m| m.0), Some(value)).1;
        canvas.path(Class::Reference, &[(left, y), (right, y)])?;
        field.line([(left, y), (right, y)]);
        let room = (right - left) * 0.6;
        let shown = fit(words, room, |t| NAME.width(t));
        let spots = Spot::along((left, right), y, NAME.width(&shown));
        if let Some(spot) = field.first_free(&spots) {
            let at = (spot.left, spot.base);
            let halo = Token(NAME, With::Halo);
            let draw = || canvas.text(halo, Anchor::Start, at, &shown);
            if shown == words {
                draw()?
            } else {
                canvas.group(words, draw)?
            }
        }
    }
    Ok(())
}

pub(super) fn dots(canvas: &Canvas<'_>, plot: &Plot<'_>, known: &Known<'_>, field: &mut Field, room: f64) -> Drawn {
    let class = |p: &ScatterPoint| if p.highlighted { Class::SmallHl } else { NAME };
    let places: Vec<_> = known.points.iter().map(|(_, at)| plot.at(*at)).collect();
    let shown = known
        .points
        .iter()
        .map(|(p, _)| fit(&p.label, room, |t| class(p).width(t)));
    let shown: Vec<_> = shown.collect();
    let names = known.points.iter().zip(&places).zip(&shown);
    let names = names.map(|(((p, _), at), name)| Named {
        at: *at,
        radius: radius(p),
        width: class(p).width(name),
        first: p.highlighted,
    });
    let names: Vec<_> = names.collect();
    let spots = field.place(&names);
    for leader in spots.iter().flatten().filter_map(|spot| spot.leader) {
        canvas.path(Class::Lead, &leader)?;
    }
    for highlighted in [false, true] {
        let all = known.points.iter().zip(&places).zip(spots.iter().zip(&shown));
        for (((p, _), at), (spot, name)) in all.filter(|(((p, _), _), _)| p.highlighted == highlighted) {
            canvas.group(&in_words(p), || {
                canvas.dot(dot_class(p.grey.is_some(), p.hollow, highlighted), *at, DOT)?;
                if p.corrected {
                    canvas.dot(Class::Ring, *at, radius(p))?;
                }
                match spot {
                    Some(spot) => {
                        let halo = Token(class(p), With::Halo);
                        canvas.text(halo, Anchor::Start, (spot.left, spot.base), name)
                    }
                    None => Ok(()),
                }
            })?;
        }
    }
    for ((p, _), at) in known.points.iter().zip(places) {
        canvas.read(at, &p.read);
    }
    Ok(())
}

/// A dot in words, for the pointer.
fn in_words(p: &ScatterPoint) -> String {
    match &p.grey {
        Some(grey) => format!("{}: {} ({grey})", p.label, p.text),
        None => format!("{}: {}", p.label, p.text),
    }
}
