//! What the editor shows of texts that are not saved: the bar at the foot of the window, the sign-in over the form,
//! and texts of fields that are closed now. All of it is hidden until the island shows it.

use leptos::prelude::*;

use crate::{
    components::icons::icon,
    locales::Words,
    visit::{Visit, address},
};

/// How much is not saved, and what to do.
#[must_use]
pub fn unsaved_bar(t: Words) -> AnyView {
    view! {
        <div class="unsaved is-quiet" id="unsaved">
            <p role="status">{icon("warn")}<span id="unsaved-text"></span></p>
            <button type="button" class="btn btn--s" id="unsaved-sign-in" data-do="sign-in">{t.unsaved_sign_in()}</button>
            <button type="button" class="btn btn--s btn--2" id="unsaved-again" data-do="again">{t.unsaved_now()}</button>
        </div>
    }
    .into_any()
}

/// Signing in over the form; it stays a form of the sign-in page.
#[must_use]
pub fn again_dialog(visit: &Visit) -> AnyView {
    let t = visit.words();
    let account = visit.actor.as_ref().map(|a| a.account.clone()).unwrap_or_default();
    let action = address("/sign-in", [("next", visit.path.as_str())]);
    view! {
        <dialog class="dialog dialog--over" id="again" aria-labelledby="again-title">
            <form method="post" action=action id="again-form" class="stack">
                <h2 id="again-title">{t.again_title()}</h2>
                <p>{t.again_lead()}</p>
                <div class="field">
                    <label for="again-account">{t.account()}</label>
                    <span class="fielderr is-quiet" id="again-error" role="alert"></span>
                    <input
                        class="input" id="again-account" name="email" type="text" autocomplete="username" value=account
                        aria-describedby="again-error"
                    />
                </div>
                <div class="field">
                    <label for="again-password">{t.password()}</label>
                    <input class="input" id="again-password" name="password" type="password" autocomplete="current-password" />
                </div>
                <p class="row">
                    <button class="btn" type="submit">{t.sign_in()}</button>
                    <button class="btn btn--2" type="button" data-do="not-now">{t.not_now()}</button>
                </p>
            </form>
        </dialog>
    }
    .into_any()
}

/// Texts that this browser kept of fields that are closed now.
#[must_use]
pub fn left_over(t: Words) -> AnyView {
    view! {
        <div class="notice notice--warn is-quiet" id="left-over">
            {icon("warn")}
            <div>
                <p>{t.left_over()}</p>
                <ul class="left-over" id="left-over-list"></ul>
                <p><button type="button" class="btn btn--s btn--2" data-do="discard">{t.left_over_discard()}</button></p>
            </div>
        </div>
    }
    .into_any()
}

/// What a block copied from a spreadsheet would become, before it is filled in.
#[must_use]
pub fn paste_dialog(t: Words) -> AnyView {
    view! {
        <dialog class="dialog dialog--over dialog--wide" id="paste" aria-labelledby="paste-title">
            <h2 id="paste-title">{t.paste_title()}</h2>
            <p id="paste-lead"></p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="paste-title">
                <table class="tbl">
                    <thead>
                        <tr>
                            <th scope="col" class="num">{t.paste_row()}</th><th scope="col">{t.item_heading()}</th>
                            <th scope="col">{t.paste_field()}</th><th scope="col" class="num">{t.paste_cell()}</th>
                            <th scope="col">{t.paste_becomes()}</th>
                        </tr>
                    </thead>
                    <tbody id="paste-rows"></tbody>
                </table>
            </div>
            <p class="row">
                <button class="btn" type="button" id="paste-apply" data-do="paste-apply"></button>
                <button class="btn btn--2" type="button" data-do="paste-cancel">{t.cancel()}</button>
            </p>
        </dialog>
    }
    .into_any()
}
