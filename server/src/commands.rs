//! The commands beside `serve`.

use std::io::Write as _;

use domain::access::{Role, Scope};
use jiff::SignedDuration;
use storage::{Caller, Store, audit, links, users};

use crate::{
    config::{AuditCommand, Command, StoreArgs, UserCommand},
    serve::{Failure, clock, open, open_to_verify},
};

fn say(text: &str) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{text}").map_err(|e| Failure::Other(e.to_string()))
}

/// Runs a command.
///
/// # Errors
/// [`Failure`], as one sentence.
pub async fn run(args: &StoreArgs, command: &Command) -> Result<(), Failure> {
    let store = match command {
        Command::Audit(AuditCommand::Verify { .. }) => open_to_verify(args).await?,
        _ => open(args).await?,
    };
    let outcome = match command {
        Command::Serve(_) => Ok(()),
        Command::Migrate => say("The schema is up to date."),
        Command::Demo { .. } if args.cities.is_some() => Err(Failure::Other(
            "a demonstration is of the nine cities of the notice; leave --cities away".into(),
        )),
        Command::Demo { today } => crate::demo::run(&store, *today).await.and_then(|told| say(&told)),
        Command::User(command) => user(&store, command).await,
        Command::Export { .. } => export(&store).await,
        Command::Audit(command) => audit(&store, command).await,
    };
    store.close().await;
    outcome
}

/// The observations as CSV, as an administrator sees them.
async fn export(store: &Store) -> Result<(), Failure> {
    let caller = caller(store).await?;
    let all = storage::facts::observations(store, &caller, storage::facts::Filter::default()).await?;
    let text = app::pages::exports::observations_csv(&all).map_err(Failure::Other)?;
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|e| Failure::Other(e.to_string()))
}

/// The program itself, by the store's clock: a demonstration has its own.
async fn caller(store: &Store) -> Result<Caller, Failure> {
    let settings = storage::settings::get(store).await?;
    Ok(Caller::cli(clock(&settings)()))
}

async fn find(store: &Store, account: &str) -> Result<users::User, Failure> {
    users::find_by_account(store, account)
        .await?
        .map(|c| c.user)
        .ok_or_else(|| Failure::Other(format!("there is no account {account}; see `pilotboard user list`")))
}

async fn link(store: &Store, caller: &Caller, id: &str, purpose: links::Purpose) -> Result<String, Failure> {
    let token = app::pages::link::new_token().ok_or_else(|| Failure::Other("the system has no randomness".into()))?;
    let expires = caller
        .at
        .checked_add(SignedDuration::from_hours(app::pages::admin::posts::LINK_HOURS))
        .unwrap_or(caller.at);
    let hash = app::pages::link::token_hash(&token);
    links::issue(store, caller, id, purpose, &hash, expires)
        .await
        .map_err(sentence)?;
    Ok(format!("/link/{token}"))
}

async fn user(store: &Store, command: &UserCommand) -> Result<(), Failure> {
    let caller = caller(store).await?;
    match command {
        UserCommand::Add {
            account,
            role,
            of,
            name,
        } => {
            let parsed = Role::parse(role).ok_or_else(|| {
                let known = Role::ALL.map(Role::name).join(", ");
                Failure::Other(format!("there is no role {role}; the roles are {known}"))
            })?;
            let scope = scope(parsed, of.as_deref())?;
            let name = name.clone().unwrap_or_else(|| account.clone());
            let new = users::NewUser {
                account: account.clone(),
                name,
                role: parsed,
                scope,
            };
            let user = users::add(store, &caller, new).await.map_err(sentence)?;
            let path = link(store, &caller, &user.actor.id, links::Purpose::Invite).await?;
            say(&format!(
                "{account} can set a password once, within 7 days, at this path of the site:\n{path}"
            ))
        }
        UserCommand::Reset { account } => {
            let user = find(store, account).await?;
            let purpose = if user.has_password {
                links::Purpose::Reset
            } else {
                links::Purpose::Invite
            };
            let path = link(store, &caller, &user.actor.id, purpose).await?;
            say(&format!(
                "{account} can set a new password once, within 7 days, at this path of the site:\n{path}"
            ))
        }
        UserCommand::List => {
            for u in users::list(store, &caller).await? {
                let state = match (u.disabled, u.has_password) {
                    (true, _) => "disabled",
                    (false, true) => "in use",
                    (false, false) => "invited",
                };
                say(&format!(
                    "{:40} {:14} {:12} {state}",
                    u.actor.account,
                    u.actor.role.name(),
                    scope_text(&u.actor.scope)
                ))?;
            }
            Ok(())
        }
        UserCommand::Disable { account } => {
            let user = find(store, account).await?;
            users::disable(store, &caller, &user.actor.id).await.map_err(sentence)?;
            say(&format!("{account} is disabled and signed out everywhere."))
        }
    }
}

