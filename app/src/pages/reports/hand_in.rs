//! The boxes that end the city's work on a report: sign-off by the editor, submission by the approver.

use leptos::prelude::*;
use storage::reports::{COMMENT_MAX, Editor, ToSign};

use super::{form_data::Refused, sheet, summary::item_links};
use crate::{
    components::{
        bits::area_text,
        fields::{Field, Kind},
        icons::icon,
    },
    locales::Words,
    visit::Visit,
};

/// What is left to do before sign-off, and its buttons.
#[must_use]
pub fn sign_off_box(t: Words, editor: &Editor) -> AnyView {
    let (errors, unexplained) = (editor.check.errors(), editor.check.unexplained().len());
    let untouched = &editor.untouched;
    let left = match &editor.correcting {
        Some(c) if c.supplement => t.todo_unsupplemented(untouched.len()),
        Some(_) => t.todo_uncorrected(untouched.len()),
        None => t.todo_untouched(untouched.len()),
    };
    let abandon = editor.correcting.is_some().then(|| {
        view! {
            <details class="fold">
                <summary>{icon("ret")}{t.abandon_title()}</summary>
                <div class="stack-s fold__body">
                    <p class="measure">{t.abandon_lead(editor.row.accepted.unwrap_or_default())}</p>
                    <p><button class="btn btn--2" type="submit" name="action" value="abandon">{t.abandon_button()}</button></p>
                </div>
            </details>
        }
    });
    let todo = if errors + unexplained + untouched.len() == 0 {
        view! { <li><span class="ok">{icon("check")}</span><span>{t.todo_ready()}</span></li> }.into_any()
    } else {
        view! {
            {(!untouched.is_empty()).then(|| view! { <li><span class="bad">{icon("ret")}</span><span>{left}{item_links(t, untouched)}</span></li> })}
            {(errors > 0).then(|| view! { <li><span class="bad">{icon("err")}</span><span>{t.todo_errors(errors)}</span></li> })}
            {(unexplained > 0).then(|| view! { <li><span class="mid">{icon("warn")}</span><span>{t.todo_unexplained(unexplained)}</span></li> })}
        }
        .into_any()
    };
    view! {
        <section class="submit stack" id="hand-in" aria-labelledby="hand-in-title">
            <h2 id="hand-in-title">{t.check_title()}</h2>
            <p>{t.check_lead_editor()}</p>
            <ul class="todo">{todo}</ul>
            <p class="row">
                <button class="btn" type="submit" name="action" value="sign_off">{t.sign_off_button()}</button>
                <button class="btn btn--2" type="submit" name="action" value="save">{t.save_draft()}</button>
            </p>
            {abandon}
        </section>
    }
    .into_any()
}

/// The approver's decision: submit (on screen or for a leader who signed on paper) or send back.
#[must_use]
pub fn approve_box(visit: &Visit, refused: &Refused, to_sign: Option<&ToSign>) -> AnyView {
    let t = visit.words();
    let code = to_sign.map(|s| view! { <input type="hidden" name="check_code" value=s.check_code.clone() /> });
    let sheet = to_sign.map(|s| {
        let to = sheet::href(&s.row.city, s.row.period, None);
        view! {
            <p>{t.sheet_lead()}" "<a href=to>{icon("print")}{t.sheet_print()}</a></p>
            <p class="codeline"><b>{t.version_n(s.content.number)}</b><code>{s.check_code.clone()}</code><span>{t.sheet_must_agree()}</span></p>
        }
    });
    let typed = |name: &str| refused.form.other.get(name).cloned().unwrap_or_default();
    let comment = area_text(&typed("comment"));
    let signature = signature_fields(t, typed, |name| refused.signature.get(name).cloned());
    view! {
        <section class="submit stack" aria-labelledby="sign-title">
            <h2 id="sign-title">{t.sign_title()}</h2>
            <p>{t.sign_lead()}</p>
            {sheet}
            <form method="post" action=visit.path.clone() class="stack">
                {code}
                {signature}
                <div class="field">
                    <label for="comment">{t.sent_back_label()}</label>
                    <textarea class="area" id="comment" name="comment" rows="2" maxlength=COMMENT_MAX.to_string()>{comment}</textarea>
                </div>
                <p class="row">
                    <button class="btn" type="submit" name="action" value="submit">{t.submit_button()}</button>
                    <button class="btn btn--2" type="submit" name="action" value="send_back">{t.send_back_button()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// How it is signed: on screen, or on paper with who, what post and when. `typed` and `error` tell of a field by its name.
#[must_use]
pub fn signature_fields(t: Words, typed: impl Fn(&str) -> String, error: impl Fn(&str) -> Option<String>) -> AnyView {
    let paper = typed("signature") == "on_paper";
    let one = |name: &'static str, label: &'static str, kind: &'static str| {
        Field::new(name, label, Kind::Line(kind), typed(name))
            .error(error(name))
            .view()
    };
    view! {
        <fieldset class="stack-s">
            <legend class="label">{t.sign_how()}</legend>
            <label class="radio"><input type="radio" name="signature" value="on_screen" checked=!paper />{t.sign_screen()}</label>
            <br />
            <label class="radio"><input type="radio" name="signature" value="on_paper" checked=paper />{t.sign_paper()}</label>
        </fieldset>
        <div class="sign-grid">
            {one("signer_name", t.signer_name(), "text")}
            {one("signer_post", t.signer_post(), "text")}
            {one("signed_on", t.signed_on(), "date")}
            {one("document_number", t.document_number(), "text")}
        </div>
    }
    .into_any()
}
