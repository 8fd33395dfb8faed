//! Scores of a small pilot, computed by hand: three indicators with targets, the other 29 filed as not applicable.

use std::collections::BTreeSet;

use domain::{
    Decimal,
    access::{Role, Scope},
    indicator::indicators,
    period::Period,
    report::Signature,
    scheme::Slot,
    score::{Grey, Outcome, Reason, Rule},
};
use jiff::{Timestamp, civil::Date};
use storage::{
    Caller, Error, Refusal, Store, audit, schemes,
    scores::{self, Asked, Explained},
    settings::{self, Settings},
};

use crate::{
    reports::{accepted, at},
    support::{Fixture, admin, approver, auditor, caller, editor, reviewer},
};

crate::both!(
    a_small_pilot_by_hand,
    a_lowered_target_counts_once_it_is_granted,
    not_applicable_counts_0_until_it_is_agreed,
    what_is_missing_is_left_out_and_said,
    nobody_reads_another_citys_score,
);

const CITY: &str = "suzhou";

fn q(text: &str) -> Period {
    text.parse().unwrap()
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn on(day: &str) -> Timestamp {
    format!("{day}T10:00:00+08:00").parse().unwrap()
}

async fn typed(store: &Store, city: &str, day: &str, fields: &[(String, String)]) {
    let texts = fields
        .iter()
        .map(|(name, text)| (Slot::parse(name).unwrap(), text.clone()));
    let saved = schemes::save(store, &at(editor(city), on(day)), city, &texts.collect(), None)
        .await
        .unwrap();
    assert!(saved.conflicts.is_empty());
}

/// Signs off, submits and files what is typed.
async fn filed(store: &Store, city: &str, day: &str, granted: &[&str]) {
    schemes::sign_off(store, &at(editor(city), on(day)), city)
        .await
        .unwrap();
    schemes::submit(store, &at(approver(city), on(day)), city, &Signature::OnScreen, None)
        .await
        .unwrap();
    let granted: BTreeSet<String> = granted.iter().map(|c| (*c).to_owned()).collect();
    let letter = schemes::Letter::default();
    schemes::file(store, &at(reviewer(), on(day)), city, &letter, &granted)
        .await
        .unwrap();
}

/// Weights 4, 2 and 3: a rate of the quarter, a flow, and an average that is better lower.
const PATHS: [(&str, &str, [&str; 4]); 3] = [
    ("S1-02", "80", ["85", "90", "93", "96"]),
    ("F4-03", "80", ["25", "50", "75", "100"]),
    ("F1-03", "22", ["20", "18", "16", "14"]),
];

const QUARTERS: [&str; 4] = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];

async fn scheme(store: &Store, city: &str) {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, text: &str| all.push((name.to_owned(), text.to_owned()));
    for (name, text) in [
        ("objectives", "目标"),
        ("leadership", "机制"),
        ("safeguards", "保障"),
        ("funding", "经费"),
        ("funding_planned", "100"),
        ("tasks[1][title]", "任务"),
        ("tasks[1][measures]", "措施"),
        ("tasks[1][result]", "成效"),
        ("tasks[1][milestones][1][name]", "节点"),
        ("tasks[1][milestones][1][due]", "2026-03-31"),
        ("tasks[1][milestones][1][lead]", "市知识产权局"),
    ] {
        put(name, text);
    }
    for indicator in indicators() {
        let code = indicator.code.as_str();
        let name = |field: &str| format!("targets[{code}][{field}]");
        let Some((_, baseline, steps)) = PATHS.iter().find(|(of, ..)| *of == code) else {
            put(&name("kind"), "not_applicable");
            put(&name("reason"), "试点范围之外");
            continue;
        };
        put(&name("kind"), "value");
        put(&name("baseline"), baseline);
        put(&name("baseline_on"), "2025-09-30");
        put(&name("source"), "台账");
        put(&name("explanation"), "按工作安排");
        for (quarter, step) in QUARTERS.iter().zip(steps) {
            put(&name(quarter), step);
        }
    }
    typed(store, city, "2025-11-03", &all).await;
    filed(store, city, "2025-11-03", &[]).await;
}

