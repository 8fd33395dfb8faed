//! Brings a report into any state, through the store; and says which state a report is in.

use domain::{
    form::ReportForm,
    period::Period,
    report::{Signature, State},
};
use storage::reports;

use crate::{actors::Who, board::Board, figures::Figures};

fn parse(period: &str) -> Period {
    period.parse().unwrap()
}

/// A reviewer's form: verdict and comment of each item.
#[must_use]
pub fn verdicts(all: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .flat_map(|(item, verdict, comment)| {
            [
                (format!("items[{item}][verdict]"), (*verdict).to_owned()),
                (format!("items[{item}][comment]"), (*comment).to_owned()),
            ]
        })
        .collect()
}

impl Board {
    /// The city's editor saves a form.
    pub async fn draft(&self, city: &'static str, period: &str, figures: &Figures) {
        let editor = self.caller(Who::Editor(city)).await;
        let saved = reports::save(&self.store, &editor, city, parse(period), &figures.form())
            .await
            .unwrap();
        assert!(saved.conflicts.is_empty() && saved.closed.is_empty() && saved.too_long.is_empty());
    }

    /// … and signs it off.
    pub async fn signed_off(&self, city: &'static str, period: &str, figures: &Figures) {
        self.draft(city, period, figures).await;
        let editor = self.caller(Who::Editor(city)).await;
        reports::sign_off(&self.store, &editor, city, parse(period))
            .await
            .unwrap();
    }

    /// … and the approver submits it.
    pub async fn submitted(&self, city: &'static str, period: &str, figures: &Figures) {
        self.signed_off(city, period, figures).await;
        let approver = self.caller(Who::Approver(city)).await;
        reports::submit(&self.store, &approver, city, parse(period), Signature::OnScreen)
            .await
            .unwrap();
    }

    /// … and the reviewer returns items of it.
    pub async fn returned(&self, city: &'static str, period: &str, figures: &Figures, items: &[&str]) {
        self.submitted(city, period, figures).await;
        let words: Vec<_> = items.iter().map(|i| (*i, "return", "please check")).collect();
        let form = ReportForm::from_pairs(verdicts(&words));
        let reviewer = self.caller(Who::Reviewer).await;
        reports::return_items(&self.store, &reviewer, city, parse(period), &form)
            .await
            .unwrap();
    }

    /// … or accepts it.
    pub async fn accepted(&self, city: &'static str, period: &str, figures: &Figures) {
        self.submitted(city, period, figures).await;
        let reviewer = self.caller(Who::Reviewer).await;
        reports::accept(&self.store, &reviewer, city, parse(period), &ReportForm::default())
            .await
            .unwrap();
    }

    /// Brings a whole report of Suzhou's figures into a state.
    pub async fn bring(&self, city: &'static str, period: &str, state: State) {
        let figures = Figures::whole(period);
        match state {
            State::Drafting => self.draft(city, period, &figures).await,
            State::CitySignOff => self.signed_off(city, period, &figures).await,
            State::Submitted => self.submitted(city, period, &figures).await,
            State::Returned => self.returned(city, period, &figures, &["F3-01"]).await,
            State::Accepted => self.accepted(city, period, &figures).await,
        }
    }

    /// Where a report stands: state and how many versions count.
    pub async fn standing(&self, city: &str, period: &str) -> (State, u32) {
        let reviewer = self.caller(Who::Admin).await;
        let row = reports::row(&self.store, &reviewer, city, parse(period)).await.unwrap();
        (row.state, row.versions)
    }
}
