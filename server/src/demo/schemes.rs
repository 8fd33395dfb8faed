//! Plays the demonstration's schemes: nine cities file theirs in the pilot's first weeks, two are returned on two items,
//! two are amended later.

mod told;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    aggregate::roll_up,
    calendar::nth_working_day,
    check::{check_report, figure},
    city::{City, cities},
    entry::Entry,
    indicator::{Aggregation, Definition, Direction, Frequency, Way, definition, indicators},
    number::{canonical, round},
    period::Period,
    report::Signature,
    scheme::Slot,
};
use jiff::{Timestamp, ToSpan, civil::Date, civil::date};
use storage::{
    Caller, Store,
    schemes::{self, Letter},
    settings::{RequiredTask, Settings},
};

use self::told::{AMENDED, AMENDED_TOO, REQUIRED, SECTIONS, TASKS};
use super::{
    accounts::People,
    figures, moment,
    profile::{Profile, profile},
    seed,
};
use crate::serve::Failure;

/// What CNIPA requires, in the demonstration.
pub(super) fn settings(settings: Settings) -> Settings {
    let required = REQUIRED.map(|(key, title)| RequiredTask {
        key: key.to_owned(),
        title: title.to_owned(),
    });
    let references = [("S1-02", 95), ("F2-01", 90), ("S4-01", 80)];
    Settings {
        required_tasks: required.to_vec(),
        reference_targets: references.map(|(code, target)| (code.to_owned(), target.into())).into(),
        ..settings
    }
}

/// Kunming's lower target, which counts.
const GRANTED: &str = "F4-02";

/// What is done.
#[derive(Clone, Copy)]
enum Step {
    Save,
    SignOff,
    Submit,
    Return,
    Mend,
    File,
    Amend,
}

/// The steps that are left, in the order of their times.
pub(super) struct Schemes {
    left: std::vec::IntoIter<(Timestamp, &'static City, Step)>,
    quarters: Vec<Period>,
}

impl Schemes {
    /// All steps up to the demonstration's today.
    pub(super) fn until(today: Date, quarters: Vec<Period>) -> Self {
        let mut all = Vec::new();
        for city in cities() {
            let slug = city.slug.as_str();
            let days = i64::try_from(seed::place(6, &[slug, "scheme"])).unwrap_or(0);
            let begun = date(2025, 10, 9);
            let at = |after: i64, hour| moment(working(begun.saturating_add((after + days).days())), hour);
            all.extend([
                (at(0, 10), city, Step::Save),
                (at(6, 11), city, Step::SignOff),
                (at(8, 15), city, Step::Submit),
            ]);
            let mut filed = at(18, 16);
            if matches!(slug, "kunming" | "changchun") {
                all.extend([
                    (at(13, 10), city, Step::Return),
                    (at(16, 9), city, Step::Mend),
                    (at(16, 14), city, Step::SignOff),
                    (at(17, 10), city, Step::Submit),
                ]);
                filed = at(23, 16);
            }
            all.push((filed, city, Step::File));
            if matches!(slug, "kunming" | "changchun") {
                let day = date(2026, 4, if slug == "kunming" { 13 } else { 20 });
                let on = |after: i64, hour| moment(working(day.saturating_add(after.days())), hour);
                all.extend([
                    (on(0, 10), city, Step::Amend),
                    (on(1, 9), city, Step::SignOff),
                    (on(2, 15), city, Step::Submit),
                    (on(9, 16), city, Step::File),
                ]);
            }
        }
        let end = moment(today, 8);
        all.retain(|(at, ..)| *at < end);
        all.sort_by_key(|(at, city, _)| (*at, city.order));
        Schemes {
            left: all.into_iter(),
            quarters,
        }
    }

    /// When the next step is.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.left.as_slice().first().map(|(at, ..)| *at)
    }

    /// Does what is due by a time.
    ///
    /// # Errors
    /// The store's; the story itself is refused nothing.
    pub(super) async fn play(&mut self, store: &Store, people: &People, by: Timestamp) -> Result<(), Failure> {
        while let Some((at, city, step)) = self.left.as_slice().first().copied().filter(|(at, ..)| *at <= by) {
            self.left.next();
            let slug = city.slug.as_str();
            let account = match step {
                Step::Save | Step::SignOff | Step::Mend | Step::Amend => format!("editor@{slug}.example"),
                Step::Submit => format!("approver@{slug}.example"),
                Step::Return | Step::File => "reviewer@cnipa.example".to_owned(),
            };
            let caller = people.caller(&account, at)?;
            self.step(store, &caller, city, step).await?;
        }
        Ok(())
    }

