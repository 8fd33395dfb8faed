//! The demonstration's accounts: people are roles, named after their posts.

use std::collections::BTreeMap;

use app::pages::sign_in::DEMO_PASSWORD;
use domain::access::{Actor, Role, Scope};
use domain::city::cities;
use jiff::{SignedDuration, Timestamp};
use storage::links::{self, Purpose};
use storage::users::{self, NewUser};
use storage::{Caller, Store, messages};

use crate::serve::Failure;

/// The account that is made last; where it is missing the demonstration was not filled to its end.
pub(super) const LAST: &str = "auditor@cnipa.example";

/// Everyone but the auditor, the administrator first.
fn all() -> Vec<NewUser> {
    let mut all = vec![
        of_cnipa("admin", "国家局管理员", Role::Admin, Scope::Nation),
        of_cnipa("reviewer", "国家局审核员", Role::Reviewer, Scope::Nation),
        of_cnipa("observer", "国家局观察员", Role::Observer, Scope::Nation),
    ];
    for (n, zh) in [("1", "一"), ("2", "二"), ("3", "三")] {
        all.push(of_cnipa(
            &format!("expert{n}"),
            &format!("评审专家{zh}"),
            Role::Expert,
            Scope::None,
        ));
    }
    let mut provinces = Vec::new();
    for city in cities().iter().filter(|c| !c.is_municipality()) {
        if !provinces.contains(&&city.province) {
            provinces.push(&city.province);
            all.push(NewUser {
                account: format!("liaison@{}.example", city.province),
                name: format!("{}联络员", city.province_name.zh),
                role: Role::Liaison,
                scope: Scope::Province(city.province.clone()),
            });
        }
    }
    for city in cities() {
        for (who, post, role) in [
            ("editor", "填报员", Role::CityEditor),
            ("approver", "审签人", Role::CityApprover),
        ] {
            all.push(NewUser {
                account: format!("{who}@{}.example", city.slug),
                name: format!("{}{post}", city.name.zh),
                role,
                scope: Scope::City(city.slug.clone()),
            });
        }
    }
    all
}

fn of_cnipa(who: &str, name: &str, role: Role, scope: Scope) -> NewUser {
    NewUser {
        account: format!("{who}@cnipa.example"),
        name: name.to_owned(),
        role,
        scope,
    }
}

/// Who acts in the demonstration, by account.
pub(super) struct People {
    actors: BTreeMap<String, Actor>,
    hash: String,
}

impl People {
    /// Makes all accounts but the last; the administrator invites the others.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn make(store: &Store, at: Timestamp) -> Result<Self, Failure> {
        let hash = crate::passwords::hash(DEMO_PASSWORD).map_err(|e| Failure::Other(e.to_string()))?;
        let mut people = People {
            actors: BTreeMap::new(),
            hash,
        };
        let mut host = Caller::cli(at);
        for new in all() {
            let actor = people.invite(store, &host, new).await?;
            if actor.role == Role::Admin {
                "127.0.0.1".clone_into(&mut host.from);
                host.actor = actor;
            }
            host.at = later(host.at);
        }
        Ok(people)
    }

    /// Everybody has read what he was told before an instant.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn read_messages(&self, store: &Store, before: Timestamp, at: Timestamp) -> Result<(), Failure> {
        for account in self.actors.keys() {
            let caller = self.caller(account, at)?;
            let mut until = messages::inbox(store, &caller, 1).await?.unread.into_iter();
            if let Some(last) = until.find(|m| m.at < before) {
                messages::mark_all_read(store, &caller, last.seq).await?;
            }
        }
        Ok(())
    }

    /// Makes the last account.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn finish(&mut self, store: &Store, at: Timestamp) -> Result<(), Failure> {
        let host = self.caller("admin@cnipa.example", at)?;
        let auditor = NewUser {
            account: LAST.to_owned(),
            ..of_cnipa("auditor", "审计员", Role::Auditor, Scope::Nation)
        };
        self.invite(store, &host, auditor).await?;
        Ok(())
    }

    async fn invite(&mut self, store: &Store, host: &Caller, new: NewUser) -> Result<Actor, Failure> {
        let user = users::add(store, host, new).await?;
        // Used up at once. No token has a text of this form as its hash, so that nobody can use it before.
        let token = format!("demonstration {}", user.actor.account);
        let expires = host.at.checked_add(SignedDuration::from_hours(1)).unwrap_or(host.at);
        links::issue(store, host, &user.actor.id, Purpose::Invite, &token, expires).await?;
        let actor = links::redeem(store, &token, &self.hash, host.at, &host.from)
            .await?
            .actor;
        self.actors.insert(actor.account.clone(), actor.clone());
        Ok(actor)
    }

    /// An account at work.
    ///
    /// # Errors
    /// Where there is no such account.
    pub(super) fn caller(&self, account: &str, at: Timestamp) -> Result<Caller, Failure> {
        let actor = self.actors.get(account).cloned();
        let actor = actor.ok_or_else(|| Failure::Other(format!("the demonstration has no account {account}")))?;
        Ok(Caller {
            actor,
            at,
            from: "127.0.0.1".into(),
        })
    }

    /// How many accounts there are.
    pub(super) fn count(&self) -> usize {
        self.actors.len()
    }
}

/// A second later.
fn later(at: Timestamp) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(1)).unwrap_or(at)
}
