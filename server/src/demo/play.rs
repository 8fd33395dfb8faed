//! Plays the story's events through the store's use cases.

use std::collections::BTreeMap;

use domain::{
    calendar::{Rule, beijing},
    check::{ReportCheck, check_report},
    entry::{Amount, Entry, Field, SECTIONS, Typed},
    form::{ItemVerdict, ReportForm},
    indicator,
    report::{Signature, Verdict},
    task::FUNDING_SPENT,
};
use jiff::Timestamp;
use storage::{
    Store,
    calendar::{self, Change},
    reports,
};

use super::{
    accounts::People,
    contacts,
    figures::typed,
    narrative,
    profile::{Profile, profile},
    proofs,
    story::{Event, Fill, Step},
    tasks, words,
};
use crate::serve::Failure;

/// Does one step as the account whose turn it is.
///
/// # Errors
/// The store's; the story itself is refused nothing.
pub(super) async fn play(store: &Store, people: &People, event: &Event) -> Result<(), Failure> {
    let Event { at, city, period, step } = *event;
    let slug = city.slug.as_str();
    let account = match step {
        Step::Save(_) | Step::SignOff | Step::Answer | Step::Mend | Step::Correct => format!("editor@{slug}.example"),
        Step::AskCorrection => format!("approver@{slug}.example"),
        Step::Extend(_) | Step::Exempt => "admin@cnipa.example".to_owned(),
        Step::Submit => format!("approver@{slug}.example"),
        Step::Advise => format!("liaison@{}.example", city.province),
        _ => "reviewer@cnipa.example".to_owned(),
    };
    let caller = people.caller(&account, at)?;
    let blank = ReportForm::default();
    let [first, second] = words::returned(period);
    match step {
        Step::Save(fill) => {
            let editor = reports::editor(store, &caller, slug, period).await?;
            let previous = &editor.previous;
            let who = profile(slug).ok_or_else(|| Failure::Other(format!("the demonstration does not know {slug}")))?;
            let mut sheet = Sheet::new(event, who);
            sheet.cut(fill, previous);
            sheet.explain(fill, previous);
            sheet.tell(fill, tasks::typed(who, &editor.plan, period, &editor.typed));
            reports::save(store, &caller, slug, period, &sheet.form()).await?;
            proofs::attach(store, &caller, event).await?;
        }
        Step::SignOff => reports::sign_off(store, &caller, slug, period).await?,
        Step::Submit => {
            if period.is_quarter() && signature(slug, at) != Signature::OnScreen {
                proofs::scan(store, &caller, event).await?;
            }
            reports::submit(store, &caller, slug, period, signature(slug, at)).await?;
        }
        Step::Take => reports::take(store, &caller, slug, period, &blank).await?,
        Step::Ask => {
            let form = verdicts(&[("F3-01", Verdict::Ask, words::QUESTION)]);
            reports::ask(store, &caller, slug, period, &form).await?;
        }
        Step::Note => {
            let note = ("items[F3-01][note]".to_owned(), words::NOTE.to_owned());
            let form = ReportForm::from_pairs([note]);
            reports::propose_notes(store, &caller, slug, period, &form).await?;
        }
        Step::Publish => {
            let notes = reports::proposed_notes(store, &caller).await?;
            for note in notes.iter().filter(|n| n.city == slug && n.report == period) {
                reports::publish_note(store, &caller, slug, period, &note.id).await?;
            }
        }
        Step::Answer => reports::comment(store, &caller, slug, period, "F3-01", words::ANSWER).await?,
        Step::Advise => reports::comment(store, &caller, slug, period, "N1-01", words::ADVICE).await?,
        Step::Return => {
            let form = verdicts(&[
                (first.item, Verdict::Return, first.comment),
                (second.item, Verdict::Return, second.comment),
            ]);
            reports::return_items(store, &caller, slug, period, &form).await?;
        }
        Step::Mend => {
            let who = profile(slug).ok_or_else(|| Failure::Other(format!("the demonstration does not know {slug}")))?;
            let previous = reports::editor(store, &caller, slug, period).await?.previous;
            let mut sheet = Sheet::new(event, who);
            sheet.explain(Fill::Whole, &previous);
            let mut form = sheet.form();
            form.entries.retain(|code, _| code == first.item);
            form.sections.clear();
            reports::save(store, &caller, slug, period, &form).await?;
            reports::comment(store, &caller, slug, period, second.item, second.answer).await?;
        }
        Step::Accept => reports::accept(store, &caller, slug, period, &blank).await?,
        Step::Extend(until) => {
            let city = slug.to_owned();
            let rule = Rule::Extended { city, period, until };
            calendar::change(store, &caller, &Change::Set(rule), words::EXTENSION).await?;
        }
        Step::Chase(promised_on, first) => {
            let chase = contacts::chase(period, promised_on, first);
            storage::contacts::log(store, &caller, slug, &chase).await?;
        }
        Step::Exempt => {
            let city = slug.to_owned();
            let rule = Rule::Exempt { city, period };
            calendar::change(store, &caller, &Change::Set(rule), words::EXEMPTION).await?;
        }
        Step::AskCorrection => {
            let form = correction(&[CORRECTED], words::CORRECTION);
            reports::request_correction(store, &caller, slug, period, &form).await?;
        }
        Step::GrantCorrection => {
            let form = correction(&[CORRECTED], words::GRANTED);
            reports::grant_correction(store, &caller, slug, period, &form).await?;
        }
        Step::DeclineCorrection => {
            let form = correction(&[], words::DECLINED);
            reports::decline_correction(store, &caller, slug, period, &form).await?;
        }
        Step::Correct => {
            let who = profile(slug).ok_or_else(|| Failure::Other(format!("the demonstration does not know {slug}")))?;
            let mut form = Sheet::new(event, who).form();
            form.entries.retain(|code, _| code == CORRECTED);
            form.sections.clear();
            for item in form.entries.values_mut() {
                let online: u64 = item.get(Field::Numerator).parse().unwrap_or(0);
                item.0.insert(Field::Numerator, (online * 97 / 100).to_string());
            }
            reports::save(store, &caller, slug, period, &form).await?;
        }
    }
    Ok(())
}

