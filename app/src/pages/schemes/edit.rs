//! The editor of a scheme, a part at a time: objectives and safeguards, tasks, targets, and what is left before sign-off.

use std::collections::BTreeMap;

use domain::{
    indicator::{Aspect, Definition, Direction, Way, indicators},
    scheme::{
        Flawed, LINE_MAX, MILESTONES_MAX, MilestoneField, SECTION_MAX, SECTIONS, Slot, TASKS_MAX, TEXT_MAX,
        TargetField, TaskField, number_of_task,
    },
};
use leptos::prelude::*;
use storage::schemes::{Draft, Scheme};

use super::{fields::Shown, href};
use crate::{
    components::{bits::area_text, fields::Kind, icons::icon},
    islands::{SchemeForm, scheme_form::SchemeKey},
    locales::Words,
    pages::typed::typed_by,
    visit::{Posted, Visit},
};

/// A part of the editor, by its name in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Sections,
    Tasks,
    Targets,
    Check,
}

impl Part {
    const ALL: [Part; 4] = [Part::Sections, Part::Tasks, Part::Targets, Part::Check];

    /// The name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Sections => "sections",
            Part::Tasks => "tasks",
            Part::Targets => "targets",
            Part::Check => "check",
        }
    }

    /// The part of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Part::ALL.into_iter().find(|p| p.name() == name)
    }

    /// The part that holds a field.
    pub const fn of(slot: Slot) -> Self {
        match slot {
            Slot::Section(_) | Slot::FundingPlanned => Part::Sections,
            Slot::Task(..) | Slot::Milestone(..) => Part::Tasks,
            Slot::Target(..) => Part::Targets,
        }
    }

    const fn next(self) -> Self {
        match self {
            Part::Sections => Part::Tasks,
            Part::Tasks => Part::Targets,
            Part::Targets | Part::Check => Part::Check,
        }
    }

    const fn word(self, t: Words) -> &'static str {
        match self {
            Part::Sections => t.scheme_part_sections(),
            Part::Tasks => t.scheme_part_tasks(),
            Part::Targets => t.scheme_part_targets(),
            Part::Check => t.scheme_part_check(),
        }
    }

    /// Its address.
    pub fn href(self, city: &str) -> String {
        format!("{}?part={}", href(city), self.name())
    }
}

/// The part that holds an item.
pub(super) fn part_of_item(item: &str) -> Part {
    match item {
        item if SECTIONS.contains(&item) => Part::Sections,
        item if number_of_task(item).is_some() => Part::Tasks,
        _ => Part::Targets,
    }
}

/// Where an item stands in its part.
pub(super) fn anchor(item: &str) -> String {
    match part_of_item(item) {
        Part::Targets => format!("r-{item}"),
        _ => item.to_owned(),
    }
}

/// The part that the address asks for.
pub(super) fn asked(visit: &Visit) -> Part {
    visit.asked("part").and_then(Part::parse).unwrap_or(Part::Sections)
}

