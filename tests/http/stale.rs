//! Answers that are kept are never stale: each input of a page is changed and each view that depends on it is seen to say
//! so, and after every change all views are byte for byte what a program without memory makes.

use axum::Router;
use domain::{access::Release, brief::Draft, calendar::Rule, city::cities, practice::State as Practice, scheme};
use server::cache::Cache;
use storage::{calendar, messages, practices, questions, releases, reports, settings};
use tests::{
    Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, WORDS, Who, both, report, review,
};

both!(each_input_shows_in_each_view_that_depends_on_it);

pub const COMPARE: &str = "/compare?indicator=F3-01&period=2026-04";
const INDICATOR: &str = "/indicators/F3-01?period=2026-04";
const DOTS: &str = "/charts/ranked-dots.svg?indicator=F3-01&period=2026-04";
const SUBMITTED: &str = "/charts/ranked-dots.svg?indicator=F3-01&period=2026-04&include=submitted";
pub const CSV: &str = "/exports/comparison.csv?indicator=F3-01&period=2026-04";
const BRIEF: &str = "/brief?period=2026-04";

/// Addresses whose answers are kept.
pub const VIEWS: [&str; 14] = [
    "/",
    COMPARE,
    "/compare?indicator=F2-01&mode=attainment",
    "/indicators",
    INDICATOR,
    "/cities/suzhou",
    "/cities/suzhou/score",
    "/schemes",
    BRIEF,
    DOTS,
    "/charts/heat-map.svg?period=2026-04",
    CSV,
    "/exports/observations.csv?period=2026-04",
    "/exports/score.csv?city=suzhou",
];

/// Somebody in two windows of one session: a program that keeps answers, and one that makes each anew.
pub struct Reader {
    who: Who,
    pub kept: Client,
    bare: Client,
}

impl Reader {
    pub async fn of(board: &Board, who: Who, bare: &Router) -> Self {
        let kept = board.client(who).await;
        let mut other = kept.clone();
        other.ask(bare.clone());
        Reader { who, kept, bare: other }
    }

    /// What both answer, which is the same.
    pub async fn see(&mut self, address: &str) -> Answer {
        let (kept, bare) = (self.kept.get(address).await, self.bare.get(address).await);
        assert_eq!(kept.status, bare.status, "{:?} {address}", self.who);
        if kept.bytes != bare.bytes {
            let at = kept
                .bytes
                .iter()
                .zip(&bare.bytes)
                .position(|(a, b)| a != b)
                .unwrap_or(0);
            let near = |a: &Answer| {
                String::from_utf8_lossy(&a.bytes[at.saturating_sub(200)..(at + 200).min(a.bytes.len())]).into_owned()
            };
            panic!(
                "{:?} {address} is stale:\n{}\n\nanew:\n{}",
                self.who,
                near(&kept),
                near(&bare)
            );
        }
        kept
    }

    async fn reads(&mut self, address: &str, text: &str) -> bool {
        let answer = self.see(address).await;
        answer.body.contains(text) || answer.text().contains(text)
    }
}

/// A view, its reader (by place), what it says, and whether it says it before and after the change.
type Tells<'a> = (usize, &'a str, &'a str, bool, bool);

pub struct Watch {
    pub board: Board,
    pub readers: Vec<Reader>,
    steps: usize,
}

impl Watch {
    pub async fn new(board: Board, all: &[Who]) -> Self {
        let bare = board.copy(&Cache::new(0));
        let mut readers = Vec::new();
        for who in all {
            readers.push(Reader::of(&board, *who, &bare).await);
        }
        Watch {
            board,
            readers,
            steps: 0,
        }
    }

