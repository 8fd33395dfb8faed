//! The posts of `/admin/users`: invite, new link, disable, enable. A link is made here and shown once, in the
//! answer; the store keeps its hash.

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::HOST},
    response::{IntoResponse, Redirect, Response},
};
use domain::access::Role;
use jiff::SignedDuration;
use storage::{
    Caller, Refusal, links,
    users::{self, NewUser},
};

use super::scope;
use crate::{
    error::Error,
    locales::Words,
    pages::{
        again,
        forms::{Fields, Refused},
        link,
        typed::read_small,
    },
    visit::{App, Posted, Visit},
};

/// For how long a link can be used.
pub const LINK_HOURS: i64 = 24 * 7;

/// What a post came to.
enum Outcome {
    /// Go to the list, which says what changed about this user.
    Changed(String),
    /// Show the account's link, once.
    Link { account: String, token: String },
}

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let origin = origin(request.headers());
    let (fields, request) = read_small(&app, &visit, request).await?;
    let (posted, status) = match act(&app, &visit, &fields).await {
        Ok(Outcome::Changed(id)) => return Ok(Redirect::to(&visit.with(&[("changed", &id)])).into_response()),
        Ok(Outcome::Link { account, token }) => (
            Posted {
                done: Some((account, format!("{origin}/link/{token}"))),
                ..Posted::default()
            },
            StatusCode::OK,
        ),
        Err(refused) => {
            let (errors, status) = sentences(visit.words(), refused);
            let posted = Posted {
                fields,
                errors,
                ..Posted::default()
            };
            (posted, status)
        }
    };
    Ok(again(app, posted, status, request).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<Outcome, Refused> {
    let caller = visit.caller()?;
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let id = get("user");
    match get("action") {
        "invite" => {
            let new = new_user(visit.words(), get("account"), get("name"), get("role"), get("scope"))
                .map_err(Refused::Fields)?;
            let user = users::add(&app.store, &caller, new)
                .await
                .map_err(|e| at_field(visit.words(), e))?;
            let account = user.actor.account.clone();
            new_link(app, &caller, &user).await.map_err(|e| match e {
                Refused::Page(Error::Unavailable(_)) => {
                    Refused::Fields(vec![(String::new(), visit.words().link_failed(account))])
                }
                e => e,
            })
        }
        "reset" => {
            let all = users::list(&app.store, &caller).await?;
            let user = all.iter().find(|u| u.actor.id == id).ok_or(Error::NotFound)?;
            new_link(app, &caller, user).await
        }
        "disable" => {
            users::disable(&app.store, &caller, id).await?;
            Ok(Outcome::Changed(id.to_owned()))
        }
        "enable" => {
            users::enable(&app.store, &caller, id).await?;
            Ok(Outcome::Changed(id.to_owned()))
        }
        _ => Err(Refused::unknown(visit.words())),
    }
}

/// A new link for a user: an invitation until there is a password.
async fn new_link(app: &App, caller: &Caller, user: &users::User) -> Result<Outcome, Refused> {
    let token = link::new_token().ok_or_else(|| Error::Unavailable(String::new()))?;
    let purpose = if user.has_password {
        links::Purpose::Reset
    } else {
        links::Purpose::Invite
    };
    let expires = caller
        .at
        .checked_add(SignedDuration::from_hours(LINK_HOURS))
        .unwrap_or(caller.at);
    let hash = link::token_hash(&token);
    links::issue(&app.store, caller, &user.actor.id, purpose, &hash, expires).await?;
    Ok(Outcome::Link {
        account: user.actor.account.clone(),
        token,
    })
}

/// The account of an invitation as typed, or every field that is wrong.
fn new_user(t: Words, account: &str, name: &str, role: &str, place: &str) -> Result<NewUser, Vec<(String, String)>> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, sentence: &str| errors.push((field.to_owned(), sentence.to_owned()));
    if users::account_name(account).is_err() {
        wrong("account", t.account_bad());
    }
    if !(1..=users::NAME_MOST).contains(&name.trim().chars().count()) {
        wrong("name", t.name_bad());
    }
    let role = Role::parse(role);
    if role.is_none() {
        wrong("role", t.role_missing());
    }
    let scope = scope::parse(place);
    if scope.is_none() {
        wrong("scope", t.scope_missing());
    }
    match (role, scope) {
        (Some(role), Some(scope)) if errors.is_empty() => Ok(NewUser {
            account: account.to_owned(),
            name: name.to_owned(),
            role,
            scope,
        }),
        _ => Err(errors),
    }
}

