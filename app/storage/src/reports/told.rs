//! Who is told what when a report moves, and who is named in its threads.

use domain::{
    access::{Object, Verb},
    message::Kind,
    report::State,
};
use sqlx::AnyConnection;

use super::report::Report;
use crate::{
    Error, Write,
    messages::{self, Params, Who, tell},
};

/// What is told of a report that stands so from now on.
pub(super) struct Told<'a> {
    report: &'a Report,
    state: State,
    about: String,
}

impl<'a> Told<'a> {
    /// A step of the report to this state.
    pub fn of(report: &'a Report, state: State) -> Self {
        let about = messages::report(&report.city, report.period);
        Told { report, state, about }
    }

    /// What was asked of somebody before this step is done with.
    pub async fn settle(&self, w: &mut Write) -> Result<(), Error> {
        messages::settle(w, &self.about, Kind::OF_REPORT).await
    }

    /// The request for a correction is answered.
    pub async fn settle_request(&self, w: &mut Write) -> Result<(), Error> {
        messages::settle(w, &self.about, &[Kind::CorrectionRequested]).await
    }

    /// The city has answered all questions: nothing is asked of it any more.
    pub async fn settle_questions(&self, w: &mut Write) -> Result<(), Error> {
        if open_questions(w.conn(), &self.report.id).await? > 0 {
            return Ok(());
        }
        messages::settle(w, &self.about, &[Kind::ReportAsked]).await
    }

    fn object(&self) -> Object<'_> {
        Object::Report {
            city: &self.report.city,
            state: self.state,
            versions: self.report.versions.max(u32::from(self.state == State::Submitted)),
        }
    }

    fn params(&self, w: &Write, items: &[&str]) -> Params {
        Params {
            items: items.iter().map(|i| (*i).to_owned()).collect(),
            by: w.caller().actor.name.clone(),
            ..Params::report(&self.report.city, self.report.period)
        }
    }

    /// Tells people of the step, with the items that it is about.
    pub async fn tell(&self, w: &mut Write, who: &Who<'_>, kind: Kind, items: &[&str]) -> Result<(), Error> {
        let params = self.params(w, items);
        tell(w, who, kind, &self.about, &params, (Verb::See, &self.object())).await
    }

    /// Tells the city's people.
    pub async fn tell_city(&self, w: &mut Write, kind: Kind, items: &[&str]) -> Result<(), Error> {
        self.tell(w, &Who::City(&self.report.city), kind, items).await
    }

    /// Tells those who asked or spoke in an item's thread before.
    pub async fn tell_asker(&self, w: &mut Write, item: &str) -> Result<(), Error> {
        let own = w.caller().actor.id.clone();
        let asked: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT author FROM remarks WHERE report_id = $1 AND item = $2 AND kind <> 'answer' AND author <> $3",
        )
        .bind(&self.report.id)
        .bind(item)
        .bind(own)
        .fetch_all(w.conn())
        .await?;
        for id in asked {
            self.tell(w, &Who::One(&id), Kind::ItemAnswered, &[item]).await?;
        }
        Ok(())
    }

    /// Tells those who are named in what was written beside these items, if they may read the threads.
    pub async fn named(&self, w: &mut Write, items: &[&str], texts: &[&str]) -> Result<(), Error> {
        let params = self.params(w, items);
        messages::named(w, texts, &self.about, &params, (Verb::Comment, &self.object())).await
    }
}

/// How many questions of reviewers stand without the city's answer.
async fn open_questions(conn: &mut AnyConnection, report_id: &str) -> Result<i64, Error> {
    let open = sqlx::query_scalar(
        "SELECT COUNT(*) FROM remarks m WHERE m.report_id = $1 AND m.kind = 'ask' AND NOT EXISTS (SELECT 1 FROM remarks a \
         WHERE a.report_id = m.report_id AND a.item = m.item AND a.kind = 'answer' AND a.seq > m.seq)",
    );
    Ok(open.bind(report_id).fetch_one(conn).await?)
}
