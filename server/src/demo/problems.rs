//! Plays the problems' tales through the store's use cases, each step at its own time by who takes it.

use domain::{
    calendar::{is_working_day, start_of},
    city::city,
    problem::{Action, Content, Deed, State},
};
use jiff::{SignedDuration, Span, Timestamp, civil::Date};
use storage::{
    Store,
    practices::{self, Query},
    problems,
};

use super::{
    accounts::People,
    moment,
    seed::{place, share},
    tales::{JOINED, TALES, Tale},
};
use crate::serve::Failure;

/// What happens to a problem.
#[derive(Clone, Copy, Debug)]
enum Does {
    Raise,
    Act(Action, Option<Date>),
    Share,
    Join(&'static [usize]),
}

/// One step of one problem.
#[derive(Clone, Copy, Debug)]
pub(super) struct Happening {
    /// When.
    pub at: Timestamp,
    /// Its place among the tales.
    tale: usize,
    does: Does,
}

/// The problems of a demonstration as they come.
pub(super) struct Register {
    all: Vec<Happening>,
    next: usize,
    /// Numbers by the tale's place.
    numbers: Vec<Option<i64>>,
}

fn wrong(tale: &Tale) -> Failure {
    Failure::Other(format!("the demonstration's problem “{}” cannot be told", tale.title))
}

fn later(day: Date, days: i64) -> Date {
    let mut day = day.checked_add(Span::new().days(days)).unwrap_or(day);
    while !is_working_day(day) {
        day = day.tomorrow().unwrap_or(day);
    }
    day
}

/// An hour of work on a day, after what was before.
fn hour(tale: &Tale, n: usize, day: Date, before: Option<Timestamp>) -> Timestamp {
    let seconds = 8.6 * 3600.0 + share(&["problem", tale.title, &n.to_string()]) * 8.5 * 3600.0;
    let at = start_of(day)
        .checked_add(SignedDuration::from_secs(seconds as i64))
        .unwrap_or(start_of(day));
    match before {
        Some(before) if at <= before => before.checked_add(SignedDuration::from_mins(47)).unwrap_or(before),
        _ => at,
    }
}

/// The steps of a tale.
fn steps(place: usize, tale: &Tale) -> Option<Vec<Happening>> {
    let mut day: Date = tale.on.parse().ok()?;
    let mut at = hour(tale, 0, day, None);
    let mut all = vec![Happening {
        at,
        tale: place,
        does: Does::Raise,
    }];
    for (n, word) in tale.way.split_whitespace().enumerate() {
        let (letter, rest) = word.split_at_checked(1)?;
        let (when, term) = rest
            .split_once(':')
            .map_or((rest, None), |(when, term)| (when, term.parse::<i64>().ok()));
        day = match when.strip_prefix('@') {
            Some(day) => day.parse().ok()?,
            None => later(day, when.parse().ok()?),
        };
        at = hour(tale, n + 1, day, Some(at));
        let action = match letter {
            "h" => Action::Handle,
            "e" => Action::Escalate,
            "r" => Action::Receive,
            "t" => Action::Return,
            "a" => Action::Assign,
            "p" => Action::Reply,
            "c" => Action::Confirm,
            "o" => Action::Reopen,
            "s" => Action::StrikeOff,
            "x" => Action::Close,
            "n" => Action::PassOn,
            "v" => Action::Share,
            _ => return None,
        };
        let does = match action {
            Action::Share => Does::Share,
            action => Does::Act(action, term.map(|days| later(day, days))),
        };
        all.push(Happening { at, tale: place, does });
    }
    Some(all)
}

impl Register {
    /// All that happens before 09:00 of today.
    ///
    /// # Errors
    /// Where a tale cannot be read.
    pub(super) fn new(today: Date) -> Result<Self, Failure> {
        let mut all = Vec::new();
        for (place, tale) in TALES.iter().enumerate() {
            all.extend(steps(place, tale).ok_or_else(|| wrong(tale))?);
        }
        for (day, tales) in JOINED {
            let (Some(first), Ok(day)) = (tales.first(), day.parse::<Date>()) else {
                continue;
            };
            all.push(Happening {
                at: moment(day, 17),
                tale: *first,
                does: Does::Join(tales),
            });
        }
        let now = moment(today, 9);
        all.retain(|h| h.at < now);
        all.sort_by_key(|h| (h.at, h.tale));
        Ok(Register {
            all,
            next: 0,
            numbers: vec![None; TALES.len()],
        })
    }

    /// Plays what happens up to a time.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn until(&mut self, store: &Store, people: &People, at: Timestamp) -> Result<(), Failure> {
        while let Some(h) = self.all.get(self.next).copied().filter(|h| h.at <= at) {
            self.next += 1;
            self.play(store, people, h).await?;
        }
        Ok(())
    }