/// Six accepted reports. F4-03 comes to 5+7+8+6+9+10 = 45; S1-02 stands at 168, then 172 of B1 = 200, 86 %;
/// F1-03 in the first quarter is (200+180+190)/30 = 19 days.
async fn reports(store: &Store, city: &str, other: &[(&str, &str)]) {
    for (period, day, flow, days) in [
        ("2025-10", "2025-11-04", "5", "210"),
        ("2025-11", "2025-12-03", "7", "205"),
        ("2025-Q4", "2026-01-08", "8", "200"),
        ("2026-01", "2026-02-03", "6", "200"),
        ("2026-02", "2026-03-03", "9", "180"),
        ("2026-Q1", "2026-04-08", "10", "190"),
    ] {
        let part = if period == "2026-Q1" { "172" } else { "168" };
        let mut fields = vec![
            ("entries[F4-03][value]", flow),
            ("entries[F1-03][numerator]", days),
            ("entries[F1-03][denominator]", "10"),
        ];
        if q(period).is_quarter() {
            fields.push(("entries[S1-02][numerator]", part));
            fields.extend([("tasks[1][state]", "under_way"), ("tasks[1][percent]", "50")]);
        }
        if q(period).quarter() == q("2026-Q1") {
            fields.extend(other);
        }
        accepted(store, city, q(period), on(day), &fields).await;
    }
}

async fn asked_of(store: &Store, city: &str, quarter: &str, as_of: Option<&str>) -> Explained {
    let settings = settings::get(store).await.unwrap();
    let asked = Asked {
        quarter: q(quarter),
        as_of: as_of.map(|day| day.parse::<Date>().unwrap()),
        settings: &settings,
    };
    let explained = scores::of_city(store, &editor(city), city, asked).await.unwrap();
    // What is read for all cities at once comes to the same.
    let all = scores::all(store, &reviewer(), asked).await.unwrap();
    assert_eq!(all.len(), 9);
    assert_eq!(all.iter().find(|s| s.city == city), Some(&explained.score));
    let one = scores::one(store, &editor(city), city, asked).await.unwrap();
    assert_eq!(one, explained.score);
    explained
}

fn adds(explained: &Explained, code: &str) -> Option<Decimal> {
    let lines = &explained.score.total.lines;
    lines.iter().find(|l| l.code == code).unwrap().contribution
}

async fn total(store: &Store, quarter: &str, as_of: Option<&str>) -> Option<Decimal> {
    asked_of(store, CITY, quarter, as_of).await.score.total.total
}