    /// Warms what depends on an input, changes it, and sees what was told; then one of the readers looks at everything.
    async fn step(&mut self, name: &str, tells: &[Tells<'_>], change: impl AsyncFnOnce(&Board)) {
        for (who, address, text, before, _) in tells {
            let reader = &mut self.readers[*who];
            assert_eq!(
                reader.reads(address, text).await,
                *before,
                "before {name}: {address} {text}"
            );
            let hits = self.board.cache.hits();
            let _ = reader.see(address).await;
            assert_eq!(self.board.cache.hits(), hits + 1, "before {name}: {address} is kept");
        }
        change(&self.board).await;
        for (who, address, text, _, after) in tells {
            let reader = &mut self.readers[*who];
            assert_eq!(
                reader.reads(address, text).await,
                *after,
                "after {name}: {:?} {address} {text}",
                reader.who
            );
        }
        let count = self.readers.len();
        self.everything(self.steps % count).await;
        self.steps += 1;
    }

    async fn everything(&mut self, reader: usize) {
        for address in VIEWS {
            let _ = self.readers[reader].see(address).await;
        }
    }
}

/// April of all but Suzhou is accepted.
async fn eight(board: &Board) {
    for (n, city) in cities().iter().enumerate().filter(|(_, c)| c.slug != CITY) {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
}

pub async fn release(board: &Board, level: Release) {
    let admin = board.caller(Who::Admin).await;
    releases::set(&board.store, &admin, None, None, Some(level))
        .await
        .unwrap();
}

async fn post(board: &Board, who: Who, address: &str, fields: &[(&str, &str)]) {
    let _ = board.client(who).await.post(address, fields).await.expect(303);
}

const CNIPA: usize = 0;
const SUZHOU: usize = 1;
const KUNMING: usize = 2;

async fn each_input_shows_in_each_view_that_depends_on_it(board: Board) {
    for who in [Who::Reviewer, Who::Admin, Who::Approver(CITY)] {
        board.actor(who).await;
    }
    eight(&board).await;
    let reviewer = board.caller(Who::Reviewer).await;
    messages::mark_all_read(&board.store, &reviewer, i64::MAX)
        .await
        .unwrap();
    let value = domain::number::group(Figures::whole(MONTH).get("F3-01", "value").parse().unwrap());
    let plain = value.replace(',', "");
    let (value, plain) = (value.as_str(), plain.as_str());
    let mut watch = Watch::new(board, &[Who::Reviewer, EDITOR_SUZHOU, EDITOR_KUNMING]).await;

    let unread = "class=\"count count--hot\">1<";
    watch
        .step("a draft is saved", &[], async |b| {
            b.draft(CITY, MONTH, &Figures::whole(MONTH)).await
        })
        .await;
    let tells = [
        (CNIPA, SUBMITTED, "not yet accepted", false, true),
        (CNIPA, COMPARE, unread, false, true),
        (CNIPA, COMPARE, value, false, false),
        (KUNMING, COMPARE, unread, true, true),
    ];
    watch
        .step("a report is submitted", &tells, async |b| {
            let (editor, approver) = (b.caller(EDITOR_SUZHOU).await, b.caller(Who::Approver(CITY)).await);
            let period = MONTH.parse().unwrap();
            reports::sign_off(&b.store, &editor, CITY, period).await.unwrap();
            let on_screen = domain::report::Signature::OnScreen;
            reports::submit(&b.store, &approver, CITY, period, on_screen)
                .await
                .unwrap();
        })
        .await;
    watch
        .step(
            "messages are read",
            &[
                (CNIPA, COMPARE, unread, true, false),
                (KUNMING, COMPARE, unread, true, true),
            ],
            async |b| {
                let reviewer = b.caller(Who::Reviewer).await;
                messages::mark_all_read(&b.store, &reviewer, i64::MAX).await.unwrap();
            },
        )
        .await;
    let note = "Two search centres";
    let tells = [(SUZHOU, "/", note, false, true), (CNIPA, INDICATOR, note, false, false)];
    let desk = review(CITY, MONTH);
    watch
        .step("a chart note is proposed", &tells, async |b| {
            post(
                b,
                Who::Reviewer,
                &desk,
                &[("items[F3-01][note]", note), ("action", "take")],
            )
            .await;
        })
        .await;
    let tells = [
        (CNIPA, COMPARE, value, false, true),
        (CNIPA, INDICATOR, value, false, true),
        (CNIPA, DOTS, value, false, true),
        (CNIPA, CSV, plain, false, true),
        (SUZHOU, INDICATOR, value, false, true),
        (SUZHOU, "/exports/observations.csv?period=2026-04", plain, false, true),
        (CNIPA, INDICATOR, note, false, true),
        (CNIPA, DOTS, note, false, true),
        (KUNMING, INDICATOR, value, false, false),
        (KUNMING, CSV, plain, false, false),
    ];
    watch
        .step("values are accepted and the note published", &tells, async |b| {
            let answer = [("items[F3-01][comment]", "That is right."), ("action", "comment")];
            post(b, EDITOR_SUZHOU, &report(CITY, MONTH), &answer).await;
            post(
                b,
                Who::Reviewer,
                &desk,
                &[("items[F3-01][publish]", "on"), ("action", "accept")],
            )
            .await;
        })
        .await;
    for (level, before, after) in [(Release::Named, false, true), (Release::Own, true, false)] {
        let tells = [
            (KUNMING, INDICATOR, value, before, after),
            (KUNMING, DOTS, value, before, after),
            (KUNMING, CSV, plain, before, after),
            (SUZHOU, INDICATOR, value, true, true),
        ];
        watch.step("a release", &tells, async |b| release(b, level).await).await;
    }
    let (asked, answered) = ("Does a kiosk count?", "It does, by its owner.");
    let tells = [
        (SUZHOU, INDICATOR, asked, false, true),
        (KUNMING, INDICATOR, asked, false, false),
        (CNIPA, "/", &WORDS.questions_home(1), false, true),
    ];
    watch
        .step("a question is asked", &tells, async |b| {
            let editor = b.caller(EDITOR_SUZHOU).await;
            questions::ask(&b.store, &editor, "F3-01", asked).await.unwrap();
        })
        .await;
    let tells = [
        (KUNMING, INDICATOR, answered, false, true),
        (SUZHOU, INDICATOR, answered, false, true),
    ];
    watch
        .step("it is answered", &tells, async |b| {
            let admin = b.caller(Who::Admin).await;
            let id = questions::waiting(&b.store, &admin).await.unwrap()[0].id.clone();
            questions::answer(&b.store, &admin, &id, answered, false).await.unwrap();
        })
        .await;
    let title = "County windows find nothing";
    let tells = [
        (CNIPA, INDICATOR, title, false, true),
        (CNIPA, "/cities/suzhou", title, false, true),
        (CNIPA, COMPARE, &WORDS.waiting_count(1), false, true),
        (KUNMING, INDICATOR, title, false, false),
    ];
    watch
        .step("a problem is raised", &tells, async |b| {
            let mut form = crate::problems::form("national");
            form.retain(|(name, _)| *name != "title" && *name != "action");
            form.extend([("title", title), ("action", "save")]);
            let mut approver = b.client(Who::Approver(CITY)).await;
            let made = approver.post("/problems/new", &form).await.expect(303);
            let address = made.location().split('?').next().unwrap().to_owned();
            let up = [("action", "escalate"), ("level", "national")];
            let _ = approver.post(&address, &up).await.expect(303);
        })
        .await;
    let adopted = "data-adopted";
    let number = watch.board.practice(CITY, Practice::Published).await;
    watch
        .step(
            "a practice is adopted",
            &[(CNIPA, "/cities/kunming", adopted, false, true)],
            async |b| {
                let editor = b.caller(EDITOR_KUNMING).await;
                let said = ("2026-05-08", "F3-01", "文号");
                practices::adopt(&b.store, &editor, number, said).await.unwrap();
            },
        )
        .await;
    let (filed, unfiled) = ("data-state=\"filed\"", WORDS.score_unfiled());
    let tells = [
        (CNIPA, "/schemes", filed, false, true),
        (SUZHOU, "/cities/suzhou/score", unfiled, true, false),
        (CNIPA, "/cities/suzhou/score", unfiled, true, false),
    ];
    watch
        .step("a scheme is filed", &tells, async |b| {
            b.scheme(CITY, scheme::State::Filed).await
        })
        .await;
    let tells = [
        (CNIPA, "/cities/suzhou/score", WORDS.score_rule_mean(), true, false),
        (SUZHOU, "/exports/score.csv?city=suzhou", "mean", true, false),
    ];
    watch
        .step("the rule of scores is set", &tells, async |b| {
            let admin = b.caller(Who::Admin).await;
            let rule = domain::score::Rule::Attainment;
            let new = settings::Settings {
                score_rule: rule,
                ..settings::get(&b.store).await.unwrap()
            };
            settings::set(&b.store, &admin, new).await.unwrap();
        })
        .await;
    let until: jiff::civil::Date = "2026-06-24".parse().unwrap();
    watch
        .step(
            "a report is extended",
            &[(KUNMING, "/", &WORDS.day(until), false, true)],
            async |b| {
                let admin = b.caller(Who::Admin).await;
                let rule = Rule::Extended {
                    city: "kunming".into(),
                    period: "2026-05".parse().unwrap(),
                    until,
                };
                calendar::change(&b.store, &admin, &calendar::Change::Set(rule), "heavy rain")
                    .await
                    .unwrap();
            },
        )
        .await;
    let opening = "What nine cities did in April.";
    watch
        .step("a brief is saved", &[(CNIPA, BRIEF, opening, false, true)], async |b| {
            let draft = Draft {
                opening: opening.into(),
                ..Draft::default()
            };
            let reviewer = b.caller(Who::Reviewer).await;
            storage::briefs::save(&b.store, &reviewer, MONTH.parse().unwrap(), Some(&draft))
                .await
                .unwrap();
        })
        .await;
    let name = "Before the spring meeting";
    let tells = [
        (CNIPA, COMPARE, name, false, true),
        (SUZHOU, COMPARE, name, false, false),
    ];
    watch
        .step("a view is saved", &tells, async |b| {
            let admin = b.caller(Who::Admin).await;
            storage::views::save(&b.store, &admin, name, "mode=per_million")
                .await
                .unwrap();
        })
        .await;
    correct(&mut watch, &desk).await;
    watch
        .step("a minute goes by", &[(SUZHOU, "/", "10:07", false, true)], async |b| {
            b.at("2026-05-08T10:07")
        })
        .await;
    let tells = [
        (CNIPA, COMPARE, "max=\"2026-05-09\"", false, true),
        (KUNMING, INDICATOR, "max=\"2026-05-09\"", false, true),
    ];
    watch
        .step("a day goes by", &tells, async |b| b.at("2026-05-09T00:00"))
        .await;
    let admin = watch.board.caller(Who::Admin).await;
    let kunming = watch.board.actor(EDITOR_KUNMING).await;
    storage::users::disable(&watch.board.store, &admin, &kunming.id)
        .await
        .unwrap();
    let out = watch.readers[KUNMING].see(COMPARE).await;
    assert!(
        out.status == 303 && out.body.is_empty(),
        "a disabled account is out at once: {}",
        out.says()
    );
    for reader in [CNIPA, SUZHOU] {
        watch.everything(reader).await;
    }
    watch.board.audit_is_sound().await;
}

/// An accepted value is corrected.
async fn correct(watch: &mut Watch, desk: &str) {
    let tells = [
        (CNIPA, INDICATOR, "377,001", false, true),
        (CNIPA, INDICATOR, "data-corrected", false, true),
        (SUZHOU, CSV, "377001", false, true),
        (KUNMING, CSV, "377001", false, false),
    ];
    let page = report(CITY, MONTH);
    watch
        .step("a value is corrected", &tells, async |b| {
            let item = ("items[F3-01][selected]", "on");
            let ask = [item, ("reason", "counted twice"), ("action", "request_correction")];
            post(b, EDITOR_SUZHOU, &page, &ask).await;
            post(
                b,
                Who::Reviewer,
                desk,
                &[item, ("reason", ""), ("action", "grant_correction")],
            )
            .await;
            let figures = Figures(vec![]).with("F3-01", "value", "377001").action("sign_off").0;
            let _ = b.client(EDITOR_SUZHOU).await.post(&page, &figures).await.expect(303);
            post(b, Who::Approver(CITY), &page, &[("action", "submit")]).await;
            post(b, Who::Reviewer, desk, &[("action", "accept")]).await;
        })
        .await;
}
