//! The claim of a chart of changes: who gained most, who fell back, ties and small differences said as such. Gained is a
//! change for the better by the indicator's direction, by at least its smallest difference.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Audience;
use crate::{
    compare::{Ranked, level, median, places, range},
    indicator::{Definition, Direction},
    number::round,
    peers::FEWEST,
};

/// Which way a city has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// For the better, by the smallest difference or more.
    Gained,
    /// By less than that.
    Level,
    /// For the worse, by as much.
    FellBack,
}

/// How many cities moved which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turns {
    /// Cities that gained.
    pub gained: usize,
    /// Cities about level with their base.
    pub level: usize,
    /// Cities that fell back.
    pub fell_back: usize,
    /// Cities without a change to compare.
    pub missing: usize,
}

/// What a chart of one quarter's changes by city may claim. Changes are rounded as shown and keep their sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum ChangeFinding {
    /// No city can be compared.
    NoValues,
    /// One city can.
    OneCity {
        /// City slug.
        city: String,
        /// Its change.
        figure: Decimal,
        /// Which way.
        turn: Turn,
        /// Cities that cannot be compared.
        missing: usize,
    },
    /// All changes share one place.
    Alike {
        /// The least change.
        low: Decimal,
        /// The greatest, less than the smallest difference from it.
        high: Decimal,
        /// Which way they went.
        turns: Turns,
    },
    /// Cities moved differently.
    Apart {
        /// Of the cities with the best place those that gained, best first; empty where none did.
        best: Vec<String>,
        /// The best change.
        best_figure: Decimal,
        /// Which way it went.
        best_turn: Turn,
        /// Of the cities with the last place those that fell back, worst first; empty where none did, and of those whom
        /// the reader may not see named.
        worst: Vec<String>,
        /// The worst change.
        worst_figure: Decimal,
        /// Which way it went.
        worst_turn: Turn,
        /// Which way all went.
        turns: Turns,
    },
    /// Changes without places: nobody is named.
    Spread {
        /// The least change.
        low: Decimal,
        /// The greatest.
        high: Decimal,
        /// The median, of three or more.
        median: Option<Decimal>,
        /// Which way they went.
        turns: Turns,
    },
    /// The reader's own city, beside the median of all where that is told.
    Own {
        /// City slug.
        city: String,
        /// Its change.
        figure: Decimal,
        /// Which way.
        turn: Turn,
        /// The nine cities' median.
        median: Option<Decimal>,
    },
    /// The reader's own city has no change to tell.
    OwnMissing {
        /// City slug.
        city: String,
        /// The median of the others.
        median: Option<Decimal>,
    },
}

/// Which way a change went, as shown.
#[must_use]
pub fn turn(definition: &Definition, change: Decimal) -> Turn {
    let change = round(change, definition.decimals);
    if level(change, Decimal::ZERO, definition.smallest_difference) {
        Turn::Level
    } else if direction(definition).is_better(change, Decimal::ZERO) {
        Turn::Gained
    } else {
        Turn::FellBack
    }
}

fn direction(definition: &Definition) -> Direction {
    definition.direction.unwrap_or(Direction::Higher)
}

/// The claim of one quarter's changes; `definition` is that of [`Mode::Change`](crate::compare::Mode::Change).
#[must_use]
pub fn change(definition: &Definition, values: &[(String, Option<Decimal>)], audience: Audience<'_>) -> ChangeFinding {
    let known: Vec<(String, Decimal)> = values
        .iter()
        .filter_map(|(city, v)| Some((city.clone(), round((*v)?, definition.decimals))))
        .collect();
    let figures: Vec<Decimal> = known.iter().map(|(_, v)| *v).collect();
    if let Audience::City(own) = audience {
        let figure = known.iter().find(|(c, _)| c == own).map(|(_, v)| *v);
        return own_change(definition, own, figure, median(&figures));
    }
    let mut turns = Turns {
        missing: values.len() - known.len(),
        ..Turns::default()
    };
    for figure in &figures {
        match turn(definition, *figure) {
            Turn::Gained => turns.gained += 1,
            Turn::Level => turns.level += 1,
            Turn::FellBack => turns.fell_back += 1,
        }
    }
    let Some((low, high)) = range(&figures) else {
        return ChangeFinding::NoValues;
    };
    if let [(city, figure)] = known.as_slice() {
        return ChangeFinding::OneCity {
            city: city.clone(),
            figure: *figure,
            turn: turn(definition, *figure),
            missing: turns.missing,
        };
    }
    let (smallest, decimals) = (definition.smallest_difference, definition.decimals);
    let ranked = places(&known, direction(definition), smallest, decimals);
    let (Some(best), Some(worst)) = (ranked.first(), ranked.last()) else {
        return ChangeFinding::NoValues;
    };
    if best.place == worst.place {
        return ChangeFinding::Alike { low, high, turns };
    }
    if audience == Audience::NamedNoPlaces || definition.per_million {
        return ChangeFinding::Spread {
            low,
            high,
            median: median(&figures)
                .filter(|_| figures.len() >= FEWEST)
                .map(|m| round(m, decimals)),
            turns,
        };
    }
    let may_name = |city: &str| match audience {
        Audience::Ranked { own } => own == Some(city),
        _ => true,
    };
    let of = |place: usize, wanted: Turn| {
        let here = ranked.iter().filter(move |r| r.place == place);
        here.filter(move |r| turn(definition, r.figure) == wanted)
            .map(|r| r.city.clone())
    };
    let mut last: Vec<_> = of(worst.place, Turn::FellBack).filter(|c| may_name(c)).collect();
    last.reverse();
    let turned = |r: &Ranked| turn(definition, r.figure);
    ChangeFinding::Apart {
        best: of(best.place, Turn::Gained).collect(),
        best_figure: best.figure,
        best_turn: turned(best),
        worst: last,
        worst_figure: worst.figure,
        worst_turn: turned(worst),
        turns,
    }
}

/// The claim to a city of its own change beside the nine cities' median, none where that is withheld.
#[must_use]
pub fn own_change(
    definition: &Definition,
    own: &str,
    figure: Option<Decimal>,
    median: Option<Decimal>,
) -> ChangeFinding {
    let shown = |v: Decimal| round(v, definition.decimals);
    let (city, median) = (own.to_owned(), median.map(shown));
    match figure.map(shown) {
        Some(figure) => ChangeFinding::Own {
            city,
            figure,
            turn: turn(definition, figure),
            median,
        },
        None => ChangeFinding::OwnMissing { city, median },
    }
}

#[cfg(test)]
mod tests;