async fn a_small_pilot_by_hand(store: Fixture) {
    scheme(&store, CITY).await;
    assert_eq!(total(&store, "2026-Q1", None).await, None, "no value is accepted yet");
    reports(&store, CITY, &[]).await;
    let is = asked_of(&store, CITY, "2026-Q1", None).await;
    // S1-02: 100·86/90 = 95.5556 and 100·(86−80)/(90−80) = 60; mean 77.7778; of weights 4+2+3 = 9: 4·77.7778/9 = 34.5679.
    assert_eq!(adds(&is, "S1-02"), Some(d("34.57")));
    // F4-03: baseline 80·2/4 = 40; 100·45/50 = 90 and 100·(45−40)/(50−40) = 50; mean 70; 2·70/9 = 15.5556.
    assert_eq!(adds(&is, "F4-03"), Some(d("15.56")));
    // F1-03: 100·18/19 = 94.7368 and 100·(19−22)/(18−22) = 75; mean 84.8684; 3·84.8684/9 = 28.2895.
    assert_eq!(adds(&is, "F1-03"), Some(d("28.29")));
    assert_eq!(is.score.total.total, Some(d("78.42")), "34.57 + 15.56 + 28.29");
    // Filed as not applicable: out, although values were reported; 91 of 100 of the weight is more than 10 %.
    assert_eq!(adds(&is, "F2-01"), None);
    assert_eq!(is.score.total.grey, [Grey::Removed { share: d("0.91") }]);
    assert_eq!((is.score.total.held, is.score.total.expected), (1 + 6 + 3, 10));
    let flow = is.items.iter().find(|item| item.d.code == "F4-03").unwrap();
    assert_eq!((flow.inputs.len(), flow.expected.len()), (6, 6));
    let last = flow.inputs.last().unwrap();
    assert_eq!((last.report, last.version), (q("2026-Q1"), 1));
    assert_eq!(last.by, "approver-suzhou");
    assert_eq!(flow.promise.as_ref().unwrap().version, 1);
    // By aspect: S1-02 alone, and the two of facilitation: (2·70 + 3·84.8684)/5 = 28 + 50.9211.
    assert_eq!(
        is.score.of_aspect(domain::indicator::Aspect::Standardization).total,
        Some(d("77.78"))
    );
    assert_eq!(
        is.score.of_aspect(domain::indicator::Aspect::Facilitation).total,
        Some(d("78.92"))
    );
    assert_eq!(is.score.of_aspect(domain::indicator::Aspect::Normalization).total, None);
    // Attainment alone: (4·95.5556 + 2·90 + 3·94.7368)/9 = 42.47 + 20 + 31.58.
    let new = Settings {
        score_rule: Rule::Attainment,
        ..settings::get(&store).await.unwrap()
    };
    settings::set(&store, &admin(), new).await.unwrap();
    assert_eq!(total(&store, "2026-Q1", None).await, Some(d("94.05")));
}

async fn lowered(store: &Store, day: &str, step: &str, granted: &[&str]) {
    schemes::amend(store, &at(editor(CITY), on(day)), CITY, "口径调整")
        .await
        .unwrap();
    typed(
        store,
        CITY,
        day,
        &[("targets[S1-02][2026-Q1]".to_owned(), step.to_owned())],
    )
    .await;
    filed(store, CITY, day, granted).await;
}

async fn a_lowered_target_counts_once_it_is_granted(store: Fixture) {
    scheme(&store, CITY).await;
    reports(&store, CITY, &[]).await;
    lowered(&store, "2026-04-20", "88", &[]).await;
    let is = asked_of(&store, CITY, "2026-Q1", None).await;
    assert_eq!(is.score.total.total, Some(d("78.42")), "still by 90");
    let target = is
        .items
        .iter()
        .find(|item| item.d.code == "S1-02")
        .unwrap()
        .promise
        .clone()
        .unwrap();
    let at_q1 = |p: &domain::scheme::Promise| p.path().unwrap().at(q("2026-Q1"));
    assert_eq!(
        (target.version, at_q1(&target.promise), at_q1(&target.scoring)),
        (2, Some(d("88")), Some(d("90")))
    );
    lowered(&store, "2026-05-11", "86", &["S1-02"]).await;
    // 86 meets 86: 4·100/9 = 44.44; 44.44 + 15.56 + 28.29.
    assert_eq!(total(&store, "2026-Q1", None).await, Some(d("88.29")));
    // The days before are as they were known, and targets with them.
    assert_eq!(total(&store, "2026-Q1", Some("2026-05-10")).await, Some(d("78.42")));
    let before = asked_of(&store, CITY, "2026-Q1", Some("2026-04-19")).await;
    assert_eq!(before.score.total.total, Some(d("78.42")));
    let target = before
        .items
        .iter()
        .find(|item| item.d.code == "S1-02")
        .unwrap()
        .promise
        .clone()
        .unwrap();
    assert_eq!((target.version, target.scoring == target.promise), (1, true));
    // Before the first quarter's report there are four months of the flow, and no rate of the quarter.
    let march = asked_of(&store, CITY, "2026-Q1", Some("2026-03-31")).await;
    assert_eq!(adds(&march, "S1-02"), None);
    assert!(
        total(&store, "2026-Q1", Some("2025-11-02")).await.is_none(),
        "nothing was filed"
    );
}

