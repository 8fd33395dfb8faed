//! The charts of comparison by their names in addresses.

use crate::locales::Words;

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The chosen period: a dot for each city.
    RankedDots,
    /// All periods up to it: a line for each city; a strip of a yes or no.
    Trend,
    /// The same with a small chart for each city, all on one scale.
    SmallMultiples,
    /// The first and the last of these periods, a line for each city.
    Slope,
    /// The chosen period: each city's value beside its own target.
    Distance,
    /// Over these periods: how many entries of each city are of which kind.
    Kinds,
    /// The chosen period: two indicators, a dot for each city.
    Scatter,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 7] = [
        Shape::RankedDots,
        Shape::Trend,
        Shape::SmallMultiples,
        Shape::Slope,
        Shape::Distance,
        Shape::Kinds,
        Shape::Scatter,
    ];

    /// Those of one indicator.
    pub const OF_ONE: [Shape; 6] = [
        Shape::RankedDots,
        Shape::Trend,
        Shape::SmallMultiples,
        Shape::Slope,
        Shape::Distance,
        Shape::Kinds,
    ];

    /// The name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Shape::RankedDots => "ranked-dots",
            Shape::Trend => "trend",
            Shape::SmallMultiples => "small-multiples",
            Shape::Slope => "slope",
            Shape::Distance => "distance",
            Shape::Kinds => "kinds",
            Shape::Scatter => "scatter",
        }
    }

    /// The shape of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Shape::ALL.into_iter().find(|s| s.name() == name)
    }

    /// True of a chart of several periods.
    #[must_use]
    pub const fn is_over_time(self) -> bool {
        !matches!(self, Shape::RankedDots | Shape::Distance | Shape::Scatter)
    }
}

impl Words {
    /// A chart's shape in words.
    #[must_use]
    pub const fn shape(self, shape: Shape) -> &'static str {
        match shape {
            Shape::RankedDots => self.shape_ranked_dots(),
            Shape::Trend => self.shape_trend(),
            Shape::SmallMultiples => self.shape_small_multiples(),
            Shape::Slope => self.shape_slope(),
            Shape::Distance => self.shape_distance(),
            Shape::Kinds => self.shape_kinds(),
            Shape::Scatter => self.shape_scatter(),
        }
    }
}
