//! The one door for permission: roles, verbs, objects and `may()`. Source: `data/access.csv`, whose every row is
//! tested against this file. Hidden existence answers 404, visible but forbidden 403, anonymous is sent to sign in.

mod contact;
mod practice;
mod problem;
mod question;
mod report;
mod scheme;

use serde::{Deserialize, Serialize};

use crate::{practice::State as PracticeState, report::State, scheme::State as SchemeState};

/// The role of an account; one account has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 城市填报员.
    CityEditor,
    /// 城市审签人.
    CityApprover,
    /// 省级联络员.
    Liaison,
    /// 国家局审核员.
    Reviewer,
    /// 评审专家.
    Expert,
    /// 国家局管理员.
    Admin,
    /// 只读用户.
    Observer,
    /// 审计员.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::CityEditor,
        Role::CityApprover,
        Role::Liaison,
        Role::Reviewer,
        Role::Expert,
        Role::Admin,
        Role::Observer,
        Role::Auditor,
    ];

    /// The name in forms, database and command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::CityEditor => "city_editor",
            Role::CityApprover => "city_approver",
            Role::Liaison => "liaison",
            Role::Reviewer => "reviewer",
            Role::Expert => "expert",
            Role::Admin => "admin",
            Role::Observer => "observer",
            Role::Auditor => "auditor",
        }
    }

    /// The role of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// What an account belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "scope", content = "of", rename_all = "snake_case")]
pub enum Scope {
    /// One city, by slug.
    City(String),
    /// One province, by key as in [`crate::city::City::province`].
    Province(String),
    /// The nation.
    Nation,
    /// Nothing (experts).
    None,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Account id, a UUID; `system` for the program itself.
    pub id: String,
    /// E-mail or account name.
    pub account: String,
    /// Name shown to others.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What it belongs to.
    pub scope: Scope,
}

impl Actor {
    /// True for the reviewer and administrator of CNIPA.
    #[must_use]
    pub const fn is_cnipa(&self) -> bool {
        matches!(self.role, Role::Reviewer | Role::Admin)
    }

    /// The city it belongs to, by slug, if it belongs to one.
    #[must_use]
    pub fn city(&self) -> Option<&str> {
        match &self.scope {
            Scope::City(slug) => Some(slug),
            _ => None,
        }
    }

    /// True if the account's scope holds the city.
    #[must_use]
    pub fn covers(&self, city: &str) -> bool {
        match &self.scope {
            Scope::City(slug) => slug == city,
            Scope::Province(p) => crate::city::city(city).is_some_and(|c| &c.province == p),
            Scope::Nation => true,
            Scope::None => false,
        }
    }
}

/// How far CNIPA has released accepted values to other cities and observers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    /// Own figures with nine-city median and range; the default.
    #[default]
    Own,
    /// Values by city, no places.
    Named,
    /// Values by city with places.
    Ranked,
}

impl Release {
    /// Every level, narrowest first.
    pub const ALL: [Release; 3] = [Release::Own, Release::Named, Release::Ranked];

    /// The name in forms and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Release::Own => "own",
            Release::Named => "named",
            Release::Ranked => "ranked",
        }
    }

    /// The level of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Release::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object<'a> {
    /// The report of a city; `state` is drafting where no draft exists yet; `versions` counts submissions.
    Report {
        /// City slug.
        city: &'a str,
        /// Where it stands.
        state: State,
        /// How many versions were submitted.
        versions: u32,
    },
    /// A city's accepted values of an indicator and period, released so far.
    Values {
        /// City slug.
        city: &'a str,
        /// The release in force.
        release: Release,
    },
    /// Whether a city is late.
    Lateness {
        /// City slug.
        city: &'a str,
    },
    /// A city's score while the pilot runs, point by point.
    Score {
        /// City slug.
        city: &'a str,
    },
    /// The address book of a city.
    Contacts {
        /// City slug.
        city: &'a str,
    },
    /// The log of who reminded a city, and what was promised.
    Chasing {
        /// City slug.
        city: &'a str,
    },
    /// A problem of a city.
    Problem {
        /// City slug.
        city: &'a str,
        /// CNIPA has shared it with all cities.
        shared: bool,
        /// Its level is provincial and it waits for the liaison.
        with_province: bool,
    },
    /// A practice of a city.
    Practice {
        /// City slug.
        city: &'a str,
        /// Where it stands.
        state: PracticeState,
    },
    /// The scheme of a city; `state` is drafting where there is none yet; `versions` is the last that was submitted.
    Scheme {
        /// City slug.
        city: &'a str,
        /// Where it stands.
        state: SchemeState,
        /// 0 where none was submitted.
        versions: u32,
    },
    /// A question of definition; what was declined is not answered.
    Question {
        /// The city that asked.
        city: &'a str,
        /// CNIPA has answered it to all.
        answered: bool,
    },
    /// CNIPA's brief, and one's own draft of it.
    Brief,
    /// A saved view of the comparison, shared within CNIPA.
    SavedView,
    /// Users, calendar, indicators, releases, settings.
    Administration,
    /// The audit.
    Audit,
    /// One's own account.
    OwnAccount,
}

