//! The document and the routes.

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
use leptos::{nonce::Nonce, prelude::*};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, error_page},
    pages::{self, Islands},
    visit::Visit,
};

/// The whole document; what the server renders for every page.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    provide_meta_context();
    // The framework's own nonce would make every answer another; the policy goes by hashes.
    provide_context(Nonce::from_value(""));
    let visit = use_context::<Visit>();
    let lang = visit.as_ref().map_or("zh-CN", |v| v.lang.tag());
    let islands = visit.as_ref().and_then(|v| pages::islands(&v.path));
    let start = islands.map(|islands| start(&options.output_name, islands == Islands::ReadOut));
    policy(start.as_deref());
    // Nothing of the page outside islands is hydrated.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let scripts = start.map(inline);
    let signed_in = visit.as_ref().is_some_and(|v| v.actor.is_some());
    let kept = signed_in.then(|| inline(KEPT));
    let css = format!("/pkg/{}.css", options.output_name);
    let print = format!(
        "/pkg/{}.css",
        options.output_name.replacen("pilotboard", "pilotboard-print", 1)
    );
    view! {
        <!DOCTYPE html>
        <html lang=lang>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="renderer" content="webkit" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=css />
                <link rel="stylesheet" href=print media="print" />
                <MetaTags />
                {scripts}
                {kept}
            </head>
            <body>
                <Root />
            </body>
        </html>
    }
}

/// What an island kept in the browser is said beside its report, and goes when its account signs out, after asking.
const KEPT: &str = r"const form = document.querySelector('[data-kept]');
const under = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));
const kept = (of) => under(form.dataset.kept + of);
const forget = (names) => names.forEach((name) => localStorage.removeItem(name));
form?.addEventListener('submit', (event) => {
  if (kept('').length > 0 && !confirm(form.dataset.ask)) event.preventDefault();
  else forget(kept(''));
});
const sent = sessionStorage.getItem('pilotboard-sent');
const at = document.getElementById('bench')?.getAttribute('action') ?? location.pathname;
const bench = at.match(/^\/reports(\/.+\/)review(\?|$)/);
if (sent && !(bench && sent.includes(bench[1]))) {
  forget(under(sent));
  sessionStorage.removeItem('pilotboard-sent');
}
for (const note of document.querySelectorAll('[data-kept-of]')) {
  if (form && kept(note.dataset.keptOf).length > 0) note.classList.remove('is-quiet');
}";

/// The script that starts the islands. The frame's own component would also preload the module, which a browser
/// without JavaScript reports as a fault, and would walk the page for islands within islands, which there are none.
/// What only adds to a page comes once that is drawn and the browser has nothing else to do.
fn start(name: &str, late: bool) -> String {
    let (early, later, begin) = match late {
        false => (
            format!("import * as islands from '/pkg/{name}.js';\n"),
            String::new(),
            "start();",
        ),
        true => (
            String::new(),
            format!("  const islands = await import('/pkg/{name}.js');\n"),
            "if (document.querySelector('leptos-island'))\n\
             \x20 addEventListener('load', () => (self.requestIdleCallback ?? setTimeout)(start));",
        ),
    };
    format!(
        "{early}const start = async () => {{\n\
         {later}\
         \x20 await islands.default({{ module_or_path: '/pkg/{name}_bg.wasm' }});\n\
         \x20 islands.hydrate();\n\
         \x20 for (const element of document.querySelectorAll('leptos-island')) {{\n\
         \x20   const island = islands[element.dataset.component];\n\
         \x20   if (island) island(element); else console.warn('no island ' + element.dataset.component);\n\
         \x20 }}\n\
         }};\n\
         {begin}"
    )
}

/// A script in a page; a policy lets it run by its hash if it is one of [`SCRIPTS`] or the start of the islands.
#[must_use]
pub fn inline(script: impl Into<String>) -> AnyView {
    view! { <script type="module" inner_html=script.into()></script> }.into_any()
}

/// The scripts that stand in pages: ours, and what the framework says of resources that pages do not have.
const SCRIPTS: [&str; 5] = [
    KEPT,
    pages::COPY,
    pages::SENDING,
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

fn hash(script: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())))
}

