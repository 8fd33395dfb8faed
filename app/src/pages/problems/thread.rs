//! The thread of a problem: every step with its author and time, in the words of who took it.

use domain::problem::{Action, Level, Severity};
use leptos::prelude::*;
use storage::problems::{Found, Step};

use crate::{locales::Words, visit::Visit};

/// The thread.
pub(super) fn thread(visit: &Visit, found: &Found) -> AnyView {
    let t = visit.words();
    let steps = found
        .steps
        .iter()
        .map(|step| {
            let said = said(t, step).into_iter().map(|line| view! { <p class="act">{line}</p> }).collect_view();
            let text = (!step.text.is_empty()).then(|| view! { <p class="said">{step.text.clone()}</p> });
            let practice = step.practice.as_ref().map(|(number, title)| {
                let code = domain::practice::code(*number);
                view! { <p class="act">{t.step_practice()}<a href=format!("/practices/{code}")>{format!("{code} {title}")}</a></p> }
            });
            let who = who(t, step);
            let time = domain::calendar::beijing(step.at).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string();
            view! {
                <li data-step=step.action.name()>
                    <div class="who"><b>{t.role_name(step.role)}</b>{who}<time datetime=time>{t.stamp(step.at)}</time></div>
                    <div class="what">{said}{text}{practice}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="thread">{steps}</ol> }.into_any()
}

/// Name of who took a step, where it says more than the role.
fn who(t: Words, step: &Step) -> Option<AnyView> {
    let more = step.author != t.role_name(step.role);
    more.then(|| view! { {step.author.clone()}<br /> }.into_any())
}

/// What a step did beside its words.
fn said(t: Words, step: &Step) -> Vec<String> {
    let detail = |name: &str| step.details.get(name).and_then(|v| v.as_str());
    let mut lines = Vec::new();
    match (step.action, step.from) {
        (Action::Save, None) => lines.push(t.step_registered().to_owned()),
        (Action::Save, Some(_)) => {
            let changed = step
                .details
                .get("changed")
                .and_then(|c| c.as_array())
                .into_iter()
                .flatten();
            let names: Vec<_> = changed.filter_map(|n| n.as_str()).map(|n| t.problem_field(n)).collect();
            lines.push(t.step_edited(names.join(t.list_sep())));
        }
        (Action::Assign, _) => {
            let day = detail("due_on").and_then(|d| d.parse().ok()).map(|d| t.full_day(d));
            lines.push(t.step_assigned(detail("unit").unwrap_or_default(), day.unwrap_or_default()));
        }
        (Action::Escalate, _) => {
            let level = detail("level").and_then(Level::parse).map_or("", |l| t.level(l));
            lines.push(t.step_level(level));
        }
        (Action::PassOn, _) => lines.push(t.step_passed().to_owned()),
        (Action::Share, _) => lines.push(t.step_shared().to_owned()),
        (Action::Unshare, _) => lines.push(t.step_unshared().to_owned()),
        (Action::Join, _) => lines.push(t.step_joined().to_owned()),
        (Action::Leave, _) => lines.push(t.step_left().to_owned()),
        (Action::Comment, _) => {}
        (_, from) if from != Some(step.to) => lines.push(t.problem_state(step.to).to_owned()),
        _ => {}
    }
    let severity = |name: &str| detail(name).and_then(Severity::parse).map(|s| t.severity(s));
    if let (Some(before), Some(after)) = (severity("severity_before"), severity("severity")) {
        lines.push(t.step_severity(before, after));
    }
    lines
}
