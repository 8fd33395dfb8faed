//! Writes as the dice fall, and writes while others read: a program that keeps answers and one that keeps none say the same.

use std::collections::BTreeSet;

use domain::{access::Release, city::cities, form::ReportForm, report::State};
use storage::{messages, questions, reports, settings};
use tests::{Board, CITY, Client, Dice, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, Who, both};

use crate::stale::{CSV, VIEWS, Watch, release};

both!(
    with_and_without_memory_the_answers_are_the_same,
    a_write_shows_at_once_while_others_read,
);

/// Writes and reads as the dice fall.
async fn with_and_without_memory_the_answers_are_the_same(board: Board) {
    for who in [Who::Reviewer, Who::Admin, Who::Approver(CITY)] {
        board.actor(who).await;
    }
    for (n, city) in cities().iter().enumerate().take(4) {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
    let mut dice = Dice::of(7);
    let mut watch = Watch::new(board, &[Who::Reviewer, EDITOR_SUZHOU, EDITOR_KUNMING, Who::Observer]).await;
    let (mut minute, mut state, mut kinds) = (0, State::Drafting, BTreeSet::new());
    for _ in 0..120 {
        let b = &watch.board;
        if dice.below(3) > 0 {
            let (reader, view) = (dice.index(watch.readers.len()), VIEWS[dice.index(VIEWS.len())]);
            let _ = watch.readers[reader].see(view).await;
            let _ = watch.readers[reader].see(view).await;
            continue;
        }
        let write = dice.below(7);
        kinds.insert(write);
        match write {
            0 => release(b, [Release::Own, Release::Named, Release::Ranked][dice.index(3)]).await,
            1 => {
                let typed = Figures(vec![]).with("F3-01", "value", &(1 + dice.below(9_999)).to_string());
                if state == State::Drafting {
                    b.draft(CITY, MONTH, &typed).await;
                }
            }
            2 => {
                let form = ReportForm::default();
                let (period, reviewer) = (MONTH.parse().unwrap(), b.caller(Who::Reviewer).await);
                state = match state {
                    State::Drafting => {
                        b.submitted(CITY, MONTH, &Figures::whole(MONTH)).await;
                        State::Submitted
                    }
                    State::Submitted => {
                        reports::accept(&b.store, &reviewer, CITY, period, &form).await.unwrap();
                        State::Accepted
                    }
                    other => other,
                };
            }
            3 => {
                let editor = b.caller([EDITOR_SUZHOU, EDITOR_KUNMING][dice.index(2)]).await;
                let text = format!("Question {}?", dice.below(1_000));
                // A city that has asked enough is refused.
                questions::ask(&b.store, &editor, "F3-01", &text).await.ok();
            }
            4 => {
                let reviewer = b.caller(Who::Reviewer).await;
                messages::mark_all_read(&b.store, &reviewer, i64::MAX).await.unwrap();
            }
            5 => {
                minute += 1 + dice.below(40);
                b.at(&format!(
                    "2026-05-{:02}T{:02}:{:02}",
                    8 + minute / 600,
                    10 + minute / 60 % 10,
                    minute % 60
                ));
            }
            _ => {
                // A line of the command line, whose clock is ahead.
                let cli = storage::Caller::cli("2027-01-01T00:00:00Z".parse().unwrap());
                let new = settings::Settings {
                    score_share_least: u32::try_from(dice.below(100)).unwrap(),
                    ..settings::get(&b.store).await.unwrap()
                };
                settings::set(&b.store, &cli, new).await.unwrap();
            }
        }
    }
    assert_eq!(kinds.len(), 7, "every kind of write was among them");
    let hits = watch.board.cache.hits();
    assert!(hits > 40, "and answers came from memory: {hits}");
}

/// What a release hides is hidden for every request that comes after it, however many are under way.
async fn a_write_shows_at_once_while_others_read(board: Board) {
    for (n, city) in cities().iter().enumerate().take(3) {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
    let shown = domain::number::group(Figures::of(MONTH, 1).get("F3-01", "value").parse().unwrap());
    let kunming = board.client(EDITOR_KUNMING).await;
    let reading = |mut client: Client| async move {
        loop {
            let _ = client.get(CSV).await.expect(200);
        }
    };
    let readers: Vec<_> = (0..3).map(|_| tokio::spawn(reading(kunming.clone()))).collect();
    let mut client = kunming.clone();
    for n in 0..30 {
        let named = n % 2 == 0;
        release(&board, if named { Release::Named } else { Release::Own }).await;
        for _ in 0..3 {
            let body = client.get(CSV).await.expect(200).body;
            assert_eq!(body.contains(&shown.replace(',', "")), named, "{n}");
        }
    }
    for reader in readers {
        assert!(!reader.is_finished(), "a reader read all the time");
        reader.abort();
    }
    assert!(board.cache.hits() > 30, "{}", board.cache.hits());
}