/// The item that cities correct: the rate that charts begin with.
const CORRECTED: &str = "F2-01";

/// A request for correction, or its answer.
fn correction(items: &[&str], reason: &str) -> ReportForm {
    let ticked = |item: &&str| {
        let said = ItemVerdict {
            selected: true,
            ..ItemVerdict::default()
        };
        ((*item).to_owned(), said)
    };
    ReportForm {
        verdicts: items.iter().map(ticked).collect(),
        other: BTreeMap::from([("reason".to_owned(), reason.to_owned())]),
        ..ReportForm::default()
    }
}

fn verdicts(said: &[(&str, Verdict, &str)]) -> ReportForm {
    let word = |(item, verdict, comment): &(&str, Verdict, &str)| {
        let said = ItemVerdict {
            verdict: Some(*verdict),
            comment: (*comment).to_owned(),
            ..ItemVerdict::default()
        };
        ((*item).to_owned(), said)
    };
    ReportForm {
        verdicts: said.iter().map(word).collect(),
        ..ReportForm::default()
    }
}

/// Two cities sign on paper.
fn signature(slug: &str, at: Timestamp) -> Signature {
    if matches!(slug, "beijing" | "changchun") {
        Signature::OnPaper {
            name: "分管局领导".to_owned(),
            post: "市知识产权局副局长".to_owned(),
            signed_on: beijing(at).date().to_string(),
            document_number: String::new(),
        }
    } else {
        Signature::OnScreen
    }
}

/// The item that stands at four times the period before in a draft that is nearly full.
const JUMP: &str = "F4-02";

fn fourfold(item: &mut Typed, before: Option<&Entry>) {
    if let Some(Amount::Number(before)) = before.and_then(Entry::amount) {
        let before: u64 = before.to_string().parse().unwrap_or(0);
        item.0.insert(Field::Value, (before * 4 + 7).to_string());
    }
}

type Previous = BTreeMap<String, Entry>;

/// What the editor types.
struct Sheet<'a> {
    event: &'a Event,
    entries: BTreeMap<String, Typed>,
    sections: BTreeMap<String, String>,
}

impl<'a> Sheet<'a> {
    fn new(event: &'a Event, who: &Profile) -> Self {
        let entries = typed(event.city, who, event.period);
        let sections = if event.period.is_quarter() {
            narrative::sections(event.city, who, event.period, &entries)
        } else {
            BTreeMap::new()
        };
        Sheet {
            event,
            entries,
            sections,
        }
    }

    /// Leaves out, or spoils, what is not typed in this state.
    fn cut(&mut self, fill: Fill, previous: &Previous) {
        let order: Vec<_> = indicator::items(self.event.period)
            .into_iter()
            .map(|d| d.code.as_str())
            .collect();
        let bases = order.iter().filter(|code| code.starts_with('B')).count();
        match fill {
            Fill::Whole => {}
            Fill::Doubtful => {
                let [first, _] = words::returned(self.event.period);
                if let Some(item) = self.entries.get_mut(first.item) {
                    (first.spoil)(item);
                }
            }
            Fill::Half => self.keep(&order[..bases + (order.len() - bases) / 2]),
            Fill::Little => self.keep(&order[..bases.min(3)]),
            Fill::Nearly => {
                let [.., innovations, next_steps] = SECTIONS;
                let sections = std::mem::take(&mut self.sections);
                self.keep(&order[..order.len() - 2]);
                self.sections = sections;
                self.sections
                    .retain(|name, _| name != innovations && name != next_steps);
                if let Some(item) = self.entries.get_mut(JUMP) {
                    fourfold(item, previous.get(JUMP));
                }
            }
        }
    }

    fn keep(&mut self, codes: &[&str]) {
        self.entries.retain(|code, _| codes.contains(&code.as_str()));
        self.sections.clear();
    }

    /// What is typed of the scheme's tasks: nearly all of them in a draft that is nearly full, none in one that is begun.
    fn tell(&mut self, fill: Fill, mut tasks: BTreeMap<String, Typed>) {
        match fill {
            Fill::Whole | Fill::Doubtful => {}
            Fill::Nearly => tasks.retain(|item, _| !matches!(item.as_str(), "task-7" | FUNDING_SPENT)),
            Fill::Half | Fill::Little => tasks.clear(),
        }
        self.entries.append(&mut tasks);
    }

    /// Answers what the checks ask.
    fn explain(&mut self, fill: Fill, previous: &Previous) {
        let check = self.check(previous);
        for code in check.unexplained() {
            let open = fill == Fill::Nearly && code == JUMP;
            let warning = check.items.get(code).and_then(|c| c.warning);
            if let (false, Some(warning), Some(item)) = (open, warning, self.entries.get_mut(code)) {
                let text = words::explanation(self.event.city, code, self.event.period, &warning);
                item.0.insert(Field::Explanation, text);
            }
        }
    }

    fn check(&self, previous: &Previous) -> ReportCheck {
        let today = beijing(self.event.at).date();
        check_report(self.event.period, &self.entries, &self.sections, previous, today)
    }

    fn form(self) -> ReportForm {
        ReportForm {
            entries: self.entries,
            sections: self.sections,
            ..ReportForm::default()
        }
    }
}
