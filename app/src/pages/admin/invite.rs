//! The form of an invitation: account, name, role and what it belongs to.

use domain::{
    access::{Role, Scope},
    city::cities,
};
use leptos::prelude::*;

use super::scope;
use crate::{
    components::{bits::TextField, icons::icon},
    locales::Words,
    pages::typed::typed_by,
    visit::{Posted, Visit},
};

/// The form, with what was typed if it was refused.
#[must_use]
pub fn invite_form(visit: &Visit, posted: &Posted) -> AnyView {
    let (t, action) = (visit.words(), visit.with(&[("changed", "")]));
    let (role, place) = (posted.field("role"), posted.field("scope"));
    let roles = Role::ALL
        .into_iter()
        .map(|r| view! { <option value=r.name() selected=role == r.name()>{t.role_name(r)}</option> })
        .collect_view()
        .into_any();
    let option = |s: Scope| {
        let value = scope::value(&s);
        view! { <option value=value.clone() selected=place == value>{scope::name(t, &s)}</option> }
    };
    let of_cities = cities()
        .iter()
        .map(|c| option(Scope::City(c.slug.clone())))
        .collect_view();
    let of_provinces = scope::provinces()
        .into_iter()
        .map(|p| option(Scope::Province(p)))
        .collect_view();
    let others = [Scope::Nation, Scope::None].map(option).collect_view();
    let places = view! {
        <optgroup label=t.cities()>{of_cities}</optgroup>
        <optgroup label=t.provinces()>{of_provinces}</optgroup>
        <optgroup label=t.other_scopes()>{others}</optgroup>
    }
    .into_any();
    view! {
        <section class="sect stack" id="invite" aria-labelledby="invite-title">
            <h2 id="invite-title">{t.add_user()}</h2>
            <p class="muted measure">{t.invite_lead()}</p>
            <form method="post" action=action class="stack measure">
                {typed_by(visit)}
                <TextField name="account" label=t.account() hint=t.invite_account_hint() posted=posted.clone() />
                <TextField name="name" label=t.display_name() hint=t.name_hint() posted=posted.clone() />
                {choice(t, "role", t.role(), "", roles, posted)}
                {choice(t, "scope", t.belongs_to(), t.scope_hint(), places, posted)}
                <p><button class="btn" type="submit" name="action" value="invite">{t.invite()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// A labelled choice with hint and error; nothing is chosen beforehand.
fn choice(
    t: Words,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    options: AnyView,
    posted: &Posted,
) -> AnyView {
    let error = posted.error(name);
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described: Vec<_> = [
        (!hint.is_empty()).then(|| hint_id.clone()),
        error.as_ref().map(|_| error_id.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let class = if error.is_some() { "select is-err" } else { "select" };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="hint" id=hint_id>{hint}</span> })}
            {error.clone().map(|e| view! { <span class="fielderr" id=error_id>{icon("err")}{e}</span> })}
            <select class=class id=name name=name aria-describedby=described aria-invalid=error.is_some().then_some("true")>
                <option value="">{t.choose()}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
