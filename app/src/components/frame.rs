//! The frame of every page: masthead, navigation, demonstration strip, footer.

use domain::access::{Role, Scope};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{bits::escape, icons::icon};
use crate::{
    pages::{messages, problems::beside::count},
    visit::Visit,
};

/// The house's mark: nine cells for nine cities; on a city's pages its own cell is lit, for CNIPA all are.
#[must_use]
pub fn mark(city: Option<&str>) -> AnyView {
    let lit = city.and_then(domain::city::city).map(|c| c.order);
    let cells = (0..9usize)
        .map(|i| {
            let class = if lit.is_none_or(|l| l == i) { "hot" } else { "cell" };
            view! { <rect class=class x=(i % 3 * 10).to_string() y=(i / 3 * 10).to_string() width="8" height="8" /> }
        })
        .collect_view();
    view! { <svg class="mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">{cells}</svg> }.into_any()
}

/// Where a role can go: path, word, in the order of the navigation.
#[must_use]
pub fn destinations(role: Role) -> &'static [&'static str] {
    match role {
        Role::CityEditor | Role::CityApprover | Role::Liaison | Role::Reviewer => &[
            "/",
            "/reports",
            "/schemes",
            "/problems",
            "/practices",
            "/indicators",
            "/compare",
        ],
        Role::Admin => &[
            "/",
            "/reports",
            "/schemes",
            "/problems",
            "/practices",
            "/indicators",
            "/compare",
            "/admin/calendar",
            "/admin/releases",
            "/admin/users",
            "/admin/settings",
        ],
        Role::Observer => &["/", "/problems", "/practices", "/indicators", "/compare"],
        Role::Expert => &["/"],
        Role::Auditor => &["/", "/audit"],
    }
}

/// The class of `<main>` unless told.
const PAGE: &str = "wrap page";

/// The frame around a page's own content.
#[component]
pub fn Frame(
    /// The page's title, without the product's name.
    title: String,
    /// The city whose page this is, by slug.
    #[prop(optional_no_strip)]
    city: Option<String>,
    /// Class of `<main>`; `page` unless told.
    #[prop(default = PAGE)]
    main: &'static str,
    /// Printed, the page is a paper of its own: without masthead and footer.
    #[prop(optional)]
    paper: bool,
    children: Children,
) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let t = visit.words();
    let lit = city.or_else(|| visit.actor.as_ref().and_then(|a| a.city().map(str::to_owned)));
    let nav = visit.actor.as_ref().map(|actor| {
        let links = destinations(actor.role)
            .iter()
            .map(|path| {
                let word = match *path {
                    "/" if actor.is_cnipa() => t.nav_overview(),
                    "/" => t.nav_home(),
                    "/reports" => t.nav_reports(),
                    "/schemes" => t.nav_schemes(),
                    "/problems" => t.nav_problems(),
                    "/indicators" => t.nav_indicators(),
                    "/compare" => t.nav_compare(),
                    "/practices" => t.nav_practices(),
                    "/admin/calendar" => t.nav_calendar(),
                    "/admin/releases" => t.nav_releases(),
                    "/admin/users" => t.nav_users(),
                    "/admin/settings" => t.nav_settings(),
                    _ => t.nav_audit(),
                };
                let here = if *path == "/" {
                    visit.path == "/"
                } else {
                    visit.path.starts_with(path)
                };
                let count = (*path == "/problems").then(|| count(&visit));
                view! { <li><a href=*path aria-current=here.then_some("page")>{word}{count}</a></li> }
            })
            .collect_view();
        view! { <nav class="nav" aria-label=t.main_nav()><div class="wrap"><ul>{links}</ul></div></nav> }
    });
    let who = visit.actor.as_ref().map(|actor| {
        let place = match &actor.scope {
            Scope::City(slug) => domain::city::city(slug).map(|c| c.short(visit.lang).to_owned()).unwrap_or_default(),
            Scope::Province(key) => t.province(key),
            Scope::Nation => "CNIPA".to_owned(),
            Scope::None => String::new(),
        };
        view! {
            <a class="role" href="/account" title=actor.account.clone()>{icon("user")}<b>{place}</b><span>{t.role_name(actor.role)}</span></a>
        }
    });
    let inbox = visit.actor.as_ref().map(|_| messages::link(&visit));
    // `root::KEPT` asks where something unsaved is kept in the browser.
    let sign_out = visit.actor.as_ref().map(|actor| {
        let kept = crate::islands::keep::of_account(&actor.id);
        view! { <form method="post" action="/sign-out" data-kept=kept data-ask=t.sign_out_unsaved()><button class="btn--mast" type="submit">{t.sign_out()}</button></form> }
    });
    let other = visit.lang.other();
    let demo = visit.demo().map(|day| {
        view! {
            <div class="demo" role="note" aria-label=t.demo_label()>
                <div class="wrap">
                    <span class="demo__hatch" aria-hidden="true"></span>
                    <b>{t.demo_label()}</b>
                    <span>{t.demo_note(t.full_day(day))}</span>
                </div>
            </div>
        }
    });
    view! {
        // Written as it is: people name problems.
        <Title text=escape(&t.page_title(&title)).into_owned() />
        <a class="skip" href="#main">{t.skip()}</a>
        <header class=paper.then_some("is-screen")>
            <div class="mast">
                <div class="wrap mast__row">
                    <a class="brand" href="/">
                        {mark(lit.as_deref())}
                        <span class="brand__name">{t.product()}</span>
                        <span class="brand__alt" lang=other.tag()>{t.product_other()}</span>
                    </a>
                    <div class="mast__tools tools">
                        {inbox}{who}
                        <a href=visit.with(&[("lang", other.tag())]) lang=other.tag() hreflang=other.tag()>{t.switch_language()}</a>
                        {sign_out}
                    </div>
                </div>
            </div>
            {nav}
            {demo}
        </header>
        <main id="main" class=if paper && main == PAGE { "wrap page page--paper" } else { main } tabindex="-1">{children()}</main>
        <footer class=if paper { "foot is-screen" } else { "foot" }>
            <div class="wrap"><span>{t.pilot_name()}</span><span>{t.no_secrets()}</span></div>
        </footer>
    }
}
