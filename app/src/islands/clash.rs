//! Two people on one field: the second sees both texts, by whom and when, and chooses. Nothing is overwritten by
//! choosing but what was shown: what came after that is asked about again.

use domain::{entry::Field, indicator::Way};
use leptos::prelude::*;

use super::{
    dom::{add, all, by_id, note},
    keep,
    place::Place,
    report_form::Form,
    row_view::recheck,
    save::SaveAnswer,
    sending::{send, state},
};

/// True while a choice about an item is open.
pub(super) fn is_open(item: &str) -> bool {
    by_id(&format!("c-{item}")).is_some_and(|b| b.get_attribute("data-ask").as_deref() == Some("clash"))
}

/// Shows both texts of each field and opens the choice.
pub(super) fn ask(form: Form, item: &str, answer: &SaveAnswer) {
    let words = form.words();
    let Some(both) = by_id(&format!("o-{item}")) else {
        return;
    };
    both.set_text_content(None);
    note(&both, "data-revision", Some(&answer.revision.to_string()));
    let way = form.key.with_value(|k| {
        let rule = k.rules.iter().find(|r| r.definition.code == item);
        rule.map(|r| r.definition.way)
    });
    let shown = |text: &str| match text {
        "" => words.clash_empty().to_owned(),
        text => text.to_owned(),
    };
    for clash in &answer.clashes {
        let Some(one) = add(&both, "div", "clash__one", "") else {
            continue;
        };
        note(&one, "data-field", Some(clash.field.name()));
        note(&one, "data-theirs", Some(&clash.theirs));
        let item = item.to_owned();
        let mine = Place {
            item,
            field: clash.field,
        };
        let theirs = words.clash_theirs(&clash.by, &clash.at);
        let heading = match clash.field {
            Field::Text => theirs,
            field => words.colon(words.field(field, way.unwrap_or(Way::Value)), theirs),
        };
        add(&one, "p", "clash__h", &heading);
        add(&one, "p", "clash__t", &shown(&clash.theirs));
        add(&one, "p", "clash__h", words.clash_mine());
        add(&one, "p", "clash__t", &shown(&mine.text()));
    }
    let by = answer.clashes.first().map_or("", |c| c.by.as_str());
    state(item, "istat istat--err", &words.clash_state(by), Some("clash"));
}

/// Does as was chosen.
pub(super) fn chosen(form: Form, item: &str, mine: bool) {
    let Some(both) = by_id(&format!("o-{item}")) else {
        return;
    };
    let revision = both.get_attribute("data-revision").and_then(|r| r.parse().ok());
    for one in all(&format!("#o-{item} [data-field]")) {
        let field = one.get_attribute("data-field").and_then(|f| Field::parse(&f));
        let (Some(field), Some(revision)) = (field, revision) else {
            continue;
        };
        let item = item.to_owned();
        let place = Place { item, field };
        place.set_seen(revision);
        place.set_asks_own(false);
        if !mine {
            let theirs = one.get_attribute("data-theirs").unwrap_or_default();
            place.set(&theirs);
            place.set_stored(&theirs);
            form.key.with_value(|k| keep::remove(k, &place));
        }
    }
    both.set_text_content(None);
    state(item, "istat", "", None);
    form.key.with_value(|k| recheck(k, item));
    send(form, item);
}