/// The editor.
pub(super) fn editor(
    visit: &Visit,
    scheme: &Scheme,
    draft: &Draft,
    posted: &Posted,
    titles: &BTreeMap<String, String>,
) -> AnyView {
    let t = visit.words();
    let refused = posted.fields.get("action").is_some_and(|a| a == "sign_off");
    let part = match refused && posted.errors.iter().all(|(name, _)| name.is_empty()) {
        true => Part::Check,
        false => asked(visit),
    };
    let strict = visit.asked("check").is_some() || refused;
    let shown = Shown::new(visit, draft, posted, strict, titles);
    let count = |p: Part| draft.flaws.iter().filter(|f| Part::of(f.slot) == p).count();
    let links = Part::ALL
        .into_iter()
        .map(|p| {
            let here = (p == part).then_some("page");
            let n = if p == Part::Check { draft.flaws.len() } else { count(p) };
            let left = (n > 0).then(|| view! { " "<span class="count">{n}</span> });
            view! { <a href=p.href(&scheme.city) aria-current=here>{p.word(t)}{left}</a> }
        })
        .collect_view();
    let body = match part {
        Part::Sections => sections(&shown),
        Part::Tasks => tasks(&shown),
        Part::Targets => targets(&shown),
        Part::Check => return view! { <nav class="seg seg--wrap" aria-label=t.scheme_parts()>{links}</nav>{check(visit, scheme, draft, &shown)} }.into_any(),
    };
    let answers = answers(&shown, part);
    let (action, owner, seen) = (part.href(&scheme.city), typed_by(visit), scheme.revision.to_string());
    let key = SchemeKey {
        account: visit.actor.as_ref().map(|a| a.id.clone()).unwrap_or_default(),
        city: scheme.city.clone(),
        lang: visit.lang,
        seen: scheme.revision,
    };
    let saved = draft
        .saved
        .as_ref()
        .map(|(at, who)| t.scheme_saved(visit.moment(*at), who));
    view! {
        <nav class="seg seg--wrap" aria-label=t.scheme_parts()>{links}</nav>
        <SchemeForm key>
        <form method="post" action=action class="stack-l scheme-form" novalidate autocomplete="off">
            {owner}
            <input type="hidden" name="seen" value=seen />
            // Enter saves and leads nowhere.
            <button class="vh" type="submit" name="action" value="save" tabindex="-1" aria-hidden="true">{t.save_draft()}</button>
            {body}{answers}
            <p class="row form-end">
                <button class="btn" type="submit" name="go" value=part.next().name()>{t.scheme_save_next()}</button>
                <button class="btn btn--2" type="submit" name="action" value="save">{t.save_draft()}</button>
                <span class="sm muted">{saved}</span>
            </p>
        </form>
        </SchemeForm>
    }
    .into_any()
}

fn sections(shown: &Shown<'_>) -> AnyView {
    let t = shown.t;
    let area = || Kind::Area {
        most: Some(SECTION_MAX),
        rows: Some(6),
    };
    let texts = SECTIONS
        .into_iter()
        .map(|name| shown.one(Slot::Section(name), "", area()))
        .collect_view();
    let money = shown.one(Slot::FundingPlanned, t.scheme_money_hint(), Kind::Line("text"));
    view! { <p class="hint">{t.scheme_section_hint()}</p>{texts}<div class="measure">{money}</div> }.into_any()
}

fn tasks(shown: &Shown<'_>) -> AnyView {
    let t = shown.t;
    let begun = |n: u8| {
        shown.draft.texts.iter().any(|(name, text)| {
            !text.trim().is_empty()
                && matches!(Slot::parse(name), Some(Slot::Task(m, _) | Slot::Milestone(m, ..)) if m == n)
        })
    };
    let last = (1..=TASKS_MAX).filter(|n| begun(*n)).max().unwrap_or(0);
    let all = (1..=last).filter(|n| begun(*n)).map(|n| task(shown, n)).collect_view();
    // A returned scheme gets no task that CNIPA has not asked for.
    let fresh = (last < TASKS_MAX && shown.draft.open.is_none()).then(|| {
        let fields = task(shown, last + 1);
        let open = last == 0;
        view! { <details class="fold" open=open><summary>{icon("pen")}{t.scheme_task_add()}</summary><div class="fold__body">{fields}</div></details> }
    });
    view! { <p class="hint measure">{t.scheme_tasks_hint()}</p>{all}{fresh} }.into_any()
}

fn task(shown: &Shown<'_>, n: u8) -> AnyView {
    let t = shown.t;
    let at = |field| Slot::Task(n, field);
    let required = shown.required();
    let own = required.is_empty() && shown.is_empty(at(TaskField::Required));
    let required = (!own).then(|| {
        shown.one(
            at(TaskField::Required),
            "",
            Kind::Choice(required, Some(t.scheme_task_own())),
        )
    });
    let area = || Kind::Area {
        most: Some(TEXT_MAX),
        rows: Some(3),
    };
    let id = format!("task-{n}");
    let heading = format!("{id}-name");
    view! {
        <fieldset class="card stack scheme-task" id=id>
            <legend id=heading>{t.scheme_task(n)}</legend>
            <div class="scheme-two">{shown.one(at(TaskField::Title), "", Kind::Line("text"))}{required}</div>
            {shown.one(at(TaskField::Measures), "", area())}
            <div class="scheme-two">
                {shown.one(at(TaskField::Result), "", area())}
                {shown.one(at(TaskField::Indicators), t.scheme_task_indicators_hint(), Kind::Line("text"))}
            </div>
            {milestones(shown, n)}
        </fieldset>
    }
    .into_any()
}

