//! What is read out at a mark of a chart: city, period, figure, place, change on the period before, and what else is said of
//! the value. Places, figures and notes only as far as the reader sees them in that period.

use domain::{
    city::City,
    compare::{Mode, Ranked, place_of},
    indicator::Way,
};
use storage::facts::{NinePeriod, Observation};

use super::{
    drawing::why_grey,
    sheet::{Sheet, over_time},
};

/// The words of every value of a sheet.
pub(super) struct Reader<'a> {
    sheet: &'a Sheet,
    /// The places of each period.
    ranked: Vec<Vec<Ranked>>,
}

impl<'a> Reader<'a> {
    /// Of all periods of a sheet.
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let seen = sheet.nine.periods.iter().zip(&sheet.sights);
        let ranked = seen.map(|(p, sight)| sheet.ranked(p, sight)).collect();
        Self { sheet, ranked }
    }

    /// A city's value in a period, by its place among the periods: `长沙 2026 年 5 月 92.4%，第 3 位，较上期 +1.2 个百分点；注：…`;
    /// empty where the reader does not see that city's value.
    pub(super) fn read(&self, at: usize, city: &City) -> String {
        let (sheet, t) = (self.sheet, self.sheet.t);
        let seen = sheet.nine.periods.get(at).zip(sheet.sights.get(at));
        let Some((p, _)) = seen.filter(|(_, sight)| sight.sees(city)) else {
            return String::new();
        };
        let o = p.value(&city.slug);
        let shown = sheet.shown(p, &city.slug);
        let figure = match o.and_then(Observation::figure) {
            Some(_) => t.with_unit(&shown, &sheet.d.unit),
            None => shown,
        };
        let value = t.read_value(city.short(t.lang()), t.period_name(p.period), figure);
        let place = self.ranked.get(at).and_then(|ranked| place_of(ranked, &city.slug));
        let place = place.map(|r| t.read_of_place(r.place, r.shared));
        let said = place.into_iter().chain(self.change(at, p, city));
        let said = said.fold(value, |said, more| t.read_part(said, more));
        let more = o.map(|o| self.beside(p, o)).unwrap_or_default();
        [vec![said], more].concat().join(t.semicolon())
    }

    /// The same of all periods from one on.
    pub(super) fn course(&self, from: usize, city: &City) -> Vec<String> {
        (from..self.sheet.nine.periods.len())
            .map(|at| self.read(at, city))
            .collect()
    }

    /// The change on the period before; none where either may not be compared, across versions of the definition, and of
    /// what is a change already.
    fn change(&self, at: usize, p: &NinePeriod, city: &City) -> Option<String> {
        let (sheet, t, d) = (self.sheet, self.sheet.t, self.sheet.d);
        let before = sheet.nine.periods.get(at.checked_sub(1)?)?;
        let sees_before = sheet.sights.get(at - 1)?.sees(city);
        let changes = matches!(
            sheet.asked.mode,
            Mode::Absolute | Mode::PerMillion | Mode::Attainment | Mode::Progress
        );
        let version = |p: &NinePeriod| Some(p.value(&city.slug)?.definition);
        if d.way == Way::YesNo
            || !changes
            || !sees_before
            || before.period != p.period.previous()
            || version(before)? != version(p)?
        {
            return None;
        }
        let figure = |p: &NinePeriod| {
            let comparable = p.is_comparable(&city.slug);
            over_time(d, p, &city.slug).filter(|_| comparable)
        };
        Some(t.read_of_change(d, figure(before)?, figure(p)?))
    }

    /// What else is said of a value: that it waits, was corrected, is uncertain, and CNIPA's note.
    fn beside(&self, p: &NinePeriod, o: &Observation) -> Vec<String> {
        let t = self.sheet.t;
        let waits = p.is_submitted(&o.city).then(|| t.waits_for_review().to_owned());
        let corrected = o.corrected.then(|| t.corrected_mark().to_owned());
        let note = o.note.as_ref().map(|note| t.read_note(note));
        let parts = [waits, corrected, why_grey(self.sheet, p, o), note];
        parts.into_iter().flatten().collect()
    }
}
