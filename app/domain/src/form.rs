//! The posted form of a report, editor and review alike, from its name–value pairs. Reading never fails: of a name sent
//! twice the last counts, and what is not understood is kept aside.

use std::collections::BTreeMap;

use crate::{
    entry::{Field, SECTIONS, Typed},
    indicator::definition,
    report::{Action, Verdict},
    scheme::number_of_task,
    task::{self, FUNDING_SPENT},
};

/// A reviewer's word on one item, or its box in a request for correction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemVerdict {
    /// The verdict chosen, if any.
    pub verdict: Option<Verdict>,
    /// The comment; empty if none.
    pub comment: String,
    /// True where the item's box is ticked.
    pub selected: bool,
    /// The words of a chart note; empty if none.
    pub note: String,
    /// True where the item's chart note is to be published with the acceptance.
    pub publish: bool,
}

/// What a report form sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// Typed texts by code.
    pub entries: BTreeMap<String, Typed>,
    /// The revision shown, by code or section name: `entries[S1-02][seen]`.
    pub seen: BTreeMap<String, i64>,
    /// Narrative sections by name.
    pub sections: BTreeMap<String, String>,
    /// The revision of the whole form: plain `seen`.
    pub form_seen: Option<i64>,
    /// True where a newer text of one's own, typed elsewhere, is asked about like another's: what a browser kept for
    /// days is older than what one has saved since.
    pub own_too: bool,
    /// Who the form was made for, by the id of the account; absent in forms that pages did not make.
    pub typed_by: Option<String>,
    /// Verdicts by code or section name.
    pub verdicts: BTreeMap<String, ItemVerdict>,
    /// The button pressed.
    pub action: Option<Action>,
    /// Every pair not understood, by its whole name.
    pub other: BTreeMap<String, String>,
}

impl ReportForm {
    /// Reads the pairs of a form. Line ends become `\n`; NUL, which no database keeps, is left out.
    pub fn from_pairs<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let last: BTreeMap<String, String> = pairs.into_iter().collect();
        let mut form = Self::default();
        for (name, text) in last {
            let text = tidy(&text);
            if form.take(&name, &text).is_none() {
                form.other.insert(name, text);
            }
        }
        form
    }

    /// True where the box of an item is ticked: in a request for correction and its answer.
    #[must_use]
    pub fn ticked(&self, item: &str) -> bool {
        self.verdicts.get(item).is_some_and(|said| said.selected)
    }

    /// The field `reason` of a correction, empty where it was not sent.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.other.get("reason").map_or("", String::as_str)
    }

    /// Puts a pair where it belongs; none if it is not understood.
    fn take(&mut self, name: &str, text: &str) -> Option<()> {
        if let Some((group, item, key)) = brackets(name) {
            match (group, key) {
                ("entries", "seen") if is_item(item) => {
                    self.seen.insert(item.to_owned(), text.trim().parse().ok()?);
                    return Some(());
                }
                ("items", _) => return self.take_verdict(item, key, text),
                _ => {}
            }
        }
        match name {
            "action" => self.action = Some(Action::parse(text)?),
            "seen" => self.form_seen = Some(text.trim().parse().ok()?),
            "typed_by" => self.typed_by = Some(text.to_owned()),
            _ => match place(name)? {
                (section, Field::Text) => drop(self.sections.insert(section, text.to_owned())),
                (item, field) if is_item(&item) => {
                    self.entries.entry(item).or_default().0.insert(field, text.to_owned());
                }
                _ => return None,
            },
        }
        Some(())
    }

    fn take_verdict(&mut self, item: &str, key: &str, text: &str) -> Option<()> {
        if !is_item(item) {
            return None;
        }
        let mut said = self.verdicts.get(item).cloned().unwrap_or_default();
        match key {
            "verdict" => said.verdict = Some(Verdict::parse(text)?),
            "comment" => text.clone_into(&mut said.comment),
            "note" => text.clone_into(&mut said.note),
            "selected" => said.selected = is_ticked(text),
            "publish" => said.publish = is_ticked(text),
            _ => return None,
        }
        self.verdicts.insert(item.to_owned(), said);
        Some(())
    }
}

