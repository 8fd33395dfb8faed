//! Target paths of a trend: a step over the width of each period, with risers between. Where a path was revised, the
//! one before stays, faint, from that period on, and a mark that a note may speak of stands at the step.
use crate::canvas::{Canvas, Drawn, Plot};
use crate::class::Class;
use crate::line::{known, runs};
use crate::scale::drawable;

/// A target path of a [`Trend`](crate::Trend).
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Its name, as `目标`; with the last target it stands at the end of the path.
    pub label: String,
    /// The last target as worded by the caller.
    pub end_text: String,
    /// The target that holds in each period; a gap breaks the path.
    pub steps: Vec<Option<f64>>,
    /// Where the path was revised, in the order of the periods.
    pub revisions: Vec<Revision>,
}

/// A path gives way to another one.
#[derive(Debug, Clone, Default)]
pub struct Revision {
    /// Index of the first period of the new path.
    pub period: usize,
    /// The old path, one target per period; drawn from `period` on.
    pub before: Vec<Option<f64>>,
    /// Words of a note, numbered after those of the values; empty: a mark alone.
    pub text: String,
}

/// What of a path can be drawn.
pub(crate) struct Path<'a> {
    pub(crate) target: &'a Target,
    pub(crate) steps: Vec<Option<f64>>,
    revised: Vec<(&'a Revision, Vec<Option<f64>>)>,
}

/// Half a period: a step reaches as far to both sides.
const HALF: f64 = 0.5;

impl<'a> Path<'a> {
    pub(crate) fn of(target: &'a Target, periods: usize) -> Self {
        let revised = target.revisions.iter().filter(|r| r.period < periods).map(|revision| {
            let mut before = known(&revision.before, periods);
            before.iter_mut().take(revision.period).for_each(|v| *v = None);
            (revision, before)
        });
        Self {
            target,
            steps: known(&target.steps, periods),
            revised: revised.collect(),
        }
    }

    /// Every value that is drawn.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        let before = self.revised.iter().flat_map(|(_, before)| before);
        self.steps.iter().chain(before).flatten().copied()
    }

    /// Where the path ends.
    pub(crate) fn end(&self) -> Option<(f64, f64)> {
        crate::line::last(&self.steps).map(|(x, value)| (x + HALF, value))
    }

    /// Where a revision is marked: at the new target, or at the old one where there is no new one.
    fn mark(&self, revision: &Revision, before: &[Option<f64>]) -> Option<(f64, f64)> {
        let at = |path: &[Option<f64>]| path.get(revision.period).copied().flatten();
        let value = drawable(at(&self.steps).or(at(before)))?;
        Some((revision.period as f64 - HALF, value))
    }

    /// Place and words of the notes at its revisions.
    pub(crate) fn notes(&self) -> impl Iterator<Item = ((f64, f64), &'a str)> {
        let worded = self.revised.iter().filter(|(revision, _)| !revision.text.is_empty());
        worded.filter_map(|(revision, before)| Some((self.mark(revision, before)?, revision.text.as_str())))
    }

    /// The old paths, the steps, and the marks on them.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, plot: &Plot<'_>) -> Drawn {
        canvas.group(&self.target.name(), || {
            for (revision, before) in &self.revised {
                let mut runs = corners(before);
                // From the step to the old path.
                if let (Some(mark), Some(first)) = (self.mark(revision, before), runs.first_mut())
                    && first.first().is_some_and(|p| p.0 <= mark.0)
                {
                    first.insert(0, mark);
                }
                runs.iter().try_for_each(|run| plot.series(Class::TargetOld, run))?;
            }
            corners(&self.steps)
                .iter()
                .try_for_each(|run| plot.series(Class::Target, run))
        })?;
        for (revision, before) in &self.revised {
            let Some(mark) = self.mark(revision, before) else {
                continue;
            };
            let (x, y) = plot.at(mark);
            let diamond = [(x, y - 5.0), (x + 5.0, y), (x, y + 5.0), (x - 5.0, y)];
            let draw = || canvas.polygon(Class::TargetMark, &diamond);
            match revision.text.as_str() {
                "" => draw()?,
                text => canvas.group(text, draw)?,
            }
        }
        Ok(())
    }
}

impl Target {
    /// What stands at the end of the path.
    fn name(&self) -> String {
        format!("{} {}", self.label, self.end_text).trim().to_owned()
    }
}

/// The corners of each unbroken flight of steps.
fn corners(steps: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let flights = runs(steps, &[]).into_iter().map(|run| {
        let mut path: Vec<(f64, f64)> = Vec::new();
        for (x, value) in run {
            match path.last_mut() {
                Some(last) if last.1.total_cmp(&value).is_eq() => last.0 = x + HALF,
                _ => path.extend([(x - HALF, value), (x + HALF, value)]),
            }
        }
        path
    });
    flights.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_have_risers_between_periods_and_gaps_break_them() {
        let steps = [Some(80.0), Some(80.0), Some(90.0), None, Some(95.0)];
        let first = vec![(-0.5, 80.0), (1.5, 80.0), (1.5, 90.0), (2.5, 90.0)];
        assert_eq!(corners(&steps), [first, vec![(3.5, 95.0), (4.5, 95.0)]]);
        assert!(corners(&[None, None]).is_empty());
    }

    #[test]
    fn an_old_path_begins_where_it_was_revised() {
        let target = Target {
            steps: vec![Some(80.0), Some(85.0), Some(90.0)],
            revisions: vec![Revision {
                period: 1,
                before: vec![Some(80.0), Some(95.0), Some(99.0), Some(100.0)],
                text: "lowered".into(),
            }],
            ..Target::default()
        };
        let path = Path::of(&target, 3);
        assert_eq!(path.values().collect::<Vec<_>>(), [80.0, 85.0, 90.0, 95.0, 99.0]);
        assert_eq!(path.notes().collect::<Vec<_>>(), [((0.5, 85.0), "lowered")]);
        assert_eq!(path.end(), Some((2.5, 90.0)));
        assert_eq!(Path::of(&target, 1).notes().count(), 0, "its period is not drawn");
    }
}
