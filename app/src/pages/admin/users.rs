//! `/admin/users`: the accounts with their state, the invitation, and a one-time link shown once.

use domain::access::{Role, Scope};
use leptos::prelude::*;
use storage::users::User;

use super::{invite::invite_form, scope};
use crate::{
    components::{
        bits::{error_summary, notice},
        frame::Frame,
        icons::icon,
    },
    locales::Words,
    pages::page,
    visit::{Posted, Visit, here},
};

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    InUse,
    Invited,
    Disabled,
}

fn standing(user: &User) -> Standing {
    match (user.disabled, user.has_password) {
        (true, _) => Standing::Disabled,
        (false, true) => Standing::InUse,
        (false, false) => Standing::Invited,
    }
}

/// The users whose role is the asked one and whose account holds the text; without either, all.
fn chosen<'a>(all: &'a [User], role: Option<Role>, text: &str) -> Vec<&'a User> {
    let text = text.to_lowercase();
    all.iter()
        .filter(|u| role.is_none_or(|r| u.actor.role == r) && u.actor.account.contains(&text))
        .collect()
}

/// The page.
#[component]
pub fn Users() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let all = storage::users::list(&app.store, &visit.caller()?).await?;
        Ok(users_view(&visit, &all, &posted))
    })
}

fn users_view(visit: &Visit, all: &[User], posted: &Posted) -> AnyView {
    let t = visit.words();
    let count = |which| all.iter().filter(|u| standing(u) == which).count();
    let counts = t.users_counts(
        count(Standing::InUse),
        count(Standing::Invited),
        count(Standing::Disabled),
    );
    let heading = if posted.errors.iter().any(|(field, _)| !field.is_empty()) {
        t.invite_not_done()
    } else {
        t.not_done()
    };
    let errors = error_summary(heading.to_owned(), posted);
    let told = told(visit, all, posted);
    let (filter, list) = (filter(visit), list(visit, all));
    let invite = invite_form(visit, posted);
    view! {
        <Frame title=t.users_title().to_owned()>
            <div class="phead">
                <div>
                    <h1>{t.users_title()}</h1>
                    <p class="phead__meta"><span>{counts}</span></p>
                </div>
                <a class="btn btn--2 tools" href="#invite">{t.add_user()}</a>
            </div>
            <div class="stack-l">
                {errors}
                {told}
                <section class="sect stack" aria-labelledby="list">
                    <h2 id="list" class="vh">{t.users_list()}</h2>
                    {filter}
                    {list}
                </section>
                {invite}
            </div>
        </Frame>
    }
    .into_any()
}

/// What the last post came to: a link that is shown this once, or whose access changed.
fn told(visit: &Visit, all: &[User], posted: &Posted) -> AnyView {
    let t = visit.words();
    if let Some((account, link)) = posted.done.clone() {
        return view! {
            <div class="notice notice--ok" role="status">
                {icon("checkc")}
                <div class="onelink stack-s">
                    <p>{t.link_made(account)}</p>
                    <label class="label" for="link">{t.link_label()}</label>
                    <input class="input" id="link" type="text" readonly value=link autocomplete="off" spellcheck="false" aria-describedby="link-hint" />
                    <p class="sm" id="link-hint">{t.link_keep()}</p>
                </div>
            </div>
        }
        .into_any();
    }
    let changed = visit.asked("changed").filter(|_| posted.errors.is_empty());
    let Some(user) = changed.and_then(|id| all.iter().find(|u| u.actor.id == id)) else {
        return ().into_any();
    };
    let account = &user.actor.account;
    notice(
        "ok",
        if user.disabled {
            t.user_now_disabled(account)
        } else {
            t.user_now_enabled(account)
        },
    )
}

