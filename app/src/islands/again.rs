//! Signing in over the form: account and password go to the program's sign-in, the page stays as it is, and what
//! waited is saved. Another account is refused there: it shall not send what the first one typed.

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, HtmlDialogElement, Request, RequestInit, Response, UrlSearchParams};

use super::{
    dom::{by_id, focus, input, note, set_quiet, set_text},
    report_form::Form,
    sending,
};

fn dialog() -> Option<HtmlDialogElement> {
    by_id("again")?.dyn_into().ok()
}

/// Opens the dialog.
pub(super) fn open() {
    if let Some(dialog) = dialog().filter(|d| !d.open()) {
        let _ = dialog.show_modal();
        if let Some(password) = by_id("again-password") {
            focus(&password);
        }
    }
}

/// Closes it; what was typed stays kept.
pub(super) fn close() {
    if let Some(dialog) = dialog() {
        dialog.close();
    }
    say("");
}

/// A sentence at the account, or none.
fn say(sentence: &str) {
    set_text("again-error", sentence);
    set_quiet("again-error", sentence.is_empty());
    if let Some(account) = by_id("again-account") {
        note(&account, "aria-invalid", (!sentence.is_empty()).then_some("true"));
    }
}

/// Signs in with what is typed in the dialog.
pub(super) fn sign_in(form: Form) {
    let (Some(account), Some(password)) = (input("again-account"), input("again-password")) else {
        return;
    };
    let typed_by = form.key.with_value(|k| k.account.clone());
    let fields = [
        ("email", account.value()),
        ("password", password.value()),
        ("typed_by", typed_by),
    ];
    spawn_local(async move {
        match post(&fields).await {
            Ok((204, _)) => {
                password.set_value("");
                close();
                sending::again(form);
            }
            Ok((_, sentence)) => {
                say(&sentence);
                focus(&password);
            }
            Err(_) => say(form.words().no_connection()),
        }
    });
}

/// Status and text of the sign-in's answer.
async fn post(fields: &[(&str, String)]) -> Result<(u16, String), JsValue> {
    let body = UrlSearchParams::new()?;
    for (name, value) in fields {
        body.append(name, value);
    }
    let headers = Headers::new()?;
    headers.set("accept", "text/plain")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body);
    ask(&Request::new_with_str_and_init("/sign-in", &init)?).await
}

/// Status and text of the answer to a request.
async fn ask(request: &Request) -> Result<(u16, String), JsValue> {
    let answer: Response = JsFuture::from(window().fetch_with_request(request)).await?.dyn_into()?;
    let text = JsFuture::from(answer.text()?).await?;
    Ok((answer.status(), text.as_string().unwrap_or_default()))
}

/// Puts a part that the server rendered into an element.
pub(super) fn fetch_into(form: Form, part: String, id: String) {
    spawn_local(async move {
        let answer = match Request::new_with_str(&part) {
            Ok(request) => ask(&request).await,
            Err(e) => Err(e),
        };
        match (answer, by_id(&id)) {
            (Ok((200, html)), Some(element)) => element.set_inner_html(&html),
            (_, Some(element)) => element.set_text_content(Some(form.words().about_failed())),
            _ => {}
        }
    });
}