/// What a box sends.
fn is_ticked(text: &str) -> bool {
    !matches!(text, "" | "0" | "off" | "false")
}

/// The parts of `group[item][key]`.
fn brackets(name: &str) -> Option<(&str, &str, &str)> {
    let (group, rest) = name.strip_suffix(']')?.split_once('[')?;
    let (item, key) = rest.split_once("][")?;
    Some((group, item, key))
}

/// True for a code, the name of a section, `task-3`, and what was spent.
#[must_use]
pub fn is_item(item: &str) -> bool {
    SECTIONS.contains(&item) || definition(item).is_some() || task::is_item(item)
}

fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// The name of an item's field in the form: `entries[S1-02][numerator]`, of a task `tasks[3][state]` and
/// `tasks[3][milestones][1][done_on]`; what was spent has its own.
#[must_use]
pub fn entry_name(item: &str, field: Field) -> String {
    match (number_of_task(item), field) {
        (Some(n), Field::DoneOn(m)) => format!("tasks[{n}][milestones][{m}][done_on]"),
        (Some(n), _) => format!("tasks[{n}][{}]", field.name()),
        _ if item == FUNDING_SPENT => item.to_owned(),
        _ => format!("entries[{item}][{}]", field.name()),
    }
}

/// The item and field of a name in the form; a section bears its own, and its field is [`Field::Text`]. That there is
/// such an indicator is not asked.
#[must_use]
pub fn place(name: &str) -> Option<(String, Field)> {
    if SECTIONS.contains(&name) {
        return Some((name.to_owned(), Field::Text));
    }
    if name == FUNDING_SPENT {
        return Some((name.to_owned(), Field::Value));
    }
    let (group, item, key) = brackets(name)?;
    if group == "tasks" {
        let item = format!("task-{item}");
        number_of_task(&item)?;
        let key = match key.strip_prefix("milestones][") {
            Some(rest) => format!("done_on_{}", rest.strip_suffix("][done_on")?),
            None => key.to_owned(),
        };
        let field = Field::parse(&key).filter(|f| f.is_of_task())?;
        // A milestone has one name only.
        return (entry_name(&item, field) == name).then_some((item, field));
    }
    let field = Field::parse(key).filter(|f| *f != Field::Text && !f.is_only_of_task())?;
    let of_entry = group == "entries" && !task::is_item(item) && !SECTIONS.contains(&item);
    of_entry.then(|| (item.to_owned(), field))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(pairs: &[(&str, &str)]) -> ReportForm {
        ReportForm::from_pairs(pairs.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())))
    }

    #[test]
    fn the_editors_form_is_read() {
        let form = form(&[
            ("entries[S1-02][numerator]", "1,100"),
            ("entries[S1-02][kind]", "value"),
            ("entries[S1-02][seen]", "7"),
            ("entries[B1][value]", " 12 "),
            ("entries[progress][seen]", "3"),
            ("seen", "9"),
            ("typed_by", "me"),
            ("progress", "one\r\ntwo\rthree\0"),
            ("action", "sign_off"),
        ]);
        let s = &form.entries["S1-02"];
        assert_eq!((s.get(Field::Numerator), s.get(Field::Kind)), ("1,100", "value"));
        assert_eq!(form.entries["B1"].0[&Field::Value], " 12 ", "kept as typed");
        assert_eq!(
            (form.seen["S1-02"], form.seen["progress"], form.form_seen),
            (7, 3, Some(9))
        );
        assert_eq!(form.sections["progress"], "one\ntwo\nthree");
        assert_eq!(
            (form.action, form.typed_by.as_deref()),
            (Some(Action::SignOff), Some("me"))
        );
        assert!(form.other.is_empty());
    }

    #[test]
    fn the_reviewers_form_is_read() {
        let form = form(&[
            ("items[S1-02][verdict]", "return"),
            ("items[S1-02][comment]", "why?"),
            ("items[progress][comment]", "more"),
            ("items[B4][selected]", "on"),
            ("items[B5][selected]", ""),
            ("items[B4][note]", "two centres merged"),
            ("items[B4][publish]", "on"),
            ("action", "return"),
        ]);
        let s = &form.verdicts["S1-02"];
        assert_eq!(
            (s.verdict, s.comment.as_str(), s.selected),
            (Some(Verdict::Return), "why?", false)
        );
        assert_eq!(form.verdicts["progress"].comment, "more");
        assert!(form.verdicts["B4"].selected && !form.verdicts["B5"].selected);
        assert_eq!(form.verdicts["B4"].note, "two centres merged");
        assert!(form.verdicts["B4"].publish && !form.verdicts["B5"].publish);
    }

    #[test]
    fn of_a_name_sent_twice_the_last_counts() {
        let form = form(&[
            ("entries[B4][value]", "1"),
            ("action", "submit"),
            ("entries[B4][value]", "2"),
            ("progress", "first"),
            ("progress", "second"),
            ("action", "save"),
        ]);
        assert_eq!(form.entries["B4"].get(Field::Value), "2");
        assert_eq!(form.sections["progress"], "second");
        assert_eq!(form.action, Some(Action::Save));
    }

    #[test]
    fn what_is_not_understood_is_kept_aside() {
        let strange = [
            "",
            "[",
            "]",
            "[][]",
            "entries",
            "entries[B4]",
            "entries[B4][]",
            "entries[B4][text]",
            "entries[B4][state]",
            "entries[task-3][state]",
            "tasks[0][state]",
            "tasks[3][value]",
            "tasks[3][done_on_1]",
            "tasks[3][milestones][13][done_on]",
            "tasks[3][milestones][1][due]",
            "entries[B4][value",
            "entries[B4][value][more]",
            "entries[X9][value]",
            "entries[progress][value]",
            "items[X9][verdict]",
            "items[B4][nothing]",
            "items[B4][verdict]",
            "entries[B4][seen]",
            "seen",
            "action",
            "reason",
            "text",
        ];
        let pairs: Vec<_> = strange.iter().map(|name| (*name, "<script>")).collect();
        let form = form(&pairs);
        assert_eq!(form.other.len(), strange.len());
        assert_eq!(
            form,
            ReportForm {
                other: form.other.clone(),
                ..ReportForm::default()
            }
        );
    }

    #[test]
    fn every_field_finds_its_way_back() {
        for field in Field::ALL.into_iter().filter(|f| *f != Field::Text) {
            let item = if field.is_only_of_task() { "task-7" } else { "N4-01" };
            let form = form(&[(&entry_name(item, field), "x")]);
            assert_eq!(form.entries[item].get(field), "x", "{field:?}");
        }
    }

    #[test]
    fn tasks_are_read_by_their_own_names() {
        let form = form(&[
            ("tasks[3][state]", "delayed"),
            ("tasks[3][expected_on]", "2026-09-30"),
            ("tasks[3][milestones][2][done_on]", "2026-05-06"),
            ("funding_spent", "120"),
            ("entries[task-3][seen]", "4"),
            ("items[task-3][verdict]", "return"),
        ]);
        let task = &form.entries["task-3"];
        assert_eq!(
            (task.get(Field::State), task.get(Field::ExpectedOn)),
            ("delayed", "2026-09-30")
        );
        assert_eq!(task.get(Field::DoneOn(2)), "2026-05-06");
        assert_eq!(form.entries[FUNDING_SPENT].get(Field::Value), "120");
        assert_eq!((form.seen["task-3"], form.other.len()), (4, 0));
        assert_eq!(form.verdicts["task-3"].verdict, Some(Verdict::Return));
    }

    #[test]
    fn fields_keep_their_names_in_json() {
        let typed = Typed(Field::ALL.into_iter().map(|f| (f, String::new())).collect());
        let json = serde_json::to_string(&typed).unwrap();
        assert!(
            json.contains("\"high_name\"") && json.contains("\"done_on_12\""),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<Typed>(&json).unwrap(), typed);
    }

    proptest! {
        #[test]
        fn reading_never_fails(pairs in prop::collection::vec(("(entries|items|tasks|.*)(\\[(B4|S1-02|3|.*)\\])?(\\[(value|seen|.*)\\])?", ".*"), 0..20)) {
            let _ = ReportForm::from_pairs(pairs);
        }
    }
}