fn filter(visit: &Visit) -> AnyView {
    let t = visit.words();
    let (asked, text) = (visit.asked("role"), visit.asked("q"));
    let roles = Role::ALL
        .into_iter()
        .map(|r| {
            view! { <option value=r.name() selected=asked == Some(r.name())>{t.role_name(r)}</option> }
        })
        .collect_view();
    let clear = (asked.or(text).is_some())
        .then(|| view! { <a class="btn btn--text" href=visit.path.clone()>{t.clear_filter()}</a> });
    view! {
        <form method="get" action=visit.path.clone() class="filters">
            <div>
                <label for="f-role">{t.role()}</label>
                <select class="select select--s" id="f-role" name="role"><option value="">{t.all()}</option>{roles}</select>
            </div>
            <div>
                <label for="f-q">{t.users_search()}</label>
                <input class="input input--s" id="f-q" type="search" name="q" value=text.unwrap_or_default().to_owned() autocomplete="off" />
            </div>
            <button class="btn btn--2 btn--s" type="submit">{t.filter()}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn list(visit: &Visit, all: &[User]) -> AnyView {
    let t = visit.words();
    let shown = chosen(
        all,
        visit.asked("role").and_then(Role::parse),
        visit.asked("q").unwrap_or_default(),
    );
    if shown.is_empty() {
        return view! {
            <div class="empty"><h3>{t.users_none()}</h3><p>{t.users_none_hint()}</p></div>
        }
        .into_any();
    }
    let less = (shown.len() < all.len()).then(|| {
        view! { <p class="sm muted">{t.users_shown(shown.len(), all.len())}</p> }
    });
    let rows = shown.into_iter().map(|u| row(visit, u)).collect_view();
    view! {
        {less}
        <div class="scroll" tabindex="0" role="group" aria-label=t.users_list()>
            <table class="tbl tbl--wide">
                <thead>
                    <tr>
                        <th scope="col">{t.account()}</th><th scope="col">{t.display_name()}</th><th scope="col">{t.role()}</th>
                        <th scope="col">{t.belongs_to()}</th><th scope="col">{t.state_heading()}</th>
                        <th scope="col">{t.created_at()}</th><th scope="col">{t.row_actions()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(visit: &Visit, user: &User) -> AnyView {
    let t = visit.words();
    let a = &user.actor;
    let place = match &a.scope {
        Scope::None => t.none_dash().to_owned(),
        s => scope::name(t, s),
    };
    let own = visit.actor.as_ref().is_some_and(|me| me.id == a.id);
    view! {
        <tr data-state=state_name(standing(user))>
            <th scope="row">{a.account.clone()}</th>
            <td>{a.name.clone()}</td>
            <td>{t.role_name(a.role)}</td>
            <td>{place}</td>
            <td>{chip(t, standing(user))}</td>
            <td class="nowrap">{t.stamp(user.created_at)}</td>
            <td>{buttons(visit, user, own)}</td>
        </tr>
    }
    .into_any()
}

const fn state_name(standing: Standing) -> &'static str {
    match standing {
        Standing::InUse => "in_use",
        Standing::Invited => "invited",
        Standing::Disabled => "disabled",
    }
}

fn chip(t: Words, standing: Standing) -> AnyView {
    let (class, name, word) = match standing {
        Standing::InUse => ("chip chip--ok", "check", t.active()),
        Standing::Invited => ("chip chip--info", "clock", t.invited()),
        Standing::Disabled => ("chip", "minus", t.disabled()),
    };
    view! { <span class=class>{icon(name)}{word}</span> }.into_any()
}

/// What can be done with an account now; its name is in each button for who hears them one by one.
fn buttons(visit: &Visit, user: &User, own: bool) -> AnyView {
    let t = visit.words();
    let account = user.actor.account.clone();
    let button = move |action: &'static str, word: &'static str| {
        view! {
            <button class="btn btn--2 btn--s" type="submit" name="action" value=action>
                {word}<span class="vh">{format!(" {account}")}</span>
            </button>
        }
    };
    let body = match standing(user) {
        Standing::Disabled => button("enable", t.enable()).into_any(),
        standing => {
            let word = if standing == Standing::Invited {
                t.invite_link()
            } else {
                t.reset_link()
            };
            let last = if own {
                view! { <span class="sm muted">{t.own_row()}</span> }.into_any()
            } else {
                button("disable", t.disable()).into_any()
            };
            view! { {button("reset", word)}{last} }.into_any()
        }
    };
    view! {
        <form method="post" action=visit.with(&[("changed", "")]) class="rowacts">
            <input type="hidden" name="user" value=user.actor.id.clone() />
            {body}
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Actor;
    use jiff::Timestamp;

    fn user(account: &str, role: Role) -> User {
        User {
            actor: Actor {
                id: account.into(),
                account: account.into(),
                name: String::new(),
                role,
                scope: Scope::Nation,
            },
            disabled: false,
            has_password: false,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_filter_narrows_by_role_and_text() {
        let all = [
            user("a@suzhou.example", Role::CityEditor),
            user("b@suzhou.example", Role::CityApprover),
            user("a@cnipa.example", Role::Admin),
        ];
        let accounts = |role, text| -> Vec<&str> {
            chosen(&all, role, text)
                .iter()
                .map(|u| u.actor.account.as_str())
                .collect()
        };
        assert_eq!(accounts(None, "").len(), 3);
        assert_eq!(accounts(None, "SUZHOU"), ["a@suzhou.example", "b@suzhou.example"]);
        assert_eq!(accounts(Some(Role::CityApprover), "suzhou"), ["b@suzhou.example"]);
        assert!(accounts(Some(Role::Auditor), "").is_empty());
    }

    #[test]
    fn who_has_no_password_is_invited_and_disabled_comes_first() {
        let mut u = user("a", Role::Expert);
        assert_eq!(standing(&u), Standing::Invited);
        u.has_password = true;
        assert_eq!(standing(&u), Standing::InUse);
        u.disabled = true;
        assert_eq!(standing(&u), Standing::Disabled);
    }
}
