//! From the store's workbench to what a reviewer reads of each item: what moved, what is unusual, what was said.

use std::collections::BTreeMap;

use domain::{
    check::Warning,
    difference::difference,
    entry::SECTIONS,
    form::ReportForm,
    indicator::{Definition, items},
    report::Verdict,
    task::{self, FUNDING_SPENT},
};
use storage::reports::{Far, Remark, RemarkKind, Review};

use crate::locales::Words;

/// What a refused post adds to the page: everything typed, and the sentence of each item.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// The form as posted.
    pub form: ReportForm,
    /// Sentences that belong to no item.
    pub sentences: Vec<String>,
    /// The sentence of an item, by code or section name.
    pub items: BTreeMap<String, String>,
    /// The sentence at an item's chart note, by code.
    pub notes: BTreeMap<String, String>,
    /// The sentences at the fields of the answer to a request for correction.
    pub correction: BTreeMap<&'static str, String>,
}

impl Refused {
    /// What came along with a sign-in: the form as it was, with the word that nothing of it is sent yet.
    #[must_use]
    pub fn carried_back(t: Words, pairs: Vec<(String, String)>) -> Self {
        Refused {
            form: ReportForm::from_pairs(pairs),
            sentences: vec![t.carried_back().to_owned()],
            ..Refused::default()
        }
    }

    /// True where a post was refused.
    #[must_use]
    pub fn any(&self) -> bool {
        let (items, notes) = (!self.items.is_empty(), !self.notes.is_empty());
        !self.sentences.is_empty() || items || notes || !self.correction.is_empty()
    }
}

/// An item as the reviewer reads it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Code or section name.
    pub name: String,
    /// Its definition; none for a task or section.
    pub definition: Option<&'static Definition>,
    /// It differs from the version before.
    pub changed: bool,
    /// What moved too far, and whether the city said why.
    pub warning: Option<(Warning, bool)>,
    /// How far it lies from the other cities, where that is far.
    pub far: Option<Far>,
    /// It was returned in the version before.
    pub came_back: bool,
    /// The verdict that stands in the form: as just typed, else as kept.
    pub verdict: Option<Verdict>,
    /// The comment that stands in the form.
    pub comment: String,
    /// A question was put on this version.
    pub asked: bool,
    /// It still needs the reviewer's word.
    pub todo: bool,
    /// Why a post was refused here.
    pub error: Option<String>,
}

/// All items of the version, those that came back first, then in the form's order.
#[must_use]
pub fn all(review: &Review, refused: &Refused) -> Vec<Item> {
    let period = review.row.period;
    let sections = if period.is_quarter() { SECTIONS.as_slice() } else { &[] };
    let codes = items(period).into_iter().map(|d| (d.code.as_str(), Some(d)));
    let content = &review.version.content;
    let tasks = content.tasks.keys().filter_map(|n| task::item(*n));
    let spent = (!content.tasks.is_empty()).then_some(FUNDING_SPENT);
    let tasks = tasks.chain(spent).chain(sections.iter().copied());
    let all = codes.chain(tasks.map(|name| (name, None)));
    let mut all: Vec<_> = all
        .map(|(name, definition)| item(review, refused, name, definition))
        .collect();
    all.sort_by_key(|item| !item.came_back);
    all
}

fn item(review: &Review, refused: &Refused, name: &str, definition: Option<&'static Definition>) -> Item {
    let (now, number) = (&review.version.content, review.version.head.number);
    let before = review.before.as_ref();
    let changed = before.is_some_and(|b| difference(&b.content, now, name).is_some());
    let check = review.check.items.get(name);
    let warning = check.and_then(|c| c.warning.map(|w| (w, c.explained)));
    let thread: &[Remark] = review.threads.get(name).map_or(&[], Vec::as_slice);
    let came_back = before.is_some_and(|b| {
        thread
            .iter()
            .any(|r| r.kind == RemarkKind::Return && r.version == b.head.number)
    });
    let kept = review.verdicts.get(name);
    // A question that was put is not typed a second time; it stands in the thread.
    let asked = kept.is_some_and(|word| word.was_asked(thread, number));
    let kept = kept.filter(|_| !asked);
    let typed = refused.form.verdicts.get(name);
    let verdict = typed.and_then(|t| t.verdict).or_else(|| kept.map(|k| k.verdict));
    let comment = typed
        .map(|t| t.comment.clone())
        .or_else(|| kept.map(|k| k.comment.clone()))
        .unwrap_or_default();
    let undecided = kept.is_none() && !asked;
    Item {
        name: name.to_owned(),
        definition,
        changed,
        warning,
        far: review.far.get(name).copied(),
        came_back,
        verdict,
        comment,
        asked,
        todo: undecided && (before.is_none() || changed || came_back || warning.is_some_and(|(_, why)| !why)),
        error: refused.items.get(name).cloned(),
    }
}

/// Which items the address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Without a word of the reviewer yet.
    Todo,
    /// Different from the version before.
    Changed,
    /// Unusual, or far from the other cities.
    Flagged,
    /// All.
    All,
}

impl Show {
    /// Every choice, in the order of the links.
    pub const ALL: [Show; 4] = [Show::Todo, Show::Changed, Show::Flagged, Show::All];

    /// The value of `show` in the address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Show::Todo => "todo",
            Show::Changed => "changed",
            Show::Flagged => "flagged",
            Show::All => "all",
        }
    }

    /// What the address asks for; what is left to decide unless told.
    #[must_use]
    pub fn parse(name: Option<&str>) -> Self {
        Show::ALL
            .into_iter()
            .find(|s| Some(s.name()) == name)
            .unwrap_or(Show::Todo)
    }

    /// True if an item belongs here.
    #[must_use]
    pub const fn has(self, item: &Item) -> bool {
        match self {
            Show::Todo => item.todo,
            Show::Changed => item.changed,
            Show::Flagged => item.warning.is_some() || item.far.is_some(),
            Show::All => true,
        }
    }
}