/// The policy of a page: our own inline scripts by their hashes, since a nonce would make every answer another; a page
/// with islands also its module and WebAssembly.
fn policy(start: Option<&str>) {
    static HASHES: LazyLock<String> = LazyLock::new(|| SCRIPTS.iter().map(|script| hash(script)).collect());
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else {
        return;
    };
    let mut scripts = HASHES.clone();
    if let Some(start) = start {
        scripts.push_str(&hash(start));
        scripts.push_str(" 'self' 'wasm-unsafe-eval'");
    }
    let mut text = String::from("default-src 'self'; script-src");
    text.push_str(&scripts);
    text.push_str("; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}

/// The routes.
#[component]
pub fn Root() -> impl IntoView {
    let mode = SsrMode::Async;
    view! {
        <Router>
            <Routes fallback=|| error_page(&Error::NotFound)>
                <Route path=path!("/") view=pages::home::Home ssr=mode.clone() />
                <Route path=path!("/sign-in") view=pages::sign_in::SignIn ssr=mode.clone() />
                <Route path=path!("/reports") view=pages::reports::list::Reports ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/review") view=pages::reports::review::Review ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/versions/:number") view=pages::reports::versions::OneVersion ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/versions/:number/receipt") view=pages::reports::receipt::Receipt ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/versions/:number/sign-off") view=pages::reports::sheet::VersionSignOff ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/sign-off") view=pages::reports::sheet::SignOff ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/compare") view=pages::reports::compare::CompareVersions ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period/files") view=pages::reports::files::ReportFiles ssr=mode.clone() />
                <Route path=path!("/reports/:city/:period") view=pages::reports::show::Report ssr=mode.clone() />
                <Route path=path!("/cities/:city") view=pages::cities::CityPage ssr=mode.clone() />
                <Route path=path!("/cities/:city/contacts") view=pages::contacts::Contacts ssr=mode.clone() />
                <Route path=path!("/cities/:city/score") view=pages::scores::page::ScorePage ssr=mode.clone() />
                <Route path=path!("/brief") view=pages::brief::BriefPage ssr=mode.clone() />
                <Route path=path!("/compare") view=pages::compare::Compare ssr=mode.clone() />
                <Route path=path!("/indicators") view=pages::indicators::index::Indicators ssr=mode.clone() />
                <Route path=path!("/indicators/:code") view=pages::indicators::show::Indicator ssr=mode.clone() />
                <Route path=path!("/problems") view=pages::problems::register::Problems ssr=mode.clone() />
                <Route path=path!("/problems/new") view=pages::problems::new::NewProblem ssr=mode.clone() />
                <Route path=path!("/problems/:id/files") view=pages::attachments::ProblemFiles ssr=mode.clone() />
                <Route path=path!("/practices/:id/files") view=pages::attachments::PracticeFiles ssr=mode.clone() />
                <Route path=path!("/practices/:id/adoptions/:city/files") view=pages::attachments::AdoptionFiles ssr=mode.clone() />
                <Route path=path!("/problems/:id") view=pages::problems::show::ProblemPage ssr=mode.clone() />
                <Route path=path!("/practices") view=pages::practices::list::Practices ssr=mode.clone() />
                <Route path=path!("/practices/new") view=pages::practices::new::NewPractice ssr=mode.clone() />
                <Route path=path!("/practices/:id") view=pages::practices::show::ShowPractice ssr=mode.clone() />
                <Route path=path!("/schemes") view=pages::schemes::list::Schemes ssr=mode.clone() />
                <Route path=path!("/schemes/:city") view=pages::schemes::show::SchemePage ssr=mode.clone() />
                <Route path=path!("/schemes/:city/review") view=pages::schemes::review::SchemeReview ssr=mode.clone() />
                <Route path=path!("/schemes/:city/compare") view=pages::schemes::versions::CompareSchemes ssr=mode.clone() />
                <Route path=path!("/schemes/:city/versions/:number") view=pages::schemes::versions::SchemeVersion ssr=mode.clone() />
                <Route path=path!("/link/:token") view=pages::link::Link ssr=mode.clone() />
                <Route path=path!("/messages") view=pages::messages::Messages ssr=mode.clone() />
                <Route path=path!("/account") view=pages::account::Account ssr=mode.clone() />
                <Route path=path!("/admin/calendar") view=pages::admin::calendar::CalendarPage ssr=mode.clone() />
                <Route path=path!("/admin/releases") view=pages::admin::releases::Releases ssr=mode.clone() />
                <Route path=path!("/admin/settings") view=pages::admin::settings::SettingsPage ssr=mode.clone() />
                <Route path=path!("/admin/users") view=pages::admin::users::Users ssr=mode.clone() />
                <Route path=path!("/audit") view=pages::audit::Audit ssr=mode.clone() />
            </Routes>
        </Router>
    }
}
