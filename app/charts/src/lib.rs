//! Charts of the house: numbers in, SVG out, drawn by plotters through a backend of our own.
//! Pages get CSS classes and no colours, so every theme works; files carry their own light style.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod advances;
mod backend;
mod bars;
mod breaks;
mod canvas;
#[cfg(test)]
mod check;
mod class;
mod distance;
mod dots;
mod ends;
mod hatch;
mod heat;
mod key;
mod line;
mod marks;
mod measure;
mod multiples;
mod notes;
mod plan;
mod png;
#[cfg(test)]
mod reads;
mod rows;
mod scale;
mod scatter;
mod slope;
mod spark;
mod stack;
mod state;
mod strip;
mod style;
mod target;
mod timeline;
mod trend;
mod words;

pub use bars::{Bars, bars};
pub use breaks::Break;
pub use distance::{Distance, DistanceKey, DistanceRow, distance};
pub use dots::{Dot, Dots, ranked_dots};
pub use heat::{Heat, HeatCell, HeatGroup, HeatRow, Shade, heat};
pub use measure::text_width;
pub use multiples::{MOST_GHOSTS, Multiples, Panel, multiples};
pub use notes::Note;
pub use plan::{Plan, PlanRow, plan};
pub use png::{PngError, png};
pub use scatter::{Scatter, ScatterPoint, scatter};
pub use slope::{Slope, SlopeEnd, SlopeLine, slope};
pub use spark::{Spark, spark};
pub use stack::{Stack, StackRow, stack};
pub use state::{Kind, Part, State};
pub use strip::{Strip, StripRow, strip};
pub use target::{Revision, Target};
pub use timeline::{Mark, MarkState, Timeline, TimelineGroup, TimelineRow, timeline};
pub use trend::{Line, Trend, trend};

/// What surrounds a chart: its width, its words for a screen reader, and whether it is a file.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Drawn width in px, kept within 360..=1600.
    pub width: u32,
    /// Name of the picture, read first by a screen reader.
    pub title: String,
    /// The picture in words, read second.
    pub desc: String,
    /// Prefix of the ids in the picture, unique on the page.
    pub id: String,
    /// Language of the words: `zh-CN` or `en`.
    pub lang: String,
    /// Words drawn into a file; on a page (`None`) the page's own figure says them.
    pub standalone: Option<Standalone>,
}

/// The words that a chart takes along when it leaves the page as a file.
#[derive(Debug, Clone, Default)]
pub struct Standalone {
    /// Name, unit and period.
    pub heading: String,
    /// The finding, in one sentence.
    pub take: String,
    /// Where the figures come from.
    pub source: String,
    /// The label of a demonstration store.
    pub mark: Option<String>,
}

/// How values become positions and tick labels.
pub struct Axis {
    /// The scale does not reach below this unless a value does.
    pub min: Option<f64>,
    /// The scale does not reach above this unless a value does.
    pub max: Option<f64>,
    /// The scale holds zero, and a dot's distance from it is drawn as a stem.
    pub from_zero: bool,
    /// Words of a tick; a tick that reads as the one before it is left out.
    pub ticks: Box<dyn Fn(f64) -> String>,
    /// Unit: `%` and `‰` stand at the last tick, any other one above the scale.
    pub unit: String,
}

impl Default for Axis {
    /// As long as its values need, with ticks as plain numbers.
    fn default() -> Self {
        Self {
            min: None,
            max: None,
            from_zero: false,
            ticks: Box::new(|value| value.to_string()),
            unit: String::new(),
        }
    }
}
