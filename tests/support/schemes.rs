//! Schemes for the tests, brought into a state by the people whose turn it is.

use std::collections::BTreeSet;

use domain::{
    report::Signature,
    scheme::{Slot, State},
};
use storage::schemes::{self, Letter};

use crate::{Board, Who, scheme_form};

impl Board {
    /// The city's editor saves these fields of its scheme.
    pub async fn scheme_fields(&self, city: &'static str, fields: &[(String, String)]) {
        let editor = self.caller(Who::Editor(city)).await;
        let sent = fields
            .iter()
            .map(|(name, text)| (Slot::parse(name).unwrap(), text.clone()));
        let saved = schemes::save(&self.store, &editor, city, &sent.collect(), None)
            .await
            .unwrap();
        assert!(saved.conflicts.is_empty() && saved.closed.is_empty() && saved.too_long.is_empty());
    }

    /// A whole scheme of a city in a state; of a returned one `funding` and `S1-02` are open.
    pub async fn scheme(&self, city: &'static str, state: State) {
        self.scheme_fields(city, &scheme_form()).await;
        if state == State::Drafting {
            return;
        }
        let (editor, approver) = (
            self.caller(Who::Editor(city)).await,
            self.caller(Who::Approver(city)).await,
        );
        schemes::sign_off(&self.store, &editor, city).await.unwrap();
        if state == State::CitySignOff {
            return;
        }
        schemes::submit(&self.store, &approver, city, &Signature::OnScreen, None)
            .await
            .unwrap();
        let reviewer = self.caller(Who::Reviewer).await;
        match state {
            State::Returned => {
                let comments = ["funding", "S1-02"].map(|item| (item.to_owned(), "please check".to_owned()));
                schemes::return_items(&self.store, &reviewer, city, &comments.into())
                    .await
                    .unwrap();
            }
            State::Filed => {
                schemes::file(&self.store, &reviewer, city, &Letter::default(), &BTreeSet::new())
                    .await
                    .unwrap();
            }
            _ => {}
        }
    }

    /// Where a city's scheme stands.
    pub async fn scheme_state(&self, city: &str) -> State {
        let admin = self.caller(Who::Admin).await;
        let all = schemes::list(&self.store, &admin).await.unwrap();
        all.iter().find(|row| row.city == city).unwrap().state
    }
}
