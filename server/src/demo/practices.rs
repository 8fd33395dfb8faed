//! Plays the demonstration's practices and questions of definition through the store's use cases, each step on its day, between the steps of the
//! reports: the audit's lines stand in the order of their times.

mod asked;
mod told;

use std::collections::BTreeMap;

use domain::{
    indicator::definition,
    number::{canonical, round},
    practice::{Action, Case, State},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use storage::{
    Store,
    facts::{self, Filter},
    practices, questions,
};

use self::asked::{Asked, QUESTIONS};
use self::told::{ADOPTIONS, ALL, Adopted, Told};
use super::{accounts::People, moment, proofs};
use crate::serve::Failure;

/// What is done.
#[derive(Clone, Copy)]
enum Step {
    Save(usize),
    Submit(usize),
    Act(usize, Action),
    Adopt(&'static Adopted),
    Ask(&'static Asked),
    Answer(&'static Asked, &'static str),
}

/// The steps that are left, in the order of their times, and the numbers that the practices got.
pub(super) struct Practices {
    left: std::vec::IntoIter<(Timestamp, Step)>,
    numbers: BTreeMap<usize, i64>,
}

/// Some days after a day, an hour of it.
fn after(day: Date, days: i64, hour: i64) -> Timestamp {
    moment(day.saturating_add(days.days()), hour)
}

/// The steps that bring a practice where it stands.
fn steps(place: usize, told: &Told) -> Vec<(Timestamp, Step)> {
    let act = |days, action| (after(told.begun, days, 15), Step::Act(place, action));
    let mut all = vec![(after(told.begun, 0, 10), Step::Save(place))];
    if told.state != State::Draft {
        all.push((after(told.begun, 2, 11), Step::Submit(place)));
    }
    match told.state {
        State::Draft | State::Submitted => {}
        State::Returned => all.push(act(8, Action::Return)),
        State::Declined => all.push(act(9, Action::Decline)),
        State::Selected => all.push(act(9, Action::Select)),
        State::Published => all.extend([act(9, Action::Select), act(14, Action::Publish)]),
    }
    all
}

impl Practices {
    /// All steps up to the demonstration's today.
    pub(super) fn until(today: Date) -> Self {
        let mut all: Vec<_> = ALL.iter().enumerate().flat_map(|(i, told)| steps(i, told)).collect();
        all.extend(ADOPTIONS.iter().map(|a| (moment(a.2, 16), Step::Adopt(a))));
        for asked in QUESTIONS {
            all.push((moment(asked.2, 14), Step::Ask(asked)));
            all.extend(asked.4.map(|(on, text)| (moment(on, 17), Step::Answer(asked, text))));
        }
        let end = moment(today, 8);
        all.retain(|(at, _)| *at < end);
        all.sort_by_key(|(at, _)| *at);
        Practices {
            left: all.into_iter(),
            numbers: BTreeMap::new(),
        }
    }

    /// Does what is due by a time.
    ///
    /// # Errors
    /// The store's; the story itself is refused nothing.
    pub(super) async fn play(&mut self, store: &Store, people: &People, by: Timestamp) -> Result<(), Failure> {
        while let Some((at, step)) = self.left.as_slice().first().copied().filter(|(at, _)| *at <= by) {
            self.left.next();
            self.step(store, people, at, step).await?;
        }
        Ok(())
    }

    /// When the next step is.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.left.as_slice().first().map(|(at, _)| *at)
    }

    fn number(&self, place: usize) -> Result<i64, Failure> {
        let number = self.numbers.get(&place).copied();
        number.ok_or_else(|| Failure::Other("a practice of the demonstration was not begun".into()))
    }

    async fn step(&mut self, store: &Store, people: &People, at: Timestamp, step: Step) -> Result<(), Failure> {
        let told = |place: usize| {
            let told = ALL.get(place);
            told.ok_or_else(|| Failure::Other("the demonstration has no such practice".into()))
        };
        match step {
            Step::Save(place) => {
                let told = told(place)?;
                let editor = people.caller(&format!("editor@{}.example", told.city), at)?;
                let mut case = written(told);
                if told.state != State::Draft {
                    figures(store, &editor, told, &mut case).await?;
                }
                self.numbers
                    .insert(place, practices::create(store, &editor, &case).await?);
            }
            Step::Submit(place) => {
                let approver = people.caller(&format!("approver@{}.example", told(place)?.city), at)?;
                let number = self.number(place)?;
                let case = practices::get(store, &approver, number).await?.case;
                practices::submit(store, &approver, number, &case, None).await?;
            }
            Step::Act(place, action) => {
                let reviewer = people.caller("reviewer@cnipa.example", at)?;
                let word = if action == Action::Publish {
                    ""
                } else {
                    told(place)?.word
                };
                practices::act(store, &reviewer, self.number(place)?, action, word, None).await?;
            }
            Step::Adopt((place, city, on, indicator, proof)) => {
                let editor = people.caller(&format!("editor@{city}.example"), at)?;
                let said = (on.to_string(), *indicator, *proof);
                let number = self.number(*place)?;
                practices::adopt(store, &editor, number, (&said.0, said.1, said.2)).await?;
                proofs::adopted(store, &editor, number, city).await?;
            }
            Step::Ask((city, indicator, _, text, _)) => {
                let editor = people.caller(&format!("editor@{city}.example"), at)?;
                questions::ask(store, &editor, indicator, text).await?;
            }
            Step::Answer((_, indicator, _, text, _), said) => {
                let reviewer = people.caller("reviewer@cnipa.example", at)?;
                let all = questions::find(store, &reviewer, Some(indicator), "").await?;
                if let Some(q) = all.iter().find(|q| q.text == *text) {
                    questions::answer(store, &reviewer, &q.id, said, false).await?;
                }
            }
        }
        Ok(())
    }
}

/// The case as its city types it.
fn written(told: &Told) -> Case {
    let mut case = Case::default();
    let d = definition(told.indicator);
    let fields = [
        ("title", told.title),
        ("aspect", d.and_then(|d| d.aspect).map_or("", |a| a.name())),
        ("goal", d.and_then(|d| d.goal).map_or("", |g| g.name())),
        ("background", told.background),
        ("measures", told.measures),
        ("results", told.results),
        ("conditions", told.conditions),
        ("scope", told.scope),
        ("indicator", told.indicator),
    ];
    for (name, text) in fields {
        case.set(name, text);
    }
    case
}

/// The city's own first and last accepted figure by that day, where there are two.
async fn figures(store: &Store, editor: &storage::Caller, told: &Told, case: &mut Case) -> Result<(), Failure> {
    let filter = Filter {
        indicator: Some(told.indicator),
        city: Some(told.city),
        ..Filter::default()
    };
    let all = facts::observations(store, editor, filter).await?;
    let known: Vec<_> = all.iter().filter_map(|o| Some((o.period, o.figure()?))).collect();
    let decimals = definition(told.indicator).map_or(0, |d| d.decimals);
    if let [first, .., last] = known.as_slice() {
        for (name, (period, figure)) in [("before", first), ("after", last)] {
            case.set(name, &canonical(round(*figure, decimals)));
            case.set(&format!("{name}_period"), &period.to_string());
        }
    }
    Ok(())
}
