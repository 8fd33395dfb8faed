//! `/audit`: the log for the auditor, newest first, narrowed and paged by the address.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;
use storage::{
    audit::{Filter, Listed, PAGE},
    timestamp,
};

use super::page;
use crate::{
    components::frame::Frame,
    locales::{Words, admin::AUDIT_ACTIONS},
    visit::{Visit, here},
};

/// Most fields of one line that are listed, and most characters of a value.
const FIELDS: usize = 40;
const CHARS: usize = 200;

/// The lines that the address asks for; a number that is none does not narrow.
fn asked(visit: &Visit) -> Filter {
    let text = |name| visit.asked(name).unwrap_or_default().to_owned();
    Filter {
        account: text("account").to_lowercase(),
        action: text("action"),
        object: text("object"),
        before: visit.asked("before").and_then(|n| n.parse().ok()),
    }
}

/// The page.
#[component]
pub fn Audit() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let filter = asked(&visit);
        let lines = storage::audit::list(&app.store, &visit.caller()?, &filter).await?;
        Ok(audit_view(&visit, &filter, &lines))
    })
}

fn audit_view(visit: &Visit, filter: &Filter, lines: &[Listed]) -> AnyView {
    let t = visit.words();
    let form = filter_form(visit, filter);
    let list = if lines.is_empty() {
        let (title, hint) = if *filter == Filter::default() {
            (t.audit_empty(), t.audit_empty_hint())
        } else {
            (t.audit_none(), t.audit_none_hint())
        };
        view! { <div class="empty"><h3>{title}</h3><p>{hint}</p></div> }.into_any()
    } else {
        table(t, lines)
    };
    let pages = pager(visit, filter, lines);
    view! {
        <Frame title=t.audit_title().to_owned()>
            <div class="stack-s"><h1>{t.audit_title()}</h1><p class="lead">{t.audit_lead()}</p></div>
            <section class="sect stack" aria-labelledby="lines">
                <h2 id="lines" class="vh">{t.audit_list()}</h2>
                {form}
                {list}
                {pages}
            </section>
        </Frame>
    }
    .into_any()
}