    /// When the next of it happens.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.all.get(self.next).map(|h| h.at)
    }

    /// When the last of it happens.
    pub(super) fn last(&self) -> Timestamp {
        self.all.last().map_or(Timestamp::MIN, |h| h.at)
    }

    async fn play(&mut self, store: &Store, people: &People, h: Happening) -> Result<(), Failure> {
        let Some(tale) = TALES.get(h.tale) else {
            return Ok(());
        };
        let province = city(tale.city).map(|c| c.province.clone()).unwrap_or_default();
        let with_province = tale.is[3] == "provincial";
        let account = match h.does {
            Does::Raise | Does::Act(Action::Handle | Action::Close | Action::Reopen, _) => {
                format!("editor@{}.example", tale.city)
            }
            Does::Act(Action::Escalate | Action::Confirm, _) => format!("approver@{}.example", tale.city),
            Does::Act(Action::PassOn, _) => format!("liaison@{province}.example"),
            Does::Act(Action::Reply, _) if with_province => format!("liaison@{province}.example"),
            _ => "reviewer@cnipa.example".to_owned(),
        };
        let caller = people.caller(&account, h.at)?;
        let number = |place: usize| self.numbers.get(place).copied().flatten().ok_or_else(|| wrong(tale));
        match h.does {
            Does::Raise => {
                let [category, kind, severity, level] = tale.is;
                let [indicator, period] = tale.about;
                let get = |name: &str| {
                    let text = match name {
                        "title" => tale.title,
                        "description" => tale.text,
                        "category" => category,
                        "kind" => kind,
                        "severity" => severity,
                        "level" => level,
                        "indicator" => indicator,
                        _ => period,
                    };
                    Some(text).filter(|t| !t.is_empty())
                };
                let content = Content::read(get).map_err(|_| wrong(tale))?;
                let made = problems::register(store, &caller, None, &content, !period.is_empty(), None).await?;
                if let Some(slot) = self.numbers.get_mut(h.tale) {
                    *slot = Some(made);
                }
            }
            Does::Act(action, due_on) => {
                let n = number(h.tale)?;
                let unit = (action == Action::Assign).then(|| tale.end[0].to_owned());
                let returned = problems::find(store, &caller, n).await?.row.state == State::Returned;
                // What is in the library by then and names the same indicator is a part of the answer.
                let query = Query {
                    indicator: Some(tale.about[0]).filter(|code| !code.is_empty()),
                    most: 1,
                    ..Query::default()
                };
                let answers = action == Action::Reply && query.indicator.is_some();
                let practice = match answers {
                    true => practices::list(store, &caller, &query)
                        .await?
                        .rows
                        .first()
                        .map(|row| row.number),
                    false => None,
                };
                let deed = Deed {
                    comment: words(tale, action, returned).to_owned(),
                    unit,
                    due_on,
                    practice,
                    ..Deed::plain(action)
                };
                problems::act(store, &caller, n, None, &deed).await?;
            }
            Does::Share => problems::share(store, &caller, number(h.tale)?, None, true).await?,
            Does::Join(tales) => {
                let numbers = tales.iter().map(|t| number(*t)).collect::<Result<Vec<_>, _>>()?;
                problems::join(store, &caller, number(h.tale)?, None, &numbers).await?;
            }
        }
        Ok(())
    }
}

/// What is said with a step.
fn words(tale: &Tale, action: Action, returned: bool) -> &'static str {
    let all: &[&'static str] = match action {
        Action::Handle => &[
            "已会同市有关部门研究，先由市级协调。",
            "已列入本周调度事项，由市级牵头协调。",
            "已与承办部门对接，争取在市级解决。",
        ],
        Action::Escalate if returned => &["已按要求补充影响范围、起止时间和已采取的措施，现重新上报。"],
        Action::Escalate => &[
            "经市级协调仍无法解决，提请上级支持。",
            "涉及上级系统和权限，市级无法解决，现予上报。",
            "已与有关单位联系两次，答复须上级明确，请予支持。",
        ],
        Action::Receive => &["已受理。", "已受理，先行核实情况。"],
        Action::Return => &["请补充影响范围、起止时间、已采取的措施，以及希望国家局协调的具体事项。"],
        Action::Assign => &[
            "请承办单位按时限答复，办理进展同步告知城市。",
            "请抓紧核实，按时限答复。",
        ],
        Action::Confirm => &[
            "已按答复落实，问题解决，予以确认。",
            "经核实，措施已见效，同意答复意见。",
        ],
        Action::Reopen => &["按答复办理后问题仍然出现，请重新办理并明确完成时间。"],
        Action::StrikeOff => &["城市已确认，同意销号。"],
        Action::PassOn => &["所涉数据授权不在省级权限内，转报国家局协调。"],
        Action::Reply | Action::Close => return tale.end[1],
        _ => &[""],
    };
    let at = place(all.len(), &["words", tale.title, action.name()]);
    all.get(at).copied().unwrap_or_default()
}
