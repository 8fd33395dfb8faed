//! `/reports/{city}/{period}/files`: the evidence of a report as its city has it now, one form to add to any item, and with
//! a script progress and new tries after a cut.

use domain::{
    evidence::SIGNATURE,
    period::Period,
    scheme::TASKS_MAX,
    task::{self, FUNDING_SPENT},
};
use leptos::prelude::*;
use storage::{evidence::OfReport, reports::Row};

use super::{
    edit::head,
    files_view::{attached, href},
    rows::period_of,
    show::address,
};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    pages::page,
    root::inline,
    visit::{Visit, here},
};

/// What a refused post adds: the item as chosen, and why.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The item.
    pub item: String,
    /// The sentence; empty where nothing was refused.
    pub why: String,
}

/// The page.
#[component]
pub fn ReportFiles() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let refused = use_context::<Refused>().unwrap_or_default();
    page(async move {
        let (caller, period) = (visit.caller()?, period_of(&period)?);
        let files = storage::evidence::of_report(&app.store, &caller, &city, period).await?;
        let row = storage::reports::row(&app.store, &caller, &city, period).await?;
        let script = inline(SENDING);
        let view = content(&visit, &row, &files, &refused, app.store.files().megabytes());
        Ok::<_, Error>(view! { {view}{script} }.into_any())
    })
}

/// The items that can have evidence, in the form's order.
fn order(period: Period, files: &OfReport) -> Vec<String> {
    let codes = domain::indicator::items(period).into_iter().map(|d| d.code.as_str());
    let tasks = (1..=TASKS_MAX).filter_map(task::item).chain([FUNDING_SPENT]);
    let all = codes.chain(tasks).chain(domain::entry::SECTIONS).chain([SIGNATURE]);
    let known = |item: &&str| files.files.contains_key(*item) || files.open.contains(*item);
    all.filter(known).map(str::to_owned).collect()
}

fn content(visit: &Visit, row: &Row, files: &OfReport, refused: &Refused, megabytes: u64) -> AnyView {
    let t = visit.words();
    let title = t.files_title_of(t.period_name(row.period));
    let order = order(row.period, files);
    let report = format!("/reports/{}/{}", row.city, row.period);
    let lists: Vec<_> = order
        .iter()
        .filter_map(|item| Some((item, files.files.get(item)?)))
        .map(|(item, all)| {
            let open = files.open.contains(item);
            // The scan of an earlier version's signature stays with it.
            let latest = all.iter().filter_map(|a| a.version).max();
            let rows: Vec<_> = all
                .iter()
                .map(|one| attached(visit, &href(&row.city, row.period, None), item, one, open && one.version == latest, ().into_any()))
                .collect();
            let id = format!("i-{item}");
            view! { <section class="sect stack-s" id=id.clone() aria-labelledby=format!("{id}-h")><h2 id=format!("{id}-h")>{t.files_item_name(item)}</h2><ul class="proof__list">{rows}</ul></section> }
        })
        .collect();
    let lists = if lists.is_empty() {
        let hint = if files.open.is_empty() {
            t.files_none_closed()
        } else {
            t.files_none_open()
        };
        view! { <div class="empty"><h2>{t.files_none()}</h2><p>{hint}</p></div> }.into_any()
    } else {
        lists.into_any()
    };
    let form = if files.open.is_empty() {
        (!files.files.is_empty())
            .then(|| notice("", t.files_closed().into()))
            .into_any()
    } else {
        let open: Vec<_> = order
            .iter()
            .filter(|item| files.open.contains(*item))
            .cloned()
            .collect();
        upload_form(visit, &open, refused, megabytes)
    };
    let done = match visit.asked("done").filter(|_| refused.why.is_empty()) {
        Some("add") => Some(notice("ok", t.files_done_add().into())),
        Some("remove") => Some(notice("ok", t.files_done_remove().into())),
        _ => None,
    };
    let back = view! { <p><a href=report.clone()>{icon("left")}{t.files_back()}</a></p> };
    let (head, city) = (head(visit, row, title.clone(), ().into_any()), row.city.clone());
    view! {
        <Frame title city=Some(city)>
            {head}
            <div class="stack-l">
                {done}
                <p class="lead">{t.files_lead()}</p>
                {back}
                {form}
                {lists}
            </div>
        </Frame>
    }
    .into_any()
}