fn filter_form(visit: &Visit, filter: &Filter) -> AnyView {
    let t = visit.words();
    let other = (!filter.action.is_empty() && !AUDIT_ACTIONS.iter().any(|(name, ..)| *name == filter.action))
        .then(|| view! { <option value=filter.action.clone() selected=true>{filter.action.clone()}</option> });
    let actions = AUDIT_ACTIONS
        .iter()
        .map(|(a, ..)| view! { <option value=*a selected=filter.action == *a>{t.audit_action_name(a).to_owned()}</option> })
        .collect_view();
    let clear = (*filter != Filter::default())
        .then(|| view! { <a class="btn btn--text" href=visit.path.clone()>{t.clear_filter()}</a> });
    view! {
        <form method="get" action=visit.path.clone() class="filters">
            <div>
                <label for="account">{t.audit_account()}</label>
                <input class="input input--s" id="account" name="account" value=filter.account.clone() autocomplete="off" />
            </div>
            <div>
                <label for="action">{t.audit_action()}</label>
                <select class="select select--s" id="action" name="action"><option value="">{t.all()}</option>{actions}{other}</select>
            </div>
            <div>
                <label for="object">{t.audit_object()}<span class="muted">{t.audit_object_hint()}</span></label>
                <input class="input input--s auditobj" id="object" name="object" value=filter.object.clone() autocomplete="off" />
            </div>
            <button class="btn btn--2 btn--s" type="submit">{t.filter()}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn table(t: Words, lines: &[Listed]) -> AnyView {
    let rows = lines.iter().map(|l| row(t, l)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.audit_list()>
            <table class="tbl tbl--top tbl--wide audit">
                <thead>
                    <tr>
                        <th scope="col" class="num">{t.audit_no()}</th>
                        <th scope="col">{t.beijing_time()}</th>
                        <th scope="col">{t.who()}</th><th scope="col">{t.audit_from()}</th>
                        <th scope="col">{t.audit_action()}</th><th scope="col">{t.audit_object()}</th>
                        <th scope="col">{t.audit_changes()}</th><th scope="col">{t.audit_hash()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(t: Words, listed: &Listed) -> AnyView {
    let r = &listed.record;
    let at = domain::calendar::beijing(timestamp(r.at))
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string();
    let head: String = listed.hash.chars().take(8).collect();
    view! {
        <tr data-line=r.seq.to_string()>
            <th scope="row" class="num">{r.seq}</th>
            <td class="nowrap">{at}</td>
            <td>{r.account.clone()}</td>
            <td>{r.source.clone()}</td>
            <td>{t.audit_action_name(&r.action).to_owned()}<span class="sub"><code>{r.action.clone()}</code></span></td>
            <td><code>{r.object.clone()}</code></td>
            <td>{changes_view(t, r.seq, &r.before, &r.after)}</td>
            <td><code title=listed.hash.clone()>{head}</code></td>
        </tr>
    }
    .into_any()
}

fn changes_view(t: Words, no: i64, before: &str, after: &str) -> AnyView {
    let all = changes(before, after);
    if all.is_empty() {
        return t.none_dash().into_any();
    }
    let summary = if all.len() == 1 {
        t.audit_changes_one().to_owned()
    } else {
        t.audit_changes_n(all.len())
    };
    let more = (all.len() > FIELDS).then(|| view! { <p class="sm muted">{t.audit_more(all.len() - FIELDS)}</p> });
    let cell = |value: &Option<String>| value.clone().unwrap_or_else(|| t.none_dash().to_owned());
    let rows = all
        .iter()
        .take(FIELDS)
        .map(|c| {
            let after = if c.before == c.after {
                view! { <span>{cell(&c.after)}</span> }.into_any()
            } else {
                view! { <b>{cell(&c.after)}</b> }.into_any()
            };
            view! { <tr><th scope="row">{c.field.clone()}</th><td>{cell(&c.before)}</td><td>{after}</td></tr> }
        })
        .collect_view();
    view! {
        <details>
            <summary>{summary}<span class="vh">{format!(" {}", t.audit_changes_of(no))}</span></summary>
            <table class="tbl tbl--top changes" aria-label=t.audit_changes_of(no)>
                <thead>
                    <tr><th scope="col">{t.audit_field()}</th><th scope="col">{t.audit_before()}</th><th scope="col">{t.audit_after()}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
        </details>
    }
    .into_any()
}

fn pager(visit: &Visit, filter: &Filter, lines: &[Listed]) -> AnyView {
    let t = visit.words();
    let (Some(newest), Some(oldest)) = (lines.first(), lines.last()) else {
        return ().into_any();
    };
    let range = t.audit_range(newest.record.seq, oldest.record.seq);
    let first = filter
        .before
        .map(|_| view! { <li><a href=visit.with(&[("before", "")])>{t.audit_newest()}</a></li> });
    let full = i64::try_from(lines.len()).is_ok_and(|n| n == PAGE) && oldest.record.seq > 1;
    let older = full.then(|| {
        let before = oldest.record.seq.to_string();
        view! { <li><a rel="next" href=visit.with(&[("before", &before)])>{t.older()}</a></li> }
    });
    view! { <nav class="pager" aria-label=t.audit_pages()><span>{range}</span><ul>{first}{older}</ul></nav> }.into_any()
}

/// One field of a line: its path, and its value before and after.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

/// The fields of a line's two JSON values, by path in order of the alphabet.
fn changes(before: &str, after: &str) -> Vec<Change> {
    let leaves = |json: &str| {
        let mut found = BTreeMap::new();
        match serde_json::from_str(json) {
            Ok(value) => flatten(String::new(), &value, &mut found),
            Err(_) => drop(found.insert(String::new(), cut(json))),
        }
        found
    };
    let (mut before, mut after) = (leaves(before), leaves(after));
    let fields: std::collections::BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    fields
        .into_iter()
        .map(|field| Change {
            before: before.remove(&field),
            after: after.remove(&field),
            field,
        })
        .collect()
}

fn flatten(path: String, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(path, value, found);
            }
        }
        Value::String(text) => drop(found.insert(path, cut(text))),
        other => drop(found.insert(path, cut(&other.to_string()))),
    }
}

fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lines_change_is_told_field_by_field() {
        let change = |field: &str, before: Option<&str>, after: Option<&str>| Change {
            field: field.into(),
            before: before.map(Into::into),
            after: after.map(Into::into),
        };
        assert_eq!(
            changes(
                r#"{"account":"a","terms":{"review":5},"gone":null}"#,
                r#"{"account":"a","terms":{"review":6},"list":[1,"x"]}"#
            ),
            [
                change("account", Some("a"), Some("a")),
                change("list", None, Some(r#"[1,"x"]"#)),
                change("terms.review", Some("5"), Some("6")),
            ]
        );
        assert!(changes("null", "null").is_empty());
        assert_eq!(changes("not json", "null"), [change("", Some("not json"), None)]);
    }

    #[test]
    fn a_long_value_is_cut_and_says_so() {
        assert_eq!(cut(&"长".repeat(CHARS)), "长".repeat(CHARS));
        assert_eq!(cut(&"长".repeat(CHARS + 1)), format!("{}…", "长".repeat(CHARS)));
    }
}