async fn not_applicable_counts_0_until_it_is_agreed(store: Fixture) {
    scheme(&store, CITY).await;
    let na = [
        ("entries[F1-03][kind]", "not_applicable"),
        ("entries[F1-03][reason]", "业务暂停"),
        ("entries[F1-03][numerator]", ""),
        ("entries[F1-03][denominator]", ""),
    ];
    reports(&store, CITY, &na).await;
    let is = asked_of(&store, CITY, "2026-Q1", None).await;
    let outcome = |is: &Explained, code: &str| is.score.total.lines.iter().find(|l| l.code == code).unwrap().outcome;
    assert_eq!(outcome(&is, "F1-03"), Outcome::Zero(Reason::NotApplicable));
    // 34.57 + 15.56 + 0.
    assert_eq!(is.score.total.total, Some(d("50.13")));
    let agree = async |who: &Caller, code: &str, reason: &str| {
        scores::agree(&store, who, CITY, code, q("2026-Q1"), reason).await
    };
    let (mine, theirs) = (at(reviewer(), on("2026-04-20")), at(editor(CITY), on("2026-04-20")));
    assert_eq!(agree(&theirs, "F1-03", "r").await, Err(Error::Forbidden));
    assert_eq!(agree(&editor("kunming"), "F1-03", "r").await, Err(Error::NotFound));
    let empty = agree(&mine, "F1-03", " ").await.unwrap_err();
    assert!(matches!(empty, Error::Refused(Refusal::Fields(f)) if f[0].0 == "reason"));
    for code in ["S1-02", "F2-01"] {
        assert_eq!(
            agree(&mine, code, "r").await,
            Err(Refusal::NothingToAgree.into()),
            "{code}"
        );
    }
    assert_eq!(agree(&mine, "B1", "r").await, Err(Error::NotFound));
    agree(&mine, "F1-03", "业务暂停属实").await.unwrap();
    let is = asked_of(&store, CITY, "2026-Q1", None).await;
    assert_eq!(outcome(&is, "F1-03"), Outcome::Out(Reason::NotApplicable));
    // Of weights 4+2 = 6: 4·77.7778/6 = 51.8519; 2·70/6 = 23.3333.
    assert_eq!(is.score.total.total, Some(d("75.18")), "51.85 + 23.33");
    let agreement = is.items.iter().find_map(|item| item.agreement.clone()).unwrap();
    assert_eq!(
        (agreement.from, agreement.reason.as_str()),
        (q("2026-Q1"), "业务暂停属实")
    );
    assert_eq!(agreement.by, "reviewer");
    assert_eq!(total(&store, "2026-Q1", Some("2026-04-19")).await, Some(d("50.13")));
    // In the quarter before it had values, which count: it is agreed from the first quarter of 2026 on.
    assert!(matches!(
        outcome(&asked_of(&store, CITY, "2025-Q4", None).await, "F1-03"),
        Outcome::Scored(_)
    ));
    scores::disagree(&store, &at(admin(), on("2026-05-06")), CITY, "F1-03")
        .await
        .unwrap();
    assert_eq!(total(&store, "2026-Q1", None).await, Some(d("50.13")));
    assert_eq!(total(&store, "2026-Q1", Some("2026-05-05")).await, Some(d("75.18")));
    let again = scores::disagree(&store, &admin(), CITY, "F1-03").await;
    assert_eq!(again, Err(Error::NotFound), "there is none any more");
    audit::verify(&store, None).await.unwrap();
    let filter = audit::Filter {
        action: "score.agree".into(),
        ..audit::Filter::default()
    };
    let lines = audit::list(&store, &auditor(), &filter).await.unwrap();
    let text = format!("{lines:?}");
    assert!(
        text.contains("score:suzhou/F1-03") && !text.contains("业务暂停属实"),
        "{text}"
    );
}

