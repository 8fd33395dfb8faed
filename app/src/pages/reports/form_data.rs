//! From the store's editor to what the form shows.

use std::collections::BTreeMap;

use domain::{
    aggregate::roll_up,
    check::Problem,
    entry::{Entry, SECTIONS, Typed},
    fill::{Fill, Filling, fillings},
    form::ReportForm,
    indicator::{Aspect, Definition, Frequency, Goal, items},
    period::Period,
    report::Action,
    scheme::Promise,
};
use storage::{
    evidence::Attached,
    reports::{Editor, Remark, ToSign},
};

use super::{
    about::About,
    targets,
    tasks_form::{Tasks, tasks},
    words::figure,
};
use crate::{
    islands::{
        report_form::{FormKey, Rule},
        save::Clash,
    },
    locales::Words,
    visit::Visit,
};

/// Everything the form shows.
#[derive(Clone, Debug)]
pub struct FormData {
    /// The revision shown.
    pub seen: i64,
    /// Id of the account that the form is made for.
    pub typed_by: String,
    /// True where missing entries are shown as errors: after an attempt to sign off.
    pub strict: bool,
    /// City and period, as in the address.
    pub of: (String, String),
    /// True where something may be typed; else the form is for reading.
    pub typing: bool,
    /// Groups of items in the form's order.
    pub groups: Vec<Group>,
    /// Narrative sections; none in a month.
    pub sections: Vec<Section>,
    /// The tasks of the scheme; none in a month.
    pub tasks: Option<Tasks>,
    /// The period before, in words.
    pub before: String,
    /// What can be filled in at one stroke, and by which.
    pub fills: Vec<(Fill, Filling)>,
    /// The evidence of each item.
    pub files: BTreeMap<String, Vec<Attached>>,
}

/// Items under one heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// Id of the heading, for links.
    pub id: String,
    /// A heading of the first level above it, as 标准化, if one begins here.
    pub opens: Option<String>,
    /// The heading.
    pub title: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its definition.
    pub definition: Definition,
    /// The texts as typed.
    pub typed: Typed,
    /// The texts in the store, which after a refusal are not all that is typed.
    pub stored: Typed,
    /// The entry of the period before.
    pub previous: Option<Entry>,
    /// The same in words.
    pub previous_text: String,
    /// For a monthly item in a quarter: the one month that is wanted.
    pub month: Option<Period>,
    /// For a monthly item in a quarter: the quarter so far, in words.
    pub quarter_text: Option<String>,
    /// The city's own target of the quarter, in words.
    pub target: Option<String>,
    /// When it was last saved, and by whom.
    pub saved: Option<String>,
    /// False where it is not open for typing.
    pub open: bool,
    /// What the reviewer said, where it stands as returned.
    pub returned: Option<String>,
    /// Remarks so far: author and time, text.
    pub thread: Vec<(String, String)>,
    /// An answer that was typed and is not in the thread yet: after a refusal.
    pub answer: String,
    /// Other people's texts in fields of it, where one's own were refused for that.
    pub clashes: Vec<Clash>,
    /// What is known of it beside, where the address asks for that.
    pub about: Option<About>,
}

/// One narrative section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Field name.
    pub name: String,
    /// Heading.
    pub title: String,
    /// Hint.
    pub hint: String,
    /// Text as typed.
    pub text: String,
    /// The text in the store.
    pub stored: String,
    /// The text of the quarter before; none where there is none.
    pub before: Option<String>,
    /// When it was last saved, and by whom.
    pub saved: Option<String>,
    /// False where it is not open for typing.
    pub open: bool,
    /// What the reviewer said, where it stands as returned.
    pub returned: Option<String>,
    /// Remarks so far: author and time, text.
    pub thread: Vec<(String, String)>,
    /// An answer that was typed and is not in the thread yet: after a refusal.
    pub answer: String,
    /// What the checks say, in words.
    pub error: Option<String>,
    /// Another person's text, where one's own was refused for that.
    pub clashes: Vec<Clash>,
}

