//! Who is told what when a scheme moves.

use domain::{
    access::{Object, Verb},
    message::Kind,
    scheme::State,
};

use super::Head;
use crate::{
    Error, Write,
    messages::{self, Params, Who},
};

/// The address of a city's scheme.
pub(super) fn about(city: &str) -> String {
    format!("/schemes/{city}")
}

/// What was asked of somebody before is done with; then people are told of a step that leads to this state.
pub(super) async fn step(
    w: &mut Write,
    head: &Head,
    state: State,
    told: Option<(Who<'_>, Kind)>,
    items: &[String],
) -> Result<(), Error> {
    let about = about(&head.city);
    messages::settle(w, &about, Kind::OF_SCHEME).await?;
    let Some((who, kind)) = told else { return Ok(()) };
    let object = Object::Scheme {
        city: &head.city,
        state,
        versions: head.latest.unwrap_or(u32::from(state == State::Submitted)),
    };
    let params = Params {
        city: head.city.clone(),
        by: w.caller().actor.name.clone(),
        items: items.to_vec(),
        ..Params::default()
    };
    messages::tell(w, &who, kind, &about, &params, (Verb::See, &object)).await
}
