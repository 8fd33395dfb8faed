//! What the workbench's island opens: the list of keys with its switch, and the question before an acceptance that
//! passes something over. Without the island both stay closed; every key has a button or link beside it.

use leptos::prelude::*;

use crate::locales::Words;

/// The keys, and the switch that turns them off in this browser.
#[must_use]
pub fn keys_dialog(t: Words) -> AnyView {
    let rows: [(&[&str], &str); 10] = [
        (&["J"], t.keys_next()),
        (&["K"], t.keys_previous()),
        (&["A", "1"], t.keys_accept()),
        (&["R", "2"], t.keys_return()),
        (&["Q", "3"], t.keys_ask()),
        (&["Esc"], t.keys_leave()),
        (&["Shift + A"], t.keys_accept_all()),
        (&["Shift + R"], t.keys_return_all()),
        (&["N"], t.keys_next_report()),
        (&["?"], t.keys_help()),
    ];
    let rows = rows
        .into_iter()
        .map(|(keys, what)| {
            let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view();
            view! { <tr><th scope="row">{keys}</th><td>{what}</td></tr> }
        })
        .collect_view();
    view! {
        <dialog class="dialog dialog--over" id="keys" aria-labelledby="keys-title">
            <h2 id="keys-title">{t.keys_title()}</h2>
            <table class="tbl keys"><tbody>{rows}</tbody></table>
            <p class="sm muted">{t.keys_typing()}</p>
            <p><label class="check"><input type="checkbox" id="keys-on" data-do="keys-on" />{t.keys_switch()}</label></p>
            <p class="row"><button class="btn btn--2" type="button" data-do="close">{t.close()}</button></p>
        </dialog>
    }
    .into_any()
}

/// The one sentence before an acceptance by the keyboard that passes something over. It stands in the bench's form.
#[must_use]
pub fn confirm_dialog(t: Words, to: String) -> AnyView {
    view! {
        <dialog class="dialog dialog--over" id="confirm" aria-labelledby="confirm-title">
            <h2 id="confirm-title">{t.confirm_title()}</h2>
            <p id="confirm-text"></p>
            <p class="row">
                <button class="btn" type="submit" name="action" value="accept" formaction=to id="confirm-accept">{t.confirm_accept()}</button>
                <button class="btn btn--2" type="button" data-do="close">{t.confirm_back()}</button>
            </p>
        </dialog>
    }
    .into_any()
}