const MILESTONE: [MilestoneField; 4] = [
    MilestoneField::Name,
    MilestoneField::Due,
    MilestoneField::Lead,
    MilestoneField::Cooperating,
];

/// The milestones of a task, and an empty one.
fn milestones(shown: &Shown<'_>, n: u8) -> AnyView {
    let t = shown.t;
    let begun = |m: &u8| {
        MILESTONE
            .into_iter()
            .any(|f| !shown.is_empty(Slot::Milestone(n, *m, f)))
    };
    let last = (1..=MILESTONES_MAX).filter(begun).max().unwrap_or(0);
    let most = if shown.shut(Slot::Task(n, TaskField::Title)) {
        last
    } else {
        (last + 1).min(MILESTONES_MAX)
    };
    let all = (1..=most)
        .map(|m| {
            let fields = MILESTONE
                .into_iter()
                .map(|field| {
                    let kind = if field == MilestoneField::Due {
                        Kind::Line("date")
                    } else {
                        Kind::Line("text")
                    };
                    shown.one(Slot::Milestone(n, m, field), "", kind)
                })
                .collect_view();
            view! { <fieldset class="scheme-milestone"><legend>{t.scheme_milestone(m)}</legend>{fields}</fieldset> }
        })
        .collect_view();
    view! { <div class="stack-s"><h3 class="label">{t.scheme_milestones()}</h3>{all}</div> }.into_any()
}

fn targets(shown: &Shown<'_>) -> AnyView {
    let t = shown.t;
    let groups = Aspect::ALL
        .into_iter()
        .map(|aspect| {
            let all = indicators()
                .filter(|d| d.aspect == Some(aspect))
                .map(|d| target(shown, d))
                .collect_view();
            view! { <section class="sect"><h2>{t.aspect(aspect)}</h2><div class="stack">{all}</div></section> }
        })
        .collect_view();
    let common = shown.draft.open.is_none().then(|| {
        view! {
            <fieldset class="scheme-common">
                <legend>{t.scheme_common()}</legend>
                <div class="field"><label for="fill_on">{t.scheme_target_baseline_on()}</label><input class="input" type="date" id="fill_on" name="fill_on" /></div>
                <div class="field"><label for="fill_source">{t.scheme_target_source()}</label><input class="input" id="fill_source" name="fill_source" maxlength=LINE_MAX.to_string() /></div>
                <p><button class="btn btn--2" type="submit" name="go" value="fill">{t.scheme_common_fill()}</button></p>
            </fieldset>
        }
    });
    view! { <p class="hint measure">{t.scheme_targets_hint()}</p>{common}{groups} }.into_any()
}