    async fn step(&self, store: &Store, caller: &Caller, city: &'static City, step: Step) -> Result<(), Failure> {
        let slug = city.slug.as_str();
        match step {
            Step::Save => {
                let who =
                    profile(slug).ok_or_else(|| Failure::Other(format!("the demonstration does not know {slug}")))?;
                self.save(store, caller, slug, written(city, who, &self.quarters))
                    .await?;
            }
            Step::SignOff => schemes::sign_off(store, caller, slug).await?,
            Step::Submit => {
                schemes::submit(store, caller, slug, &Signature::OnScreen, None).await?;
            }
            Step::Return => {
                let comments = [
                    (
                        "task-3",
                        "请明确标准名称、牵头单位和报批时间，目前的表述无法核对完成情况。",
                    ),
                    ("S3-02", "基期数据来源请写明具体系统或文件，并附统计口径。"),
                ];
                let comments = comments.map(|(item, text)| (item.to_owned(), text.to_owned())).into();
                schemes::return_items(store, caller, slug, &comments).await?;
            }
            Step::Mend => {
                let texts = [
                    ("tasks[3][title]", "研制《知识产权公共服务网点建设与服务规范》地方标准"),
                    ("targets[S3-02][source]", "市公共数据开放平台目录（2025 年 9 月底统计）"),
                ];
                self.save(
                    store,
                    caller,
                    slug,
                    texts.map(|(n, t)| (n.to_owned(), t.to_owned())).into(),
                )
                .await?;
            }
            Step::Amend => {
                let (reason, texts) = amended(slug, &self.quarters);
                schemes::amend(store, caller, slug, reason).await?;
                self.save(store, caller, slug, texts).await?;
                let (code, from) = if slug == "changchun" {
                    ("S4-02", 2)
                } else {
                    (GRANTED, 3)
                };
                let draft = schemes::get(store, caller, slug).await?.draft;
                let lower = draft.map(|d| lowered(&d.texts, code, &self.quarters[from..]));
                self.save(store, caller, slug, lower.unwrap_or_default()).await?;
            }
            Step::File => {
                let granted: BTreeSet<String> = [GRANTED.to_owned()].into();
                schemes::file(store, caller, slug, &Letter::default(), &granted).await?;
            }
        }
        Ok(())
    }

    async fn save(
        &self,
        store: &Store,
        caller: &Caller,
        slug: &str,
        texts: BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let sent = texts
            .into_iter()
            .filter_map(|(name, text)| Some((Slot::parse(&name)?, text)));
        schemes::save(store, caller, slug, &sent.collect(), None).await?;
        Ok(())
    }
}

/// A day, or the first working day after it.
fn working(day: Date) -> Date {
    nth_working_day(day.yesterday().unwrap_or(day), 1)
}

/// Steps of an indicator eight in a hundred lower, with the reason at the target.
fn lowered(texts: &BTreeMap<String, String>, code: &str, quarters: &[Period]) -> BTreeMap<String, String> {
    let decimals = definition(code).map_or(0, |d| d.decimals);
    let mut all = BTreeMap::new();
    for quarter in quarters {
        let name = format!("targets[{code}][{quarter}]");
        let stood = texts
            .get(&name)
            .and_then(|t| t.parse::<Decimal>().ok())
            .unwrap_or_default();
        all.insert(
            name,
            canonical(round(stood * Decimal::new(92, 2), decimals).normalize()),
        );
    }
    all.insert(
        format!("targets[{code}][explanation]"),
        "按重新核定的口径调整，理由见变更申请。".to_owned(),
    );
    all
}

/// What an amendment changes, and why.
fn amended(slug: &str, quarters: &[Period]) -> (&'static str, BTreeMap<String, String>) {
    if slug != "kunming" {
        return (AMENDED_TOO, BTreeMap::new());
    }
    let mut texts = BTreeMap::new();
    let mut put = |field: &str, text: &str| drop(texts.insert(format!("targets[F1-03][{field}]"), text.to_owned()));
    put("kind", "value");
    put("baseline", "22");
    put("baseline_on", "2025-09-30");
    put("source", "国家专利预审管理平台同类地区平均数");
    for (quarter, days) in quarters.iter().zip(["22", "20", "16", "14"]) {
        put(&quarter.to_string(), days);
    }
    let task = "tasks[18][milestones][1][due]".to_owned();
    texts.insert(task, "2026-05-29".to_owned());
    (AMENDED, texts)
}

/// What a city plans to spend, in 万元.
pub(super) fn funds(who: &Profile) -> f64 {
    let funds = 180.0 + who.outlets * 3.0 + 240.0 * seed::share(&[who.slug, "funds"]);
    (funds / 5.0).round() * 5.0
}

/// A city's whole scheme, by the names of its fields.
fn written(city: &City, who: &Profile, quarters: &[Period]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in SECTIONS {
        all.insert(name.to_owned(), text.replace("{city}", &city.name.zh));
    }
    all.insert("funding_planned".to_owned(), format!("{:.0}", funds(who)));
    for (n, task) in (1_u8..).zip(&TASKS) {
        for (field, text) in [
            ("title", task.title),
            ("required", task.required),
            ("measures", task.measures),
            ("result", task.result),
            ("indicators", task.indicators),
        ] {
            all.insert(format!("tasks[{n}][{field}]"), text.to_owned());
        }
        for (m, (month, name)) in (1_u8..).zip(task.milestones) {
            let name_of = |field: &str| format!("tasks[{n}][milestones][{m}][{field}]");
            all.insert(name_of("name"), (*name).to_owned());
            all.insert(name_of("due"), due(who, n, *month).to_string());
            all.insert(name_of("lead"), format!("{}知识产权局", city.name.zh));
            let with = [
                "市政务服务和数据管理局",
                "市财政局",
                "各区（县）人民政府",
                "市知识产权保护中心",
                "",
            ];
            all.insert(
                name_of("cooperating"),
                with[seed::place(with.len(), &[who.slug, task.title, name])].to_owned(),
            );
        }
    }
    for d in indicators() {
        for (field, text) in target(city, who, d, quarters) {
            all.insert(format!("targets[{}][{field}]", d.code), text);
        }
    }
    all
}

