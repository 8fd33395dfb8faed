//! The words that stand around a chart in a file: mark, heading and finding above, the source below.
use crate::Standalone;
use crate::canvas::{Anchor, Canvas, Drawn};
use crate::class::Class;
use crate::measure::{fit, wrap};

/// Margin of a file in px.
pub(crate) const EDGE: f64 = 16.0;

/// The words of a file, broken into lines.
pub(crate) struct Words {
    mark: Option<String>,
    heading: Vec<String>,
    take: Vec<String>,
    source: Vec<String>,
    /// Heights in px above and below the chart proper.
    pub(crate) top: f64,
    pub(crate) foot: f64,
}

impl Words {
    pub(crate) fn set(words: &Standalone, width: f64) -> Self {
        let lines = |text: &str, class: Class| wrap(text, width, |t| class.width(t));
        let mark = words
            .mark
            .as_deref()
            .map(|m| fit(m, width, |t| Class::TinyBold.width(t)));
        let heading = lines(&words.heading, Class::SmallBold);
        let take = lines(&words.take, Class::Take);
        let source = lines(&words.source, Class::Tiny);
        let mark_height = if mark.is_some() { 20.0 } else { 0.0 };
        let top = EDGE + mark_height + 18.0 * heading.len() as f64 + 25.0 * take.len() as f64 + 14.0;
        let foot = EDGE + 4.0 + 17.0 * source.len() as f64;
        Self {
            mark,
            heading,
            take,
            source,
            top,
            foot,
        }
    }

    pub(crate) fn draw(&self, canvas: &Canvas<'_>, whole: (u32, u32), height: f64) -> Drawn {
        let (right, bottom) = (f64::from(whole.0), f64::from(whole.1));
        canvas.rect(Class::Page, (-EDGE, -self.top), (right - EDGE, bottom - self.top))?;
        let mut y = EDGE - self.top;
        if let Some(mark) = &self.mark {
            canvas.text(Class::TinyBold, Anchor::Start, (0.0, y + 11.0), mark)?;
            y += 20.0;
        }
        for line in &self.heading {
            canvas.text(Class::SmallBold, Anchor::Start, (0.0, y + 12.0), line)?;
            y += 18.0;
        }
        for line in &self.take {
            canvas.text(Class::Take, Anchor::Start, (0.0, y + 19.0), line)?;
            y += 25.0;
        }
        for (i, line) in self.source.iter().enumerate() {
            let y = height + 18.0 + 17.0 * i as f64;
            canvas.text(Class::Tiny, Anchor::Start, (0.0, y), line)?;
        }
        Ok(())
    }
}
