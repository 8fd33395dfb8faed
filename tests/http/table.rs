//! The table of access as the tests read it: rows, who stands in a column, and what a cell's word means over HTTP.

use tests::{APPROVER_SUZHOU, Answer, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, LIAISON_YUNNAN, Who};

/// A row of `app/domain/data/access.csv`.
pub struct Row {
    pub object: String,
    pub when: String,
    pub verb: String,
    /// The word of each column, with who tries it.
    pub cells: Vec<(Who, String)>,
}

/// Who stands in a column.
fn people(column: &str) -> &'static [Who] {
    match column {
        "editor_own" => &[EDITOR_SUZHOU],
        "approver_own" => &[APPROVER_SUZHOU],
        "liaison_own" => &[LIAISON_JIANGSU],
        "city_other" => &[EDITOR_KUNMING, Who::Approver("kunming"), LIAISON_YUNNAN],
        "reviewer" => &[Who::Reviewer],
        "admin" => &[Who::Admin],
        "expert" => &[Who::Expert],
        "observer" => &[Who::ObserverOf("suzhou")],
        "auditor" => &[Who::Auditor],
        "anonymous" => &[Who::Anonymous],
        other => panic!("a new column {other}"),
    }
}

/// The project's copy of the table.
pub fn table() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/domain/data/access.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells = (3..head.len()).flat_map(|i| {
            people(&head[i])
                .iter()
                .map(|who| (*who, row[i].to_owned()))
                .collect::<Vec<_>>()
        });
        Row {
            object: row[0].into(),
            when: row[1].into(),
            verb: row[2].into(),
            cells: cells.collect(),
        }
    });
    rows.collect()
}

/// Asserts that an answer is what a cell says; `page` of a page, else of a post.
#[track_caller]
pub fn fits(answer: &Answer, word: &str, page: bool, what: &str) {
    let anonymous = answer.status == 303 && answer.location().starts_with("/sign-in");
    let right = match word {
        "allow" if page => answer.status == 200,
        "allow" => answer.status == 303 && !anonymous,
        "sign-in" => anonymous,
        status => answer.status.to_string() == status,
    };
    assert!(
        right,
        "{what}: {word} expected, {} came: {}",
        answer.status,
        answer.says()
    );
}

pub fn row(object: &str, when: &str, verb: &str) -> Row {
    let found = table()
        .into_iter()
        .find(|r| r.object == object && r.when == when && r.verb == verb);
    found.unwrap_or_else(|| panic!("the table has no row {object}, {when}, {verb}"))
}