/// The last working days of a month of the pilot, never after its end.
fn due(who: &Profile, task: u8, month: i32) -> Date {
    let first = date(2025, 10, 1).saturating_add((month - 1).months());
    let earlier = i64::try_from(seed::place(5, &[who.slug, &task.to_string(), &month.to_string()])).unwrap_or(0);
    first.last_of_month().saturating_sub(earlier.days())
}

/// Baseline and path of an indicator: a little above where its story leads.
fn target(city: &City, who: &Profile, d: &Definition, quarters: &[Period]) -> Vec<(String, String)> {
    if (who.slug, d.code.as_str()) == ("kunming", "F1-03") {
        let reason = "本市专利预审业务尚在筹备，试点期内何时启动取决于备案主体登记进度。";
        return vec![
            ("kind".to_owned(), "not_applicable".to_owned()),
            ("reason".to_owned(), reason.to_owned()),
        ];
    }
    let mut fields = vec![
        ("baseline_on".to_owned(), "2025-09-30".to_owned()),
        ("source".to_owned(), "业务系统统计，已与区县台账核对".to_owned()),
    ];
    if d.way == Way::YesNo {
        fields.push(("baseline".to_owned(), "no".to_owned()));
        fields.extend(quarters.iter().skip(1).map(|q| (q.to_string(), "yes".to_owned())));
        return fields;
    }
    let mut reached: Vec<Decimal> = quarters.iter().map(|q| level(city, who, d, *q)).collect();
    // Where its story has no figure, the city plans for the quarter before's.
    for place in 1..reached.len() {
        if reached[place].is_zero() {
            reached[place] = reached[place - 1];
        }
    }
    let lower = d.direction == Some(Direction::Lower);
    let (first, last) = (
        reached.first().copied().unwrap_or_default(),
        reached.last().copied().unwrap_or_default(),
    );
    // Between three and nine in a hundred above, or below where less is better.
    let stretch = Decimal::from(3 + seed::place(7, &[who.slug, &d.code, "target"]) as u64) / Decimal::ONE_HUNDRED;
    let shown = |figure: Decimal| {
        let figure = figure.max(d.min.unwrap_or_default());
        canonical(round(figure, d.decimals).normalize())
    };
    if d.aggregation == Aggregation::Sum {
        let year: Decimal = reached.iter().sum();
        let factor = if lower { Decimal::ZERO } else { Decimal::ONE + stretch };
        fields.push(("baseline".to_owned(), shown(year * Decimal::new(86, 2))));
        let mut sum = Decimal::ZERO;
        for (quarter, flow) in quarters.iter().zip(&reached) {
            sum += *flow * factor;
            fields.push((quarter.to_string(), shown(sum)));
        }
        if lower || year.is_zero() {
            fields.push(("explanation".to_owned(), "以不发生为目标。".to_owned()));
        }
        return fields;
    }
    let within = |figure: Decimal| d.max.map_or(figure, |most| figure.min(most));
    let sign = if lower { -Decimal::ONE } else { Decimal::ONE };
    let way = ((last - first) * sign).max(Decimal::ZERO) * sign;
    let baseline = within(first - way / Decimal::from(4));
    fields.push(("baseline".to_owned(), shown(baseline)));
    let goal = within(baseline + way * Decimal::new(125, 2) + sign * baseline.abs() * stretch / Decimal::TWO);
    let mut steps = Decimal::ZERO;
    for quarter in quarters {
        steps += Decimal::ONE;
        fields.push((
            quarter.to_string(),
            shown(baseline + (goal - baseline) * steps / Decimal::from(quarters.len() as u64)),
        ));
    }
    fields.push(("explanation".to_owned(), "按现有基础和工作安排确定。".to_owned()));
    fields
}

/// The figure to which the story comes in a quarter; 0 where it has none.
fn level(city: &City, who: &Profile, d: &Definition, quarter: Period) -> Decimal {
    let reports: Vec<Period> = match d.frequency {
        Frequency::Monthly => quarter.months().into_iter().map(Period::report).collect(),
        _ => vec![quarter],
    };
    let entries: Vec<Entry> = reports
        .into_iter()
        .map(|report| {
            let typed = figures::typed(city, who, report);
            let check = check_report(report, &typed, &BTreeMap::new(), &BTreeMap::new(), report.last_day());
            check.entries().remove(&d.code).unwrap_or_default()
        })
        .collect();
    let rolled = roll_up(d, &entries);
    rolled.amount.and_then(|amount| figure(d, &amount)).unwrap_or_default()
}