async fn what_is_missing_is_left_out_and_said(store: Fixture) {
    scheme(&store, CITY).await;
    reports(&store, CITY, &[]).await;
    let april = [
        ("entries[F4-03][value]", "12"),
        ("entries[F1-03][numerator]", "185"),
        ("entries[F1-03][denominator]", "10"),
    ];
    accepted(&store, CITY, q("2026-04"), on("2026-05-08"), &april).await;
    let is = asked_of(&store, CITY, "2026-Q2", None).await;
    let line = |code: &str| is.score.total.lines.iter().find(|l| l.code == code).unwrap();
    assert_eq!(line("S1-02").outcome, Outcome::Out(Reason::Missing));
    // F4-03: 45+12 = 57; baseline 80·3/4 = 60; 100·57/75 = 76; below its baseline 0; mean 38; 2·38/5 = 15.20.
    assert_eq!((adds(&is, "F4-03"), line("F4-03").held), (Some(d("15.20")), 7));
    // F1-03: 18.5; 100·16/18.5 = 86.4865; 100·(18.5−22)/(16−22) = 58.3333; mean 72.4099; 3·72.4099/5 = 43.4459.
    assert_eq!((adds(&is, "F1-03"), line("F1-03").held), (Some(d("43.45")), 1));
    assert_eq!(is.score.total.total, Some(d("58.65")));
    assert_eq!((is.score.total.held, is.score.total.expected), (8, 13));
    let thin = |is: &Explained| is.score.total.grey.iter().any(|g| matches!(g, Grey::Thin { .. }));
    assert!(!thin(&is), "8 of 13 is more than half");
    let new = Settings {
        score_share_least: 62,
        ..settings::get(&store).await.unwrap()
    };
    settings::set(&store, &admin(), new).await.unwrap();
    assert!(thin(&asked_of(&store, CITY, "2026-Q2", None).await));
    // Nothing of the other cities is there: no total, and no scheme.
    let other = asked_of(&store, "kunming", "2026-Q1", None).await;
    assert_eq!((other.score.total.total, other.score.filed), (None, false));
}

async fn nobody_reads_another_citys_score(store: Fixture) {
    scheme(&store, CITY).await;
    let settings = settings::get(&store).await.unwrap();
    let asked = Asked {
        quarter: q("2026-Q1"),
        as_of: None,
        settings: &settings,
    };
    let liaison = caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()));
    let observer = caller("observer", Role::Observer, Scope::Nation);
    let expert = caller("expert", Role::Expert, Scope::None);
    for (who, reads, count) in [
        (editor(CITY), true, 1),
        (approver(CITY), true, 1),
        (liaison, true, 1),
        (reviewer(), true, 9),
        (admin(), true, 9),
        (editor("kunming"), false, 1),
        (observer, false, 0),
        (expert, false, 0),
        (auditor(), false, 0),
    ] {
        let name = who.actor.name.clone();
        for one in [
            scores::of_city(&store, &who, CITY, asked).await.map(|e| e.score),
            scores::one(&store, &who, CITY, asked).await,
        ] {
            assert_eq!(one.is_ok(), reads, "{name}");
            assert!(reads || one == Err(Error::NotFound), "{name}");
        }
        let all = scores::all(&store, &who, asked).await.unwrap();
        assert_eq!(all.len(), count, "{name}");
        assert_eq!(all.iter().any(|s| s.city == CITY), reads, "{name}");
    }
    let nowhere = scores::one(&store, &reviewer(), "atlantis", asked).await;
    assert_eq!(nowhere, Err(Error::NotFound));
}