/// The fields of one indicator's target, in a line where there is room.
fn target(shown: &Shown<'_>, d: &'static Definition) -> AnyView {
    let t = shown.t;
    let at = |field| Slot::Target(&d.code, field);
    let kind = || match d.way {
        Way::YesNo => Kind::Choice(
            vec![
                ("yes".to_owned(), t.yes().to_owned()),
                ("no".to_owned(), t.no().to_owned()),
            ],
            Some(t.none_dash()),
        ),
        _ => Kind::Line("text"),
    };
    let steps = shown.draft.given.quarters.iter();
    let steps = steps
        .map(|quarter| shown.one(at(TargetField::Step(*quarter)), "", kind()))
        .collect_view();
    let better = match d.direction {
        Some(Direction::Lower) => t.scheme_better_lower(),
        _ => t.scheme_better_higher(),
    };
    let flow = (d.aggregation == domain::indicator::Aggregation::Sum).then(|| t.scheme_flow());
    let about: Vec<String> = [
        Some(t.unit_name(&d.unit).to_owned()),
        Some(better.to_owned()),
        flow.map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .collect();
    let reference = shown.draft.given.references.get(&d.code);
    let reference = reference.map(
        |r| view! { " "<span class="chip chip--info">{t.scheme_target_reference(t.scheme_level(&d.code, *r))}</span> },
    );
    let chosen = shown.value(at(TargetField::Kind));
    let not_applicable = chosen == "not_applicable";
    let asks = shown.error(at(TargetField::Explanation)).is_some();
    let said = !shown.is_empty(at(TargetField::Explanation));
    let kinds = vec![
        ("value".to_owned(), t.scheme_target_value().to_owned()),
        ("not_applicable".to_owned(), t.kind_not_applicable().to_owned()),
    ];
    let area = || Kind::Area {
        most: Some(TEXT_MAX),
        rows: Some(2),
    };
    let more = view! {
        <details class="scheme-more" open=not_applicable || asks || said>
            <summary>{t.scheme_target_more()}</summary>
            <div class="scheme-two">
                {shown.one(at(TargetField::Kind), "", Kind::Choice(kinds, None))}
                {shown.one(at(TargetField::Reason), "", Kind::Line("text"))}
            </div>
            {shown.one(at(TargetField::Explanation), "", area())}
        </details>
    };
    view! {
        <fieldset class="scheme-target" id=format!("r-{}", d.code)>
            <legend><b>{d.code.clone()}</b>" "{d.name.get(t.lang()).to_owned()}" "<span class="muted">{about.join(t.list_sep())}</span>{reference}</legend>
            <div class="scheme-path">
                {shown.one(at(TargetField::Baseline), "", kind())}
                {shown.one(at(TargetField::BaselineOn), "", Kind::Line("date"))}
                {shown.one(at(TargetField::Source), "", Kind::Line("text"))}
                {steps}
            </div>
            {more}
        </fieldset>
    }
    .into_any()
}

/// Answers to what CNIPA returned in this part.
fn answers(shown: &Shown<'_>, part: Part) -> AnyView {
    let t = shown.t;
    let Some(open) = &shown.draft.open else {
        return ().into_any();
    };
    let mine: Vec<_> = open.iter().filter(|(item, _)| part_of_item(item) == part).collect();
    if mine.is_empty() {
        return ().into_any();
    }
    let rows = mine
        .into_iter()
        .map(|(item, why)| {
            let name = format!("items[{item}][comment]");
            view! {
                <div class="field">
                    <p><b>{t.scheme_item(item)}</b></p>
                    <p class="case__text">{why.clone()}</p>
                    <label for=name.clone()>{t.scheme_answer()}</label>
                    <textarea class="area" id=name.clone() name=name rows="2" maxlength=TEXT_MAX.to_string()>{area_text("")}</textarea>
                </div>
            }
        })
        .collect_view();
    view! { <section class="notice notice--warn scheme-answers"><div class="stack">{rows}</div></section> }.into_any()
}

/// What is left to do, and the button of sign-off.
fn check(visit: &Visit, scheme: &Scheme, draft: &Draft, shown: &Shown<'_>) -> AnyView {
    let t = visit.words();
    let line = |f: &Flawed| {
        let to = format!("{}&check=1#{}", Part::of(f.slot).href(&scheme.city), f.slot);
        let why = t.scheme_flaw(f, |key| shown.title(key));
        let (class, name) = if f.asks_why() { ("mid", "warn") } else { ("bad", "err") };
        view! { <li><span class=class>{icon(name)}</span><span><a href=to>{t.scheme_place(f.slot)}</a>" "{why}</span></li> }
    };
    let todo = match draft.flaws.is_empty() {
        true => {
            view! { <li><span class="ok">{icon("check")}</span><span>{t.scheme_check_none()}</span></li> }.into_any()
        }
        false => draft.flaws.iter().map(line).collect_view().into_any(),
    };
    let title = match draft.flaws.len() {
        0 => t.check_title().to_owned(),
        n => t.scheme_check_flaws(n),
    };
    let abandon = scheme.can.contains(&domain::scheme::Action::Abandon).then(|| {
        view! {
            <details class="fold">
                <summary>{icon("ret")}{t.scheme_abandon()}</summary>
                <div class="stack-s fold__body">
                    <p class="measure">{t.scheme_abandon_lead()}</p>
                    <p><button class="btn btn--2" type="submit" name="action" value="abandon">{t.scheme_abandon()}</button></p>
                </div>
            </details>
        }
    });
    view! {
        <form method="post" action=Part::Check.href(&scheme.city) class="submit stack" aria-labelledby="check-title">
            {typed_by(visit)}
            <h2 id="check-title">{title}</h2>
            <p>{t.scheme_check_lead()}</p>
            <ul class="todo">{todo}</ul>
            <p class="row"><button class="btn" type="submit" name="action" value="sign_off">{t.sign_off_button()}</button></p>
            {abandon}
        </form>
    }
    .into_any()
}
