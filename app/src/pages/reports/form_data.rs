//! From the store's editor to what the form shows.

use std::collections::BTreeMap;

use domain::{
    aggregate::roll_up,
    entry::{Entry, Field, SECTIONS},
    form::ReportForm,
    indicator::{Aspect, Definition, Frequency, Goal, items},
};
use storage::reports::{Editor, Remark};

use super::words::figure;
use crate::{
    islands::{
        report_form::{FormData, Group, Item, Section},
        save::Clash,
    },
    locales::Words,
    visit::Visit,
};

/// What a refused post adds to the page: what was typed, and what another person has changed meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The form as posted.
    pub form: ReportForm,
    /// The sentences above the form.
    pub sentences: Vec<String>,
    /// Fields of others.
    pub clashes: BTreeMap<String, Clash>,
    /// True after an attempt to sign off.
    pub strict: bool,
}

fn remarks(t: Words, thread: Option<&Vec<Remark>>) -> Vec<(String, String)> {
    thread
        .into_iter()
        .flatten()
        .map(|r| {
            (
                format!("{} · {} · {}", r.author, t.role_name(r.author_role), t.stamp(r.at)),
                r.text.clone(),
            )
        })
        .collect()
}

fn saved(t: Words, editor: &Editor, item: &str) -> Option<String> {
    editor
        .saved
        .get(item)
        .map(|s| format!("{} {}", t.stamp(s.at), s.by_name))
}

/// What the form shows; `refused` puts what was typed over what is stored.
#[must_use]
pub fn form_data(visit: &Visit, editor: &Editor, refused: &Refused, open: bool) -> FormData {
    let t = visit.words();
    let period = editor.row.period;
    let may = |item: &str| open && editor.open.as_ref().is_none_or(|o| o.contains(item));
    let item = |d: &Definition| {
        let mut typed = editor.typed.get(&d.code).cloned().unwrap_or_default();
        if let Some(posted) = refused.form.entries.get(&d.code) {
            typed.0.extend(posted.0.iter().map(|(f, s)| (*f, s.clone())));
        }
        let previous = editor.previous.get(&d.code).cloned();
        Item {
            definition: d.clone(),
            previous_text: previous.as_ref().map(|p| figure(t, d, p)).unwrap_or_default(),
            previous,
            quarter_text: quarter_text(t, editor, d),
            saved: saved(t, editor, &d.code),
            open: may(&d.code),
            returned: editor.returned.get(&d.code).cloned(),
            thread: remarks(t, editor.threads.get(&d.code)),
            clash: refused.clashes.get(&d.code).cloned(),
            typed,
        }
    };
    let all = items(period);
    let base: Vec<_> = all.iter().filter(|d| d.is_base()).map(|d| item(d)).collect();
    let mut groups = vec![Group {
        id: "base".into(),
        opens: None,
        title: t.base_figures().into(),
        items: base,
    }];
    for aspect in Aspect::ALL {
        let mut opens = Some(t.aspect(aspect).to_owned());
        for (i, goal) in Goal::ALL.into_iter().enumerate() {
            let here: Vec<_> = all
                .iter()
                .filter(|d| d.aspect == Some(aspect) && d.goal == Some(goal))
                .map(|d| item(d))
                .collect();
            if here.is_empty() {
                continue;
            }
            let letter = here
                .first()
                .and_then(|i| i.definition.code.chars().next())
                .unwrap_or('S');
            let id = format!("{letter}{}", i + 1);
            groups.push(Group {
                title: format!("{id} {}", t.goal(goal)),
                id,
                opens: opens.take(),
                items: here,
            });
        }
    }
    let sections = if period.is_quarter() { SECTIONS.as_slice() } else { &[] };
    let sections = sections
        .iter()
        .map(|name| Section {
            name: (*name).to_owned(),
            title: t.section(name).to_owned(),
            hint: t.section_hint().to_owned(),
            text: refused
                .form
                .sections
                .get(*name)
                .or_else(|| editor.sections.get(*name))
                .cloned()
                .unwrap_or_default(),
            saved: saved(t, editor, name),
            open: may(name),
            returned: editor.returned.get(*name).cloned(),
            thread: remarks(t, editor.threads.get(*name)),
            error: editor
                .check
                .sections
                .get(*name)
                .and_then(|e| e.first())
                .filter(|e| refused.strict || !matches!(e, domain::check::Problem::Missing))
                .map(|e| t.problem(*e)),
        })
        .collect();
    FormData {
        city: editor.row.city.clone(),
        period: period.to_string(),
        lang: visit.lang,
        today: visit.today(),
        seen: if refused.clashes.is_empty() {
            refused.form.form_seen.unwrap_or(editor.row.revision)
        } else {
            editor.row.revision
        },
        strict: refused.strict,
        groups,
        sections,
    }
}

/// The quarter's first two months rolled up, in words.
fn quarter_text(t: Words, editor: &Editor, d: &Definition) -> Option<String> {
    if d.frequency != Frequency::Monthly || !editor.row.period.is_quarter() {
        return None;
    }
    let rolled = roll_up(d, editor.months.get(&d.code)?);
    let entry = Entry::Value {
        amount: rolled.amount?,
        explanation: String::new(),
    };
    Some(t.months_so_far(figure(t, d, &entry)))
}

/// The main field of an item, where links of the summary lead.
#[must_use]
pub fn main_field(errors: &[(Field, domain::check::Problem)]) -> Field {
    errors.first().map_or(Field::Value, |e| e.0)
}
