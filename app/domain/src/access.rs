//! The one door for permission: roles, verbs, objects and `may()`. Source: `data/access.csv`, whose every row is
//! tested against this file. Hidden existence answers 404, visible but forbidden 403, anonymous is sent to sign in.

use serde::{Deserialize, Serialize};

use crate::report::State;

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
        Role::CityEditor, Role::CityApprover, Role::Liaison, Role::Reviewer, Role::Expert, Role::Admin, Role::Observer,
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
    /// `take`, `ask`, `return`, `accept`.
    Review,
    /// Write into an item's thread.
    Comment,
    /// Read values with places.
    ReadPlaces,
    /// Change it.
    Manage,
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