/// What someone wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// See that it exists: state, due date, share filled.
    See,
    /// Read its present content (of a submitted or accepted report: the version in force).
    Read,
    /// Read its frozen versions.
    ReadVersions,
    /// Type into it.
    Save,
    /// `sign_off`.
    SignOff,
    /// `send_back`, `submit`.
    Approve,
    /// `withdraw`.
    Withdraw,
    /// `take`, `ask`, `return`, `accept` of a report; `agree`, `disagree` that an indicator of a score does not apply.
    Review,
    /// `request_correction` of an accepted report, `amend` of a filed scheme; whom it is hidden from does not see that one was asked for either.
    AskCorrection,
    /// `supplement` of what an accepted report holds as not yet available.
    Supplement,
    /// `grant_correction`, `decline_correction`.
    GrantCorrection,
    /// Write into an item's thread.
    Comment,
    /// `escalate` of a problem.
    Escalate,
    /// `reply`, `pass_on` of a problem that waits for the province.
    Liaise,
    /// `receive`, `return`, `assign`, `reply`, `strike_off`, `share`, `join` of a problem.
    Handle,
    /// Read values with places.
    ReadPlaces,
    /// Change it.
    Manage,
    /// Record that one's own city does it too.
    Adopt,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// It is visible but not yours to do: 403.
    Forbidden,
    /// It does not exist for you: 404.
    Hidden,
    /// Sign in first: 303 for pages, 401 for the API.
    SignIn,
}

/// Whether someone may do something; nobody decides this elsewhere. `actor` is none before sign-in.
///
/// An account sees at most what its role and scope allow; drafts are the city's own until they are submitted,
/// and an approver's right to approve his own draft is decided with the draft (`storage`), not here.
#[must_use]
pub fn may(actor: Option<&Actor>, verb: Verb, object: &Object<'_>) -> Decision {
    use Decision::{Allow, Forbidden, Hidden, SignIn};
    let Some(actor) = actor else { return SignIn };
    match *object {
        Object::Report { city, state, versions } => report::report(actor, verb, city, state, versions),
        Object::Values { city, release } => {
            let own = match actor.role {
                Role::CityEditor | Role::CityApprover | Role::Liaison | Role::Observer => actor.covers(city),
                Role::Reviewer | Role::Admin => true,
                Role::Expert | Role::Auditor => return Hidden,
            };
            // An observer reads what has been released to its scope; of the nation that is all cities' own figures.
            let released = match verb {
                Verb::ReadPlaces => release == Release::Ranked,
                _ => release >= Release::Named,
            };
            let places_of_own = actor.is_cnipa() || verb != Verb::ReadPlaces;
            if released || (own && places_of_own) {
                Allow
            } else {
                Hidden
            }
        }
        Object::Lateness { city } | Object::Score { city } => match actor.role {
            Role::CityEditor | Role::CityApprover | Role::Liaison if actor.covers(city) => {
                decided(true, verb != Verb::Review)
            }
            Role::Reviewer | Role::Admin => Allow,
            _ => Hidden,
        },
        Object::Contacts { city } => contact::book(actor, verb, city),
        Object::Chasing { city } => contact::chasing(actor, verb, city),
        Object::Problem {
            city,
            shared,
            with_province,
        } => problem::decide(actor, verb, city, shared, with_province),
        Object::Practice { city, state } => practice::practice(actor, verb, city, state),
        Object::Scheme { city, state, versions } => scheme::scheme(actor, verb, city, state, versions),
        Object::Question { city, answered } => question::question(actor, verb, city, answered),
        Object::Brief | Object::SavedView => decided(actor.is_cnipa(), true),
        Object::Administration => {
            if actor.role == Role::Admin {
                Allow
            } else {
                Forbidden
            }
        }
        Object::Audit => {
            if actor.role == Role::Auditor {
                Allow
            } else {
                Forbidden
            }
        }
        Object::OwnAccount => Allow,
    }
}

/// Of what is seen or not, and may be done or not.
const fn decided(seen: bool, allowed: bool) -> Decision {
    match (seen, allowed) {
        (false, _) => Decision::Hidden,
        (true, true) => Decision::Allow,
        (true, false) => Decision::Forbidden,
    }
}

#[cfg(test)]
mod tests;