/// A refusal in the command line's English.
fn sentence(e: storage::Error) -> Failure {
    match e {
        storage::Error::Refused(r) => Failure::Other(app::locales::Words(domain::lang::Lang::En).refusal(&r)),
        e => e.into(),
    }
}

/// What an account belongs to, from its role and the flag `--of`; the store checks that the two fit.
fn scope(role: Role, of: Option<&str>) -> Result<Scope, Failure> {
    let province = |key: &str| domain::city::cities().iter().any(|c| c.province == key);
    match of {
        Some("nation") => Ok(Scope::Nation),
        Some("none") => Ok(Scope::None),
        Some(of) if role == Role::Liaison && province(of) => Ok(Scope::Province(of.to_owned())),
        Some(of) if domain::city::city(of).is_some() => Ok(Scope::City(of.to_owned())),
        Some(of) if province(of) => Ok(Scope::Province(of.to_owned())),
        Some(of) => Err(Failure::Other(format!(
            "there is no city or province {of} in the pilot"
        ))),
        None => match role {
            Role::Expert => Ok(Scope::None),
            Role::Reviewer | Role::Admin | Role::Auditor => Ok(Scope::Nation),
            _ => Err(Failure::Other(format!(
                "say with --of what the {} belongs to: a city as suzhou, a province as jiangsu, or nation",
                role.name()
            ))),
        },
    }
}

fn scope_text(scope: &Scope) -> &str {
    match scope {
        Scope::City(s) | Scope::Province(s) => s,
        Scope::Nation => "nation",
        Scope::None => "none",
    }
}

async fn audit(store: &Store, command: &AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Anchor => say(&audit::anchor(store).await?.to_string()),
        AuditCommand::Verify { anchor } => {
            let anchor = anchor
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|e: domain::audit::NotAnAnchor| Failure::Other(e.to_string()))?;
            match audit::verify(store, anchor.as_ref()).await {
                Ok(end) => say(&format!("The audit is whole: {} lines.", end.seq)),
                Err(doubt) => Err(Failure::Other(doubt.to_string())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_belongs_where_the_flag_says_and_some_need_none() {
        let city = |slug: &str| Some(Scope::City(slug.into()));
        assert_eq!(scope(Role::CityEditor, Some("suzhou")).ok(), city("suzhou"));
        assert_eq!(scope(Role::Observer, Some("beijing")).ok(), city("beijing"));
        let jiangsu = Some(Scope::Province("jiangsu".into()));
        assert_eq!(scope(Role::Liaison, Some("jiangsu")).ok(), jiangsu);
        assert_eq!(scope(Role::Admin, None).ok(), Some(Scope::Nation));
        assert_eq!(scope(Role::Expert, None).ok(), Some(Scope::None));
        assert!(scope(Role::CityEditor, None).is_err() && scope(Role::Observer, None).is_err());
        assert!(scope(Role::CityEditor, Some("atlantis")).is_err());
    }
}
