//! What waits for CNIPA, in sentences: reports to review, corrections asked for, problems, notes whose city was heard.

use domain::{
    calendar::{beijing, nth_working_day},
    report::State,
};
use storage::{Caller, reports};

use crate::{
    error::Error,
    pages::{problems, reports::rows::verdict_due},
    visit::{App, Visit},
};

/// How many reports or requests are named before the rest is counted.
const NAMED: usize = 4;

/// The sentences; one that nothing waits where nothing does.
pub(super) async fn lines(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<String>, Error> {
    let (t, term) = (visit.words(), visit.settings.terms.review);
    let mut rows = reports::at_hand(&app.store, caller, 1).await?;
    rows.retain(|r| r.state == State::Submitted);
    rows.sort_by_key(|r| r.submitted_at);
    let of = |city: &str, period| t.home_report_of(t.city_short(city), t.period_name(period));
    let list = |names: Vec<String>| {
        let more = names.len().saturating_sub(NAMED);
        let named = names.into_iter().take(NAMED).collect::<Vec<_>>().join(t.list_sep());
        if more > 0 { t.and_more(named, more) } else { named }
    };
    let with_over = |sentence: String, over: usize| match over {
        0 => sentence,
        n => t.sentences(sentence, t.brief_over(n)),
    };
    let mut lines = Vec::new();
    if !rows.is_empty() {
        let over = rows
            .iter()
            .filter(|r| verdict_due(visit, r, term).is_some_and(|(_, over)| over > 0))
            .count();
        let names = rows.iter().map(|r| of(&r.city, r.period)).collect();
        lines.push(with_over(t.brief_queue(rows.len(), list(names)), over));
    }
    let mut asked = reports::open_corrections(&app.store, caller, visit.now).await?;
    asked.retain(|c| c.outcome.is_none());
    if !asked.is_empty() {
        let late = |at| nth_working_day(beijing(at).date(), term) < visit.today();
        let over = asked.iter().filter(|c| late(c.asked_at)).count();
        let names = asked.iter().map(|c| of(&c.city, c.period)).collect();
        lines.push(with_over(t.brief_corrections(asked.len(), list(names)), over));
    }
    for (words, overdue) in problems::beside::sentences(visit, app, caller).await? {
        let over = (overdue > 0).then(|| t.wait_over(overdue));
        let whole = [Some(words), over].into_iter().flatten().collect::<Vec<_>>();
        lines.push(t.sentence(whole.join(t.clause_sep())));
    }
    let mut ripe = reports::proposed_notes(&app.store, caller).await?;
    ripe.retain(|n| n.is_ripe(visit.now));
    if !ripe.is_empty() {
        lines.push(t.brief_notes(ripe.len()));
    }
    if lines.is_empty() {
        lines.push(t.brief_waits_none().to_owned());
    }
    Ok(lines)
}
