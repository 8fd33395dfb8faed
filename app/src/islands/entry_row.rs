//! One item of the form: its fields by way of entry, the computed figure, errors, warning, and whether it is saved.

use domain::{
    check::{Checked, Context, check},
    entry::{Entry, Field, Kind, Typed},
    form::entry_name,
    indicator::Way,
    number,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    report_form::{Item, Shared},
    save::{Clash, SaveError, save_item},
};
use crate::locales::Words;

/// Whether an item's texts are in the store.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SaveState {
    /// Nothing was typed since the page came; when it was last saved.
    Shown(Option<String>),
    /// On its way.
    Saving,
    /// In the store since this time.
    Saved(String),
    /// Not in the store.
    Failed(SaveError),
    /// Another person was there first.
    Clashed(Clash),
}

/// The state as icon and words; `role=status` in the page.
pub(super) fn save_line(words: Words, state: &SaveState) -> AnyView {
    let (class, text) = match state {
        SaveState::Shown(None) => ("istat", String::new()),
        SaveState::Shown(Some(at)) | SaveState::Saved(at) => ("istat istat--ok", words.saved_at(at)),
        SaveState::Saving => ("istat istat--info", words.saving().to_owned()),
        SaveState::Failed(e) => (
            "istat istat--err",
            match e {
                SaveError::SignIn => words.not_saved_session().to_owned(),
                SaveError::Closed => words.not_saved_closed().to_owned(),
                SaveError::Offline => words.not_saved_offline().to_owned(),
                SaveError::TooLong | SaveError::Unavailable => words.not_saved().to_owned(),
            },
        ),
        SaveState::Clashed(c) => ("istat istat--err", words.saved_by_other(&c.by, &c.theirs)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// One row and, where there is something to say or ask, the row under it.
#[component]
pub(super) fn EntryRow(item: Item, shared: Shared) -> impl IntoView {
    let key = shared.form.get_value();
    let words = key.words;
    let definition = StoredValue::new(item.definition.clone());
    let code = item.definition.code.clone();
    let way = item.definition.way;
    let open = item.open;
    let typed = RwSignal::new(item.typed.clone());
    let state = RwSignal::new(match item.clash.clone() {
        Some(clash) => SaveState::Clashed(clash),
        None => SaveState::Shown(item.saved.clone()),
    });
    let previous = StoredValue::new(item.previous.clone());
    let checked = Memo::new(move |_| {
        let base = definition.with_value(|d| d.denominator_base.clone());
        let base = base.and_then(|code| shared.base.with(|all| all.get(&code).cloned()));
        definition.with_value(|d| {
            previous.with_value(|p| {
                let cx = Context {
                    definition: d,
                    base: base.as_ref(),
                    previous: p.as_ref(),
                    today: key.today,
                };
                typed.with(|t| check(t, &cx))
            })
        })
    });
    if item.definition.is_base() {
        let code = code.clone();
        Effect::new(move |_| {
            let entry = checked.get().entry;
            if shared.base.with_untracked(|all| all.get(&code) != Some(&entry)) {
                shared.base.update(|all| {
                    all.insert(code.clone(), entry);
                });
            }
        });
    }

    // A field is left: keep its text here, send the item's changed fields, say what came of it.
    let leave = {
        let code = code.clone();
        move |field: Field, text: String| {
            if typed.with_untracked(|t| t.0.get(&field).map(String::as_str).unwrap_or_default() == text) {
                return;
            }
            typed.update(|t| {
                t.0.insert(field, text.clone());
            });
            send(shared, code.clone(), vec![(field, text)], state);
        }
    };
    let leave = StoredValue::new(leave);
    let on_leave = move |field: Field, text: String| leave.with_value(|f| f(field, text));

    let field = {
        let (code, label) = (code.clone(), item.definition.name.get(words.lang()).to_owned());
        move |field: Field| {
            let id = format!("{code}-{}", field.name());
            let error = move || checked.with(|c| shown_error(c, field, key.strict));
            let described = format!("m-{code}");
            let is_text = matches!(
                field,
                Field::HighName | Field::LowName | Field::Reason | Field::Explanation
            );
            let class = if is_text { "input" } else { "input input--num" };
            let node = NodeRef::<leptos::html::Input>::new();
            // What the browser holds when the island starts and the store does not is unsaved input.
            Effect::new(move |_| {
                if let Some(input) = node.get() {
                    on_leave(field, input.value());
                }
            });
            let value = typed.with_untracked(|t| t.0.get(&field).cloned().unwrap_or_default());
            let kind = if field == Field::ExpectedOn { "date" } else { "text" };
            view! {
                <input
                    class=class class:is-err=move || error().is_some() type=kind
                    id=id name=entry_name(&code, field) value=value node_ref=node
                    inputmode=(!is_text && kind == "text").then_some("decimal") autocomplete="off"
                    aria-label=format!("{label} {}", words.field(field, way))
                    aria-describedby=described
                    aria-invalid=move || error().is_some().then_some("true")
                    readonly=!open
                    on:change:target=move |ev| on_leave(field, ev.target().value())
                />
            }
            .into_any()
        }
    };
    let cells = cells(&item, words, &field, typed, on_leave, open);
    let figure = move || checked.with(|c| definition.with_value(|d| figure_words(words, d, c)));
    let delta = move || {
        checked.with(|c| {
            definition.with_value(|d| {
                previous.with_value(|p| {
                    let before = p
                        .as_ref()
                        .and_then(Entry::amount)
                        .and_then(|a| domain::check::figure(d, a))?;
                    let now = c.figure.filter(|_| c.entry.kind() == Kind::Value)?;
                    Some(words.versus_previous(words.signed(now - before, d.decimals)))
                })
            })
        })
    };
    let status = {
        move || {
            let mark = checked.with(|c| {
                if any_shown(c, key.strict) {
                    Some(("istat istat--err", words.has_error()))
                } else if c.warning.is_some() {
                    Some(if c.explained {
                        ("istat", words.explained())
                    } else {
                        ("istat istat--warn", words.needs_explanation())
                    })
                } else if typed.with(Typed::is_blank) {
                    Some(("istat", words.not_filled()))
                } else {
                    None
                }
            });
            let mark = mark.map(|(class, text)| view! { <span class=class>{text}</span> });
            view! { {mark}" "{save_line(words, &state.get())} }
        }
    };
    let kind_now = move || typed.with(|t| Kind::parse(t.get(Field::Kind)).unwrap_or(Kind::Value));
    let kind_select = {
        let code = code.clone();
        let chosen = kind_now();
        let label = format!("{} {}", item.definition.name.get(words.lang()), words.entry_kind());
        let options = [Kind::Value, Kind::NotApplicable, Kind::NotYetAvailable]
            .map(|k| view! { <option value=k.name() selected=k == chosen>{words.kind(k)}</option> })
            .collect_view();
        let node = NodeRef::<leptos::html::Select>::new();
        Effect::new(move |_| {
            if let Some(select) = node.get() {
                let value = select.value();
                let shown = typed.with_untracked(|t| t.get(Field::Kind).to_owned());
                if value != shown && !(shown.is_empty() && value == Kind::Value.name()) {
                    on_leave(Field::Kind, value);
                }
            }
        });
        view! {
            <select
                class="select select--s" name=entry_name(&code, Field::Kind) id=format!("{code}-kind") aria-label=label
                disabled=!open node_ref=node
                on:change:target=move |ev| on_leave(Field::Kind, ev.target().value())
            >
                {options}
            </select>
        }
    };
    let message_id = format!("m-{code}");
    let messages = move || checked.with(|c| message_lines(words, c, key.strict));
    let tone = move || {
        checked.with(|c| {
            if any_shown(c, key.strict) {
                "rowmsg rowmsg--err"
            } else if c.warning.is_some() {
                "rowmsg"
            } else {
                "rowmsg rowmsg--idle"
            }
        })
    };
    let warned = move || checked.with(|c| c.warning.is_some());
    let has_explanation = !item.typed.get(Field::Explanation).is_empty();
    let quiet = move || messages().is_empty() && !warned() && kind_now() == Kind::Value;
    let retry = {
        let code = code.clone();
        move |mine: bool| {
            let clash = match state.get_untracked() {
                SaveState::Clashed(c) => Some(c),
                _ => None,
            };
            if let (Some(c), false) = (&clash, mine) {
                typed.update(|t| {
                    t.0.insert(c.field, c.theirs.clone());
                });
                set_value(&entry_name(&code, c.field), &c.theirs);
                state.set(SaveState::Shown(None));
                return;
            }
            let fields = typed.with_untracked(|t| t.0.iter().map(|(f, s)| (*f, s.clone())).collect());
            send(shared, code.clone(), fields, state);
        }
    };
    let retry = StoredValue::new(retry);
    let name = item.definition.name.get(words.lang()).to_owned();
    let unit = words.unit_name(&item.definition.unit).to_owned();
    let formula = item.definition.formula.get(words.lang()).to_owned();
    let returned = item
        .returned
        .clone()
        .map(|text| view! { <p class="rowmsg__h">{words.returned_because(text)}</p> });
    let thread = item
        .thread
        .iter()
        .map(|(who, text)| view! { <div class="say"><header>{who.clone()}</header><p>{text.clone()}</p></div> })
        .collect_view();
    let has_thread = !item.thread.is_empty() || item.returned.is_some();
    let answer = has_thread.then(|| {
        let (id, name) = (format!("answer-{code}"), format!("items[{code}][comment]"));
        view! {
            <label for=id.clone()>{words.answer_label()}</label>
            <textarea class="area" id=id name=name maxlength="2000"></textarea>
        }
    });
    view! {
        <tr id=format!("r-{code}") data-item=code.clone() data-open=open.to_string()>
            <th scope="row">
                <b>{name}</b>
                <span>{format!("{code}{}{unit}", words.list_sep())}</span>
                {(!formula.is_empty()).then(|| view! { <details class="formula"><summary>{words.definition()}</summary><p>{formula}</p></details> })}
                {kind_select}
            </th>
            {cells}
            <td data-l=words.this_period()>
                <span class="res">{figure}</span>
                <span class="delta">{delta}</span>
            </td>
            <td class="ref" data-l=words.previous()>
                {item.previous_text.clone()}
                {item.quarter_text.clone().map(|q| view! { <span class="delta">{q}</span> })}
            </td>
            <td class="st"><span role="status">{status}</span></td>
        </tr>
        <tr class="msg" class:is-quiet=move || quiet() && !has_thread>
            <td colspan="6">
                <div class=tone id=message_id>
                    {returned}
                    {thread}
                    {move || messages().into_iter().map(|m| view! { <p class="rowmsg__h">{m}</p> }).collect_view()}
                    {move || match state.get() {
                        SaveState::Clashed(_) => view! {
                            <p class="row">
                                <button type="button" class="btn btn--s btn--2" on:click=move |_| retry.with_value(|r| r(true))>{words.keep_mine()}</button>
                                <button type="button" class="btn btn--s btn--2" on:click=move |_| retry.with_value(|r| r(false))>{words.take_theirs()}</button>
                            </p>
                        }.into_any(),
                        SaveState::Failed(SaveError::SignIn | SaveError::Offline | SaveError::Unavailable) => view! {
                            <p><button type="button" class="btn btn--s btn--2" on:click=move |_| retry.with_value(|r| r(true))>{words.try_again()}</button></p>
                        }.into_any(),
                        _ => ().into_any(),
                    }}
                    <div class="two" class:is-quiet=move || kind_now() == Kind::Value>
                        <div><label for=format!("{code}-reason")>{words.reason()}</label>{field(Field::Reason)}</div>
                        <div class:is-quiet=move || kind_now() != Kind::NotYetAvailable>
                            <label for=format!("{code}-expected_on")>{words.expected_on()}</label>{field(Field::ExpectedOn)}
                        </div>
                    </div>
                    <div class:is-quiet=move || !warned() && !has_explanation>
                        <label for=format!("{code}-explanation")>{words.explanation()}</label>{field(Field::Explanation)}
                    </div>
                    {answer}
                </div>
            </td>
        </tr>
    }
}

/// The cells of numerator and denominator, or what the way of entry has in their place.
fn cells(
    item: &Item,
    words: Words,
    field: &(impl Fn(Field) -> AnyView + Clone + 'static),
    typed: RwSignal<Typed>,
    on_leave: impl Fn(Field, String) + Copy + Send + Sync + 'static,
    open: bool,
) -> AnyView {
    let d = &item.definition;
    let labelled = |f: Field| view! { <label class="in-l">{words.field(f, d.way)}</label>{field(f)} };
    match d.way {
        Way::Ratio | Way::Average => {
            let denominator = match &d.denominator_base {
                Some(base) => {
                    view! { <span class="ref">{base.clone()}</span><span class="delta">{words.from_base()}</span> }
                        .into_any()
                }
                None => field(Field::Denominator),
            };
            view! {
                <td class="in" data-l=words.field(Field::Numerator, d.way)>{field(Field::Numerator)}</td>
                <td class="in" data-l=words.field(Field::Denominator, d.way)>{denominator}</td>
            }
            .into_any()
        }
        Way::Value => {
            view! { <td class="in in--2" colspan="2" data-l=words.value()>{field(Field::Value)}</td> }.into_any()
        }
        Way::MeanN => view! {
            <td class="in" data-l=words.mean()>{field(Field::Value)}</td>
            <td class="in" data-l=words.sample()>{field(Field::N)}</td>
        }
        .into_any(),
        Way::YesNo => {
            let chosen = typed.with_untracked(|t| t.get(Field::Value).to_owned());
            let code = d.code.clone();
            let radios = [("yes", words.yes()), ("no", words.no())]
                .map(|(value, word)| {
                    let (id, target) = (format!("{code}-{value}"), format!("{code}-{value}"));
                    let node = NodeRef::<leptos::html::Input>::new();
                    Effect::new(move |_| {
                        if node.get().is_some_and(|input| input.checked()) {
                            on_leave(Field::Value, value.to_owned());
                        }
                    });
                    view! {
                        <label class="radio" for=target>
                            <input
                                type="radio" id=id name=entry_name(&code, Field::Value) value=value checked=chosen == value
                                disabled=!open node_ref=node on:change=move |_| on_leave(Field::Value, value.to_owned())
                            />
                            {word}
                        </label>
                    }
                })
                .collect_view();
            view! { <td colspan="2" class="in in--2"><fieldset class="row"><legend class="vh">{d.name.get(words.lang()).to_owned()}</legend>{radios}</fieldset></td> }
                .into_any()
        }
        Way::DistrictGap => {
            let fields = [
                Field::HighName,
                Field::HighNumerator,
                Field::HighDenominator,
                Field::LowName,
                Field::LowNumerator,
                Field::LowDenominator,
                Field::Districts,
            ]
            .map(|f| view! { <div class="gapf">{labelled(f)}</div> })
            .collect_view();
            view! { <td class="in in--2" colspan="2"><div class="gap-grid">{fields}</div></td> }.into_any()
        }
    }
}

/// Sends fields of an item; the answer becomes its state.
fn send(shared: Shared, item: String, fields: Vec<(Field, String)>, state: RwSignal<SaveState>) {
    let key = shared.form.get_value();
    // After a clash one's own text stands only if one says so: having seen theirs.
    let seen = match state.get_untracked() {
        SaveState::Clashed(_) => i64::MAX,
        _ => shared.seen,
    };
    state.set(SaveState::Saving);
    spawn_local(async move {
        let outcome = save_item(key.city, key.period, item, fields, seen).await;
        state.set(match outcome {
            Ok(answer) => match answer.clash {
                Some(clash) => SaveState::Clashed(clash),
                None => SaveState::Saved(answer.at),
            },
            Err(e) => SaveState::Failed(e),
        });
    });
}

/// Puts a text into the field of a name.
fn set_value(name: &str, text: &str) {
    let found = document().query_selector(&format!("[name=\"{name}\"]")).ok().flatten();
    if let Some(input) = found.and_then(|e| leptos::wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(e).ok())
    {
        input.set_value(text);
    }
}

/// The error shown at a field: those of a missing entry only after an attempt to sign off.
fn shown_error(c: &Checked, field: Field, strict: bool) -> Option<domain::check::Problem> {
    use domain::check::Problem as P;
    c.errors
        .iter()
        .filter(|(f, p)| {
            *f == field && (strict || !matches!(p, P::Missing | P::NoReason | P::NoExpectedDate | P::BaseMissing))
        })
        .map(|(_, p)| *p)
        .next()
}

fn any_shown(c: &Checked, strict: bool) -> bool {
    c.errors.iter().any(|(f, _)| shown_error(c, *f, strict).is_some())
}

/// What stands under the row: errors, then the warning, then what was understood.
fn message_lines(words: Words, c: &Checked, strict: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, _) in &c.errors {
        if let Some(problem) = shown_error(c, *field, strict) {
            let line = words.problem(problem);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    if let Some(warning) = c.warning {
        lines.push(words.warning(warning));
    }
    lines.extend(c.understood.values().map(|v| words.understood(number::group(*v))));
    lines
}

/// The figure in words: computed, not applicable, cannot be computed, nothing.
fn figure_words(words: Words, d: &domain::indicator::Definition, c: &Checked) -> String {
    match &c.entry {
        Entry::NotApplicable { no_cases: true, .. } => words.no_cases().to_owned(),
        Entry::NotApplicable { .. } => words.kind_not_applicable().to_owned(),
        Entry::NotYetAvailable { .. } => words.kind_not_yet().to_owned(),
        Entry::Value {
            amount: domain::entry::Amount::YesNo(yes),
            ..
        } => if *yes { words.yes() } else { words.no() }.to_owned(),
        Entry::Value { .. } => c.figure.map(|f| words.number(f, d.decimals)).unwrap_or_default(),
        Entry::Missing if any_shown(c, false) => words.cannot_compute().to_owned(),
        Entry::Missing => words.none_dash().to_owned(),
    }
}