/// What the form's island needs to know.
#[must_use]
pub fn form_key(visit: &Visit, editor: &Editor, data: &FormData) -> FormKey {
    let today = visit.today();
    let items = data.groups.iter().flat_map(|g| g.items.iter().map(|i| (&g.id, i)));
    let rules = items.map(|(group, i)| Rule {
        definition: i.definition.clone(),
        previous: i.previous.as_ref().and_then(Entry::amount).cloned(),
        group: group.clone(),
    });
    FormKey {
        account: data.typed_by.clone(),
        city: editor.row.city.clone(),
        period: editor.row.period.to_string(),
        lang: visit.lang,
        today: (today.year(), today.month(), today.day()),
        seen: data.seen,
        typing: data.typing,
        strict: data.strict,
        rules: rules.collect(),
        fills: data.fills.iter().map(|(_, f)| f.clone()).collect(),
    }
}

/// What a refused post adds to the page: what was typed, and what another person has changed meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The form as posted.
    pub form: ReportForm,
    /// The sentences above the form.
    pub sentences: Vec<String>,
    /// Fields of others, by item.
    pub clashes: BTreeMap<String, Vec<Clash>>,
    /// True after an attempt to sign off.
    pub strict: bool,
    /// True where sign-off was refused since the scheme comes first.
    pub scheme_first: bool,
    /// Returned items that were neither changed nor answered, where sign-off was refused for that.
    pub untouched: Vec<String>,
    /// What is wrong with a signature on paper, by the form's name of the field.
    pub signature: BTreeMap<&'static str, String>,
    /// What is wrong with a request for correction, by the form's name of the field.
    pub correction: BTreeMap<&'static str, String>,
}

impl Refused {
    /// True where a supplement was refused.
    #[must_use]
    pub fn supplementing(&self) -> bool {
        self.form.action == Some(Action::Supplement)
    }
}

pub(super) fn remarks(t: Words, thread: Option<&Vec<Remark>>) -> Vec<(String, String)> {
    thread
        .into_iter()
        .flatten()
        .map(|r| {
            (
                format!("{} · {} · {}", r.author, t.role_name(r.author_role), t.stamp(r.at)),
                super::frozen::said(t, r),
            )
        })
        .collect()
}

/// `10:32` for today, else the day.
pub(super) fn saved(visit: &Visit, editor: &Editor, item: &str) -> Option<String> {
    Some(visit.moment(editor.saved.get(item)?.at))
}

/// What stands beside the draft.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The sections of the quarter before, by name.
    pub sections: BTreeMap<String, String>,
    /// The item that the address asks about.
    pub about: Option<(String, About)>,
    /// What waits for the approver's signature.
    pub to_sign: Option<ToSign>,
    /// The evidence of each item, by code or section name.
    pub files: BTreeMap<String, Vec<Attached>>,
    /// What the city's filed scheme promises, by code.
    pub promises: BTreeMap<String, Promise>,
}

/// A text and, behind it, the one of the quarter before.
fn with_before(text: &str, before: &str) -> String {
    if text.trim().is_empty() {
        before.to_owned()
    } else {
        format!("{text}\n\n{before}")
    }
}

