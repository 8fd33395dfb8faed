//! The form of a brief: its charts by indicator and shape, the sentence beside each, and what stands at the head.

use domain::{
    brief::{CHARTS, Choice, OPENING_MAX, SENTENCE_MAX, field},
    indicator::indicators,
};
use leptos::prelude::*;

use super::{PATH, content::Brief};
use crate::{
    comparison::shape::Shape,
    components::{
        bits::{error_summary, notice},
        fields::{Field, Kind},
    },
    pages::typed::typed_by,
    visit::{Posted, Visit, address},
};

/// The form, with what was typed where it was refused.
pub(super) fn form(visit: &Visit, brief: &Brief, posted: &Posted) -> AnyView {
    let t = brief.t;
    let refused = !posted.fields.is_empty();
    let value = |name: &str, kept: &str| match posted.fields.get(name) {
        Some(typed) if refused => typed.clone(),
        _ => kept.to_owned(),
    };
    let indicators: Vec<_> = indicators()
        .map(|d| (d.code.clone(), format!("{} {}", d.code, d.name.get(t.lang()))))
        .collect();
    let shapes: Vec<_> = Shape::OF_ONE
        .iter()
        .map(|s| (s.name().to_owned(), t.shape(*s).to_owned()))
        .collect();
    let none = Choice::default();
    let one = |i: usize| {
        let choice = brief.draft.charts.get(i).unwrap_or(&none);
        let found = brief.charts.get(i).map(|p| p.take.clone()).unwrap_or_default();
        let hint = t.brief_sentence_hint(found);
        let of = |name: &'static str, label: &'static str, options: &[(String, String)], kept: &str| {
            let field = Field::new(name, label, Kind::Choice(options.to_vec(), None), value(name, kept));
            field.error(posted.error(name)).view()
        };
        let indicator = of(field::INDICATOR[i], t.indicator(), &indicators, &choice.indicator);
        let shape = of(field::CHART[i], t.chart_label(), &shapes, &choice.chart);
        let name = field::SENTENCE[i];
        let area = Kind::Area {
            most: Some(SENTENCE_MAX),
            rows: Some(3),
        };
        let sentence = Field::new(name, t.brief_sentence(), area, value(name, &choice.sentence));
        let sentence = sentence.hint(&hint).error(posted.error(name)).view();
        view! {
            <fieldset class="stack-s brief__choice">
                <legend class="label">{t.brief_chart_n(i + 1)}</legend>
                {indicator}{shape}{sentence}
            </fieldset>
        }
    };
    let charts = (0..CHARTS).map(one).collect_view();
    let area = Kind::Area {
        most: Some(OPENING_MAX),
        rows: Some(2),
    };
    let opening = Field::new(
        field::OPENING,
        t.brief_opening(),
        area,
        value(field::OPENING, &brief.draft.opening),
    );
    let opening = opening
        .hint(t.brief_opening_hint())
        .error(posted.error(field::OPENING))
        .view();
    let summary = error_summary(t.not_done_title().to_owned(), posted);
    let done =
        (visit.asked("done").is_some() && posted.errors.is_empty()).then(|| notice("ok", t.brief_saved().to_owned()));
    let saved = brief
        .saved_at
        .as_ref()
        .map(|at| view! { <span class="muted sm">{t.brief_saved_at(at)}</span> });
    let reset = brief.saved_at.is_some().then(|| {
        view! { <button class="btn btn--2" type="submit" name="action" value="reset">{t.brief_reset()}</button> }
    });
    let period = brief.period.to_string();
    let to = address(
        PATH,
        [("period", period.as_str())].into_iter().chain(visit.kept(&["as_of"])),
    );
    let typed_by = typed_by(visit);
    let open = refused;
    view! {
        {summary}{done}
        <details class="brief__form" open=open>
            <summary>{t.brief_edit()}</summary>
            <form method="post" action=to class="stack" novalidate autocomplete="off">
                {typed_by}
                <div class="measure">{opening}</div>
                <div class="brief__choices">{charts}</div>
                <p class="row"><button class="btn" type="submit" name="action" value="save">{t.save()}</button>{reset}{saved}</p>
            </form>
        </details>
    }
    .into_any()
}
