//! Who is named in a text of a thread is told, once a text.

use domain::{
    access::{Object, Verb},
    mention::mentions,
    message::Kind,
};

use super::{Params, Who, tell};
use crate::{Error, Write};

/// Tells those who are named in these texts and may read the thread; who is named twice is told once.
pub(crate) async fn named(
    w: &mut Write,
    texts: &[&str],
    about: &str,
    params: &Params,
    may_read: (Verb, &Object<'_>),
) -> Result<(), Error> {
    let params = Params {
        by: w.caller().actor.name.clone(),
        ..params.clone()
    };
    for mention in mentions(&texts.join("\n")) {
        let who = Who::At(mention.role, mention.scope);
        tell(w, &who, Kind::Mentioned, about, &params, may_read).await?;
    }
    Ok(())
}