/// A refused invitation as a sentence at the field that it is about.
fn at_field(t: Words, error: storage::Error) -> Refused {
    let storage::Error::Refused(refusal) = &error else {
        return error.into();
    };
    let field = match refusal {
        Refusal::BadAccount | Refusal::AccountTaken => "account",
        Refusal::Empty(_) | Refusal::TooLong { .. } => "name",
        Refusal::BadScope => "scope",
        _ => "",
    };
    Refused::Fields(vec![(field.to_owned(), t.refusal(refusal))])
}

/// The sentences and status of a refusal; where the page itself is refused it says so, and sets the status.
fn sentences(t: Words, refused: Refused) -> (Vec<(String, String)>, StatusCode) {
    let error = match refused {
        Refused::Fields(errors) => return (errors, StatusCode::UNPROCESSABLE_ENTITY),
        Refused::Page(error) => error,
    };
    let sentence = match &error {
        Error::Refused(refusal) => t.refusal(refusal),
        Error::NotFound => t.user_unknown().to_owned(),
        Error::Unavailable(id) => t.err_unavailable(id),
        _ => t.err_forbidden_title().to_owned(),
    };
    (vec![(String::new(), sentence)], error.status())
}

/// Where this site is, as the browser asked for it: http on this very machine, else https.
fn origin(headers: &HeaderMap) -> String {
    let Some(host) = headers.get(HOST).and_then(|h| h.to_str().ok()) else {
        return String::new();
    };
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|b| b.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let loopback = name == "localhost"
        || name
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback());
    let scheme = if loopback { "http" } else { "https" };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;

    #[test]
    fn a_link_leads_to_the_site_as_it_was_asked_for() {
        for (host, want) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("localhost", "http://localhost"),
            ("[::1]:3000", "http://[::1]:3000"),
            ("pilot.example", "https://pilot.example"),
            ("pilot.example:8443", "https://pilot.example:8443"),
            ("10.0.0.5:3000", "https://10.0.0.5:3000"),
            ("127.0.0.1.evil.example", "https://127.0.0.1.evil.example"),
        ] {
            let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
            assert_eq!(origin(&headers), want);
        }
        assert_eq!(origin(&HeaderMap::new()), "");
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let t = Words(Lang::En);
        let fields = |account, name: &str, role, place| -> Vec<String> {
            match new_user(t, account, name, role, place) {
                Ok(_) => Vec::new(),
                Err(errors) => errors.into_iter().map(|(field, _)| field).collect(),
            }
        };
        assert_eq!(fields("a b", " ", "king", "mars"), ["account", "name", "role", "scope"]);
        assert_eq!(fields("a@b.example", "Desk", "city_editor", ""), ["scope"]);
        assert_eq!(
            fields("a@b.example", &"名".repeat(61), "city_editor", "city:suzhou"),
            ["name"]
        );
        assert!(fields("a@b.example", &"名".repeat(60), "city_editor", "city:suzhou").is_empty());
    }

    #[test]
    fn the_stores_refusal_stands_at_its_field() {
        let at = |refusal: Refusal| match at_field(Words(Lang::Zh), refusal.into()) {
            Refused::Fields(errors) => errors[0].clone(),
            Refused::Page(_) => panic!(),
        };
        assert_eq!(at(Refusal::AccountTaken), ("account".into(), "已有此账号。".into()));
        assert_eq!(at(Refusal::BadScope).0, "scope");
    }
}
