//! The one door for permission: roles, verbs, objects and `may()`. Source: `data/access.csv`, whose every row is
//! tested against this file. Hidden existence answers 404, visible but forbidden 403, anonymous is sent to sign in.

mod problem;

use serde::{Deserialize, Serialize};

use crate::{practice::State as PracticeState, report::State};

mod practice;
mod question;

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
    /// A question of definition; what was declined is not answered.
    Question {
        /// The city that asked.
        city: &'a str,
        /// CNIPA has answered it to all.
        answered: bool,
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
    /// `request_correction` of an accepted report; whom it is hidden from does not see that one was asked for either.
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
        Object::Report { city, state, versions } => report(actor, verb, city, state, versions),
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
        Object::Lateness { city } => match actor.role {
            Role::CityEditor | Role::CityApprover | Role::Liaison if actor.covers(city) => Allow,
            Role::Reviewer | Role::Admin => Allow,
            _ => Hidden,
        },
        // Whom to call is known to whom a city answers; the city and CNIPA keep its address book.
        Object::Contacts { city } => match (actor.role, verb) {
            (Role::CityEditor | Role::CityApprover, _) if actor.covers(city) => Allow,
            (Role::Reviewer | Role::Admin, _) => Allow,
            (Role::Liaison, Verb::Read) if actor.covers(city) => Allow,
            (Role::Liaison, _) if actor.covers(city) => Forbidden,
            _ => Hidden,
        },
        Object::Chasing { city } => match (actor.role, verb) {
            (Role::Reviewer | Role::Admin, _) => Allow,
            (Role::Liaison, _) if actor.covers(city) => Allow,
            (Role::CityEditor | Role::CityApprover, Verb::Read) if actor.covers(city) => Allow,
            (Role::CityEditor | Role::CityApprover, _) if actor.covers(city) => Forbidden,
            _ => Hidden,
        },
        Object::Problem {
            city,
            shared,
            with_province,
        } => problem::decide(actor, verb, city, shared, with_province),
        Object::Practice { city, state } => practice::practice(actor, verb, city, state),
        Object::Question { city, answered } => question::question(actor, verb, city, answered),
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

/// The rows of `report` in the table of access.
fn report(actor: &Actor, verb: Verb, city: &str, state: State, versions: u32) -> Decision {
    use Decision::{Allow, Forbidden, Hidden};
    let submitted = matches!(state, State::Submitted | State::Accepted);
    match actor.role {
        Role::CityEditor | Role::CityApprover if actor.covers(city) => match verb {
            Verb::Approve | Verb::Withdraw if actor.role == Role::CityEditor => Forbidden,
            Verb::Review | Verb::GrantCorrection | Verb::Manage | Verb::ReadPlaces => Forbidden,
            _ => Allow,
        },
        // The liaison reads and advises; a returned report's frozen versions stay readable, its draft does not.
        Role::Liaison if actor.covers(city) => match verb {
            Verb::Read | Verb::See if submitted => Allow,
            Verb::ReadVersions | Verb::Comment if versions > 0 => Allow,
            Verb::See if versions > 0 => Allow,
            Verb::See if state == State::Drafting => Allow,
            Verb::Review | Verb::GrantCorrection if submitted => Forbidden,
            _ => Hidden,
        },
        Role::Reviewer | Role::Admin => match verb {
            Verb::See => Allow,
            Verb::Review | Verb::GrantCorrection => Allow,
            Verb::Read if submitted => Allow,
            Verb::ReadVersions | Verb::Comment if versions > 0 => Allow,
            Verb::Read | Verb::ReadVersions | Verb::Comment => Hidden,
            _ => Forbidden,
        },
        _ => Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn actor(column: &str) -> Option<Actor> {
        let (role, scope) = match column {
            "editor_own" => (Role::CityEditor, Scope::City("suzhou".into())),
            "approver_own" => (Role::CityApprover, Scope::City("suzhou".into())),
            "liaison_own" => (Role::Liaison, Scope::Province("jiangsu".into())),
            "city_other" => (Role::CityEditor, Scope::City("kunming".into())),
            "reviewer" => (Role::Reviewer, Scope::Nation),
            "admin" => (Role::Admin, Scope::Nation),
            "expert" => (Role::Expert, Scope::None),
            "observer" => (Role::Observer, Scope::City("suzhou".into())),
            "auditor" => (Role::Auditor, Scope::Nation),
            _ => return None,
        };
        Some(Actor {
            id: column.into(),
            account: column.into(),
            name: column.into(),
            role,
            scope,
        })
    }

    /// What a row of the table asks, as verbs and objects; none for objects that do not exist yet.
    fn questions(object: &str, when: &str, verb: &str) -> Option<Vec<(Verb, Object<'static>)>> {
        let report = |verb, state, versions| {
            (
                verb,
                Object::Report {
                    city: "suzhou",
                    state,
                    versions,
                },
            )
        };
        let values = |verb, release| {
            (
                verb,
                Object::Values {
                    city: "suzhou",
                    release,
                },
            )
        };
        let practice = |verb, state| (verb, Object::Practice { city: "suzhou", state });
        use PracticeState as P;
        use State as S;
        Some(match (object, when, verb) {
            ("report", "no draft yet or drafting", _) => vec![report(Verb::See, S::Drafting, 0)],
            ("report", "drafting or returned", "read content") => {
                vec![report(Verb::Read, S::Drafting, 0), report(Verb::Read, S::Returned, 1)]
            }
            ("report", "drafting or returned (open items)", "save") => {
                vec![report(Verb::Save, S::Drafting, 0), report(Verb::Save, S::Returned, 1)]
            }
            ("report", "drafting or returned", "sign_off") => {
                vec![
                    report(Verb::SignOff, S::Drafting, 0),
                    report(Verb::SignOff, S::Returned, 1),
                ]
            }
            ("report", "city_sign_off", "read content") => vec![report(Verb::Read, S::CitySignOff, 0)],
            ("report", "city_sign_off", _) => vec![report(Verb::Approve, S::CitySignOff, 0)],
            ("report", "submitted and not taken", _) => vec![report(Verb::Withdraw, S::Submitted, 1)],
            ("report", "submitted", "read content") => vec![report(Verb::Read, S::Submitted, 1)],
            ("report", "submitted", _) => vec![report(Verb::Review, S::Submitted, 1)],
            ("report", "submitted or later", _) => {
                vec![
                    report(Verb::Comment, S::Submitted, 1),
                    report(Verb::Comment, S::Accepted, 1),
                ]
            }
            ("report", "accepted", "read content and versions") => {
                vec![
                    report(Verb::Read, S::Accepted, 1),
                    report(Verb::ReadVersions, S::Accepted, 1),
                ]
            }
            ("report", "accepted", "ask for correction") => vec![report(Verb::AskCorrection, S::Accepted, 1)],
            ("report", "a not-available item is open", _) => vec![report(Verb::Supplement, S::Accepted, 1)],
            ("report", "accepted", "grant correction") => vec![report(Verb::GrantCorrection, S::Accepted, 1)],
            ("accepted values", "release own", "read own values with median and range") => {
                vec![values(Verb::Read, Release::Own)]
            }
            ("accepted values", "release named", _) => vec![values(Verb::Read, Release::Named)],
            ("accepted values", "release ranked", _) => {
                vec![
                    values(Verb::Read, Release::Ranked),
                    values(Verb::ReadPlaces, Release::Ranked),
                ]
            }
            ("problem", ..) => return problem::questions(when, verb),
            ("lateness of a city", ..) => vec![(Verb::Read, Object::Lateness { city: "suzhou" })],
            ("practice", "draft", _) => vec![practice(Verb::Read, P::Draft), practice(Verb::Save, P::Draft)],
            ("practice", "submitted or later and not published", _) => {
                let states = [P::Submitted, P::Returned, P::Selected, P::Declined];
                states.map(|s| practice(Verb::Read, s)).to_vec()
            }
            // Who adopts is asked beside the rules: the row speaks of reading for all but cities.
            ("practice", "published", _) => vec![practice(Verb::Read, P::Published)],
            ("practice", "submitted", _) => vec![practice(Verb::Review, P::Submitted)],
            ("users; calendar; indicators; releases; settings", ..) => vec![(Verb::Manage, Object::Administration)],
            ("audit", ..) => vec![(Verb::Read, Object::Audit)],
            ("own account and messages", ..) => vec![(Verb::Manage, Object::OwnAccount)],
            _ => return None,
        })
    }

    #[test]
    fn an_address_book_is_the_citys_and_cnipas() {
        use Decision::{Allow as A, Forbidden as F, Hidden as H, SignIn};
        let (book, log) = (Object::Contacts { city: "suzhou" }, Object::Chasing { city: "suzhou" });
        for (column, of_book, of_log) in [
            ("editor_own", (A, A), (A, F)),
            ("approver_own", (A, A), (A, F)),
            ("liaison_own", (A, F), (A, A)),
            ("city_other", (H, H), (H, H)),
            ("reviewer", (A, A), (A, A)),
            ("admin", (A, A), (A, A)),
            ("expert", (H, H), (H, H)),
            ("observer", (H, H), (H, H)),
            ("auditor", (H, H), (H, H)),
            ("anonymous", (SignIn, SignIn), (SignIn, SignIn)),
        ] {
            let who = actor(column);
            let asked = |object| {
                (
                    may(who.as_ref(), Verb::Read, object),
                    may(who.as_ref(), Verb::Manage, object),
                )
            };
            assert_eq!((asked(&book), asked(&log)), (of_book, of_log), "{column}");
        }
    }

    /// Rows that wait for their issue: schemes, scores, evaluation.
    const NOT_YET: [&str; 5] = [
        "scheme",
        "score explanation",
        "evaluation material",
        "evaluation marks",
        "evaluation result",
    ];

    #[test]
    fn every_row_of_the_table_of_access_holds() {
        let mut reader = csv::Reader::from_reader(include_str!("../data/access.csv").as_bytes());
        let headers = reader.headers().unwrap().clone();
        let (mut asked, mut waiting) = (0, Vec::new());
        for row in reader.records() {
            let row = row.unwrap();
            if (&row[0], &row[1], &row[2]) == ("accepted values", "release own", "read another city's values") {
                {
                    let column = "city_other";
                    let got = may(
                        actor(column).as_ref(),
                        Verb::Read,
                        &Object::Values {
                            city: "suzhou",
                            release: Release::Own,
                        },
                    );
                    assert_eq!(got, Decision::Hidden, "{column}");
                }
                for column in ["editor_own", "approver_own", "liaison_own", "observer"] {
                    let got = may(
                        actor(column).as_ref(),
                        Verb::Read,
                        &Object::Values {
                            city: "kunming",
                            release: Release::Own,
                        },
                    );
                    assert_eq!(got, Decision::Hidden, "{column} reads another city");
                }
                asked += 1;
                continue;
            }
            let Some(questions) = questions(&row[0], &row[1], &row[2]) else {
                assert!(NOT_YET.contains(&&row[0]), "row {row:?} is neither asked nor waiting");
                waiting.push(format!("{}: {}", &row[0], &row[2]));
                continue;
            };
            asked += 1;
            for (verb, object) in questions {
                for column in 3..row.len() {
                    let want = match &row[column] {
                        "allow" => Decision::Allow,
                        "403" => Decision::Forbidden,
                        "404" => Decision::Hidden,
                        "sign-in" => Decision::SignIn,
                        other => panic!("unknown answer {other}"),
                    };
                    // Another city's own values under `own` are its own; the column stands for a stranger.
                    let got = may(actor(&headers[column]).as_ref(), verb, &object);
                    assert_eq!(got, want, "{row:?}: {} asks {verb:?} {object:?}", &headers[column]);
                }
            }
        }
        assert!(asked >= 20, "{asked} rows asked");
        assert!(
            waiting.iter().filter(|w| w.starts_with("report")).count() <= 1,
            "{waiting:?}"
        );
    }

    #[test]
    fn beijing_has_no_liaison_and_provinces_do_not_overlap() {
        let liaison = actor("liaison_own").unwrap();
        assert!(liaison.covers("suzhou") && !liaison.covers("hangzhou") && !liaison.covers("nowhere"));
    }
}