/// What the form shows; `refused` puts what was typed over what is stored.
#[must_use]
pub fn form_data(visit: &Visit, editor: &Editor, beside: &Beside, refused: &Refused, open: bool) -> FormData {
    let t = visit.words();
    let period = editor.row.period;
    let may = |item: &str| open && editor.open.as_ref().is_none_or(|o| o.contains(item));
    let answer = |item: &str| {
        let said = refused.form.verdicts.get(item);
        said.map(|v| v.comment.clone()).unwrap_or_default()
    };
    let item = |d: &Definition| {
        let stored = editor.typed.get(&d.code).cloned().unwrap_or_default();
        let mut typed = stored.clone();
        if let Some(posted) = refused.form.entries.get(&d.code) {
            typed.0.extend(posted.0.iter().map(|(f, s)| (*f, s.clone())));
        }
        let previous = editor.previous.get(&d.code).cloned();
        Item {
            definition: d.clone(),
            previous_text: previous.as_ref().map(|p| figure(t, d, p)).unwrap_or_default(),
            previous,
            month: Some(d.fact_period(period)).filter(|month| *month != period),
            quarter_text: quarter_text(t, editor, d),
            target: targets::hint(t, d, beside.promises.get(&d.code), period),
            saved: saved(visit, editor, &d.code),
            open: may(&d.code),
            returned: editor.returned.get(&d.code).cloned(),
            thread: remarks(t, editor.threads.get(&d.code)),
            answer: answer(&d.code),
            clashes: refused.clashes.get(&d.code).cloned().unwrap_or_default(),
            about: beside
                .about
                .as_ref()
                .filter(|(code, _)| *code == d.code)
                .map(|(_, about)| about.clone()),
            typed,
            stored,
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
    let before = |name: &str| beside.sections.get(name).filter(|text| open && !text.trim().is_empty());
    let text = |name: &str| {
        let typed = refused.form.sections.get(name).or_else(|| editor.sections.get(name));
        let typed = typed.map_or("", String::as_str);
        match before(name).filter(|_| visit.asked("copy") == Some(name) && may(name)) {
            Some(before) if !typed.ends_with(before) => with_before(typed, before),
            _ => typed.to_owned(),
        }
    };
    let sections = sections
        .iter()
        .map(|name| Section {
            name: (*name).to_owned(),
            title: t.section(name).to_owned(),
            hint: t.section_hint().to_owned(),
            text: text(name),
            stored: editor.sections.get(*name).cloned().unwrap_or_default(),
            before: before(name).cloned(),
            saved: saved(visit, editor, name),
            open: may(name),
            returned: editor.returned.get(*name).cloned(),
            thread: remarks(t, editor.threads.get(*name)),
            answer: answer(name),
            clashes: refused.clashes.get(*name).cloned().unwrap_or_default(),
            error: editor
                .check
                .sections
                .get(*name)
                .and_then(|e| e.first())
                .filter(|e| refused.strict || **e != Problem::Missing)
                .map(|e| {
                    if *e == Problem::Missing {
                        t.p_section_missing().to_owned()
                    } else {
                        t.problem(*e)
                    }
                }),
        })
        .collect();
    let typed = groups.iter().flat_map(|g| &g.items);
    let typed: BTreeMap<_, _> = typed.map(|i| (i.definition.code.clone(), i.typed.clone())).collect();
    let fills = Fill::ALL.into_iter().flat_map(|fill| {
        let all = fillings(fill, period, &typed, &editor.previous).into_iter();
        all.map(move |filling| (fill, filling))
    });
    FormData {
        before: t.period_name(period.previous()),
        fills: fills.filter(|(_, f)| may(&f.code)).collect(),
        seen: if refused.clashes.is_empty() {
            refused.form.form_seen.unwrap_or(editor.row.revision)
        } else {
            editor.row.revision
        },
        typed_by: visit.actor.as_ref().map(|a| a.id.clone()).unwrap_or_default(),
        of: (editor.row.city.clone(), period.to_string()),
        strict: refused.strict,
        typing: open,
        groups,
        sections,
        tasks: tasks(visit, editor, refused, open),
        files: beside.files.clone(),
    }
}

/// The quarter's first two months rolled up, in words.
fn quarter_text(t: Words, editor: &Editor, d: &Definition) -> Option<String> {
    if d.frequency != Frequency::Monthly || !editor.row.period.is_quarter() {
        return None;
    }
    let months = editor.months.get(&d.code)?;
    if months.iter().any(|entry| entry.amount().is_none()) {
        return Some(t.months_so_far(each_month(t, editor.row.period, d, months)));
    }
    let rolled = roll_up(d, months);
    let entry = Entry::Value {
        amount: rolled.amount?,
        explanation: String::new(),
    };
    Some(t.months_so_far(figure(t, d, &entry)))
}

/// The months of a quarter one by one, those first of which nothing is accepted.
fn each_month(t: Words, quarter: Period, d: &Definition, entries: &[Entry]) -> String {
    let months = quarter.months();
    let (missing, there): (Vec<_>, Vec<_>) = months.iter().zip(entries).partition(|(_, e)| **e == Entry::Missing);
    let missing: Vec<_> = missing.into_iter().map(|(month, _)| t.month_name(*month)).collect();
    let missing = (!missing.is_empty()).then(|| t.months_missing(missing.join(t.list_sep())));
    let there = there
        .into_iter()
        .map(|(month, entry)| t.month_figure(t.month_name(*month), figure(t, d, entry)));
    missing.into_iter().chain(there).collect::<Vec<_>>().join(t.semicolon())
}
