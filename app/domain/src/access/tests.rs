//! Every row of the table of access, and what its columns get.

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
    let scheme = |verb, state, versions| {
        let city = "suzhou";
        (verb, Object::Scheme { city, state, versions })
    };
    use PracticeState as P;
    use SchemeState as SS;
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
        ("scheme", "drafting or returned", _) => {
            let drafts = [(SS::Drafting, 0), (SS::Returned, 1)];
            let asked = drafts.map(|(s, n)| [scheme(Verb::Read, s, n), scheme(Verb::Save, s, n)]);
            asked.concat()
        }
        ("scheme", "submitted or filed", _) => {
            vec![scheme(Verb::Read, SS::Submitted, 1), scheme(Verb::Read, SS::Filed, 1)]
        }
        ("scheme", "submitted", _) => vec![scheme(Verb::Review, SS::Submitted, 1)],
        ("score explanation", _, "agree that an indicator does not apply") => {
            vec![(Verb::Review, Object::Score { city: "suzhou" })]
        }
        ("score explanation", ..) => vec![(Verb::Read, Object::Score { city: "suzhou" })],
        ("saved view", ..) => vec![(Verb::Read, Object::SavedView), (Verb::Save, Object::SavedView)],
        ("brief", ..) => vec![(Verb::Read, Object::Brief), (Verb::Save, Object::Brief)],
        ("users; calendar; indicators; releases; settings", ..) => vec![(Verb::Manage, Object::Administration)],
        ("audit", ..) => vec![(Verb::Read, Object::Audit)],
        ("own account and messages", ..) => vec![(Verb::Manage, Object::OwnAccount)],
        _ => return None,
    })
}

/// What the columns of the table get, in their order, as the table words it.
pub(super) fn answers(verb: Verb, object: &Object) -> String {
    let columns = [
        "editor_own",
        "approver_own",
        "liaison_own",
        "city_other",
        "reviewer",
        "admin",
        "expert",
        "observer",
        "auditor",
        "anonymous",
    ];
    let word = |column| match may(actor(column).as_ref(), verb, object) {
        Decision::Allow => "allow",
        Decision::Forbidden => "403",
        Decision::Hidden => "404",
        Decision::SignIn => "sign-in",
    };
    columns.map(word).join(" ")
}

/// Rows that wait for their issue: evaluation.
const NOT_YET: [&str; 3] = ["evaluation material", "evaluation marks", "evaluation result"];

#[test]
fn every_row_of_the_table_of_access_holds() {
    let mut reader = csv::Reader::from_reader(include_str!("../../data/access.csv").as_bytes());
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