/// The form that adds files to one of these items; to a thing without items where there are none.
pub(in crate::pages) fn upload_form(visit: &Visit, items: &[String], refused: &Refused, megabytes: u64) -> AnyView {
    let t = visit.words();
    let chosen = if refused.item.is_empty() {
        visit.asked("item").unwrap_or_default()
    } else {
        &refused.item
    };
    let options: Vec<_> = items
        .iter()
        .map(|item| view! { <option value=item.clone() selected=item == chosen>{t.files_item_name(item)}</option> })
        .collect();
    let choice = (!options.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="item">{t.files_item()}</label>
                <select class="select" id="item" name="item">{options}</select>
            </div>
        }
    });
    let wrong = !refused.why.is_empty();
    let error = wrong.then(|| {
        view! { <span class="fielderr" id="file-error">{icon("err")}<span>{refused.why.clone()}</span></span> }
    });
    let summary = wrong.then(|| {
        view! {
            <div class="errsum" role="alert" tabindex="-1" id="errors">
                <h2>{t.files_not_added()}</h2>
                <ul><li class="e">{icon("err")}<a href="#file">{refused.why.clone()}</a></li></ul>
            </div>
        }
    });
    let described = if wrong {
        "file-hint file-secret file-error"
    } else {
        "file-hint file-secret"
    };
    view! {
        {summary}
        <section class="sect stack" aria-labelledby="upload-title">
            <h2 id="upload-title">{t.files_add()}</h2>
            <form
                method="post" enctype="multipart/form-data" action=visit.path.clone() class="stack measure" id="upload"
                data-sending=t.files_sending() data-checking=t.files_checking() data-cut=t.files_cut()
                data-gave-up=t.files_gave_up() data-signed-out=t.files_signed_out() data-large=t.file_too_large(megabytes)
                data-most=(megabytes * 1_000_000).to_string()
            >
                {choice}
                <div class="field">
                    <label for="file">{t.files_file()}</label>
                    <span class="hint" id="file-hint">{t.files_hint(megabytes)}</span>
                    <span class="hint proof__warn" id="file-secret">{icon("warn")}{t.no_secrets()}</span>
                    {error}
                    <input
                        class=if wrong { "input is-err" } else { "input" } id="file" name="file" type="file" multiple required
                        aria-describedby=described aria-invalid=wrong.then_some("true")
                    />
                </div>
                <p class="row"><button class="btn" type="submit" id="send">{icon("up")}<span>{t.files_upload()}</span></button></p>
                <div class="is-quiet" id="sending">
                    <progress max="1" value="0" aria-labelledby="sending-says"></progress>
                    <p id="sending-says" role="status"></p>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Sends the form's files with progress; a cut is tried again five times by itself and then by hand, and what was chosen
/// stays chosen. Without it the form is a form.
pub(crate) const SENDING: &str = r"const form = document.getElementById('upload');
const box = document.getElementById('sending'), bar = box?.querySelector('progress');
const says = document.getElementById('sending-says'), button = document.getElementById('send');
const say = (text) => { box.classList.remove('is-quiet'); says.textContent = text; };
const stop = (text) => { button.disabled = false; bar.hidden = true; say(text); };
const send = (tries) => {
  const data = new FormData(form), ask = new XMLHttpRequest();
  const cut = () => {
    if (tries >= 5) { stop(form.dataset.gaveUp); return; }
    say(form.dataset.cut);
    setTimeout(() => send(tries + 1), 1000 * 2 ** tries);
  };
  button.disabled = true;
  bar.hidden = false;
  ask.upload.onprogress = (e) => {
    bar.value = e.loaded / e.total;
    const share = Math.floor(100 * e.loaded / e.total) + '%';
    say(e.loaded < e.total ? form.dataset.sending.replace('%', share) : form.dataset.checking);
  };
  ask.onload = () => {
    const to = new URL(ask.responseURL);
    if (to.pathname === '/sign-in') { stop(form.dataset.signedOut); return; }
    if (ask.status === 200) { history.replaceState(null, '', ask.responseURL); location.reload(); return; }
    const page = new DOMParser().parseFromString(ask.responseText, 'text/html');
    const why = page.getElementById('file-error') ?? page.querySelector('main .notice, main .errsum, main .empty');
    if (ask.status === 503 || ask.status === 408) cut();
    else stop(why?.textContent.trim() ?? form.dataset.gaveUp);
  };
  ask.onerror = cut;
  ask.open('POST', form.action);
  ask.send(data);
};
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const files = [...document.getElementById('file').files];
  if (files.some((file) => file.size > Number(form.dataset.most))) stop(form.dataset.large);
  else send(0);
});";
