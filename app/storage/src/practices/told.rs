//! Who is told of what is done with a practice.

use domain::{
    access::{Object, Verb},
    message::Kind,
    practice::{Action, State, code},
};

use super::Head;
use crate::{
    Error, Write,
    messages::{self, Params, Who},
};

fn about(head: &Head) -> String {
    format!("/practices/{}", code(head.number))
}

/// Tells CNIPA or the practice's city of a step; what was asked of the other side is done with.
pub(super) async fn told(w: &mut Write, head: &Head, title: &str, action: Action, state: State) -> Result<(), Error> {
    messages::settle(w, &about(head), Kind::OF_PRACTICE).await?;
    let (who, kind) = match action {
        Action::Submit => (Who::Cnipa, Kind::PracticeSubmitted),
        Action::Return => (Who::City(&head.city), Kind::PracticeReturned),
        Action::Select => (Who::City(&head.city), Kind::PracticeSelected),
        Action::Decline => (Who::City(&head.city), Kind::PracticeDeclined),
        Action::Publish => (Who::City(&head.city), Kind::PracticePublished),
        Action::Save | Action::Adopt => return Ok(()),
    };
    tell(w, head, &who, kind, (&head.city, title), state).await
}

/// Tells a practice's city that another one has adopted it.
pub(super) async fn adopted(w: &mut Write, head: &Head, by: &str) -> Result<(), Error> {
    let said = (by, head.case.title.as_str());
    tell(w, head, &Who::City(&head.city), Kind::PracticeAdopted, said, head.state).await
}

/// `city` is who did it, `title` the case's.
async fn tell(
    w: &mut Write,
    head: &Head,
    who: &Who<'_>,
    kind: Kind,
    (city, title): (&str, &str),
    state: State,
) -> Result<(), Error> {
    let object = Object::Practice {
        city: &head.city,
        state,
    };
    let params = Params {
        city: city.to_owned(),
        title: format!("{} {}", code(head.number), title),
        ..Params::default()
    };
    messages::tell(w, who, kind, &about(head), &params, (Verb::Read, &object)).await
}
