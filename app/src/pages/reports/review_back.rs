//! An item that came back: what it was, what it is, why it was returned and what the city answers, side by side.

use domain::indicator::Definition;
use leptos::prelude::*;
use storage::reports::{Remark, RemarkKind, Review};

use super::{review_data::Item, review_item::shown_in};
use crate::locales::Words;

/// What was said about the item between the two versions: the returns of the one before, and the answers to them.
fn said<'a>(review: &'a Review, item: &Item, kind: RemarkKind) -> Vec<&'a Remark> {
    let before = review.before.as_ref().map(|b| b.head.number);
    let thread = review.threads.get(&item.name).map_or(&[][..], Vec::as_slice);
    thread
        .iter()
        .filter(|r| r.kind == kind && Some(r.version) == before)
        .collect()
}

/// True of a remark that stands side by side with the values, and so not in the thread below.
#[must_use]
pub fn is_beside(review: &Review, item: &Item, remark: &Remark) -> bool {
    let before = review.before.as_ref().map(|b| b.head.number);
    let kind = matches!(remark.kind, RemarkKind::Return | RemarkKind::Answer);
    item.came_back && kind && Some(remark.version) == before
}

/// True where the city answered what it was returned for.
#[must_use]
pub fn answered(review: &Review, item: &Item) -> bool {
    !said(review, item, RemarkKind::Answer).is_empty()
}

/// The four side by side.
#[must_use]
pub fn returned_view(t: Words, review: &Review, item: &Item) -> AnyView {
    let Some(before) = review.before.as_ref().filter(|_| item.came_back) else {
        return ().into_any();
    };
    let now = &review.version;
    let (old, new) = match item.definition {
        Some(d) => values(t, d, &before.content, &now.content),
        None if item.changed => (t.back_text_below().to_owned(), t.back_text_below().to_owned()),
        None => (t.none_dash().to_owned(), t.back_text_same().to_owned()),
    };
    let same = (item.definition.is_some() && !item.changed).then(|| view! { <span class="sub">{t.back_same()}</span> });
    let words = |kind| {
        let all = said(review, item, kind);
        let lines = all
            .into_iter()
            .map(|r| {
                let who = format!("{} · {}", r.author, t.stamp(r.at));
                view! { <p>{r.text.clone()}<span class="sub">{who}</span></p> }
            })
            .collect::<Vec<_>>();
        (!lines.is_empty()).then_some(lines)
    };
    let comment = words(RemarkKind::Return);
    let answer = match words(RemarkKind::Answer) {
        Some(lines) => lines.into_any(),
        None => view! { <p class="muted">{t.back_no_answer()}</p> }.into_any(),
    };
    let (a, b) = (before.head.number, now.head.number);
    view! {
        <h3 class="label">{t.back_title()}</h3>
        <dl class="back" data-back=item.name.clone()>
            <div><dt>{t.back_old(a)}</dt><dd class="fig">{old}</dd></div>
            <div><dt>{t.back_new(b)}</dt><dd class="fig">{new}{same}</dd></div>
            <div><dt>{t.back_comment()}</dt><dd>{comment}</dd></div>
            <div><dt>{t.back_answer()}</dt><dd>{answer}</dd></div>
        </dl>
    }
    .into_any()
}

fn values(
    t: Words,
    d: &'static Definition,
    before: &domain::report::Content,
    now: &domain::report::Content,
) -> (String, String) {
    (shown_in(t, d, before), shown_in(t, d, now))
}
