//! The registers as workbooks: what a spreadsheet reads of them is what the CSV beside holds, with days as days, texts as
//! texts, and headings in the reader's language.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use domain::{
    lang::Lang,
    practice::State,
    problem::{Action, Deed},
};
use jiff::civil::Date;
use storage::{problems, settings};
use tests::{APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, WORDS, Who, both};

both!(
    a_workbook_holds_what_the_csv_holds,
    a_workbook_shows_no_more_than_the_page,
    a_demonstrations_workbook_says_so,
    practices_have_theirs,
);

const TITLE: &str = "=HYPERLINK(\"https://evil.example\",\"县级窗口\")";
const TEXT: &str = "+1 窗口\n@所有人 <b>";

/// The sheet's name and cells, as a spreadsheet reads them.
fn sheet(answer: &Answer) -> (String, Range<Data>) {
    let kind = answer.header("content-type");
    assert!(kind.ends_with("spreadsheetml.sheet"), "{kind} {}", answer.says());
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 1);
    let formulas = book.worksheet_formula(&names[0]).unwrap();
    assert!(formulas.cells().all(|(_, _, f)| f.is_empty()), "no cell is a formula");
    (names[0].clone(), book.worksheet_range(&names[0]).unwrap())
}

/// The lines above the heading, the heading, and the records.
fn parts(range: &Range<Data>) -> (Vec<String>, Vec<String>, Vec<Vec<Data>>) {
    let mut rows = range.rows().map(<[Data]>::to_vec);
    let text = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut lines = Vec::new();
    for row in rows.by_ref() {
        match row.iter().filter(|c| **c != Data::Empty).count() {
            1 => lines.push(row[0].to_string()),
            _ => return (lines, text(&row), rows.collect()),
        }
    }
    panic!("no heading in {lines:?}");
}

/// The CSV as records without its heading.
fn records(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.body.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let all = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    all.collect()
}

fn day(cell: &Data) -> Date {
    let Data::DateTime(at) = cell else {
        panic!("{cell:?} is no day")
    };
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    let small = |n: u8| i8::try_from(n).unwrap();
    Date::new(i16::try_from(year).unwrap(), small(month), small(day)).unwrap()
}

fn problem(title: &str) -> Vec<(&str, &str)> {
    let mut form = crate::problems::form("national");
    form.retain(|(name, _)| !matches!(*name, "title" | "description" | "period"));
    form.extend([("description", TEXT), ("period", "2026-04")]);
    let mut form: Vec<(&str, &str)> = form;
    form.push(("title", title));
    form
}

/// Two problems of Suzhou, one sent up and assigned.
async fn raised(board: &Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    for title in [TITLE, "窗口排队"] {
        let _ = editor.post("/problems/new", &problem(title)).await.expect(303);
    }
    let escalate = [("action", "escalate"), ("level", "national")];
    let _ = board
        .client(APPROVER_SUZHOU)
        .await
        .post("/problems/P-0001", &escalate)
        .await
        .expect(303);
    let reviewer = board.caller(Who::Reviewer).await;
    for deed in [
        Deed::plain(Action::Receive),
        Deed {
            unit: Some("公共服务司".into()),
            due_on: "2026-05-20".parse().ok(),
            ..Deed::plain(Action::Assign)
        },
    ] {
        problems::act(&board.store, &reviewer, 1, None, &deed).await.unwrap();
    }
}

async fn both_files(client: &mut Client, query: &str) -> (Answer, Answer) {
    let csv = client.get(&format!("/exports/problems.csv{query}")).await.expect(200);
    let xlsx = client.get(&format!("/exports/problems.xlsx{query}")).await.expect(200);
    (csv, xlsx)
}

async fn a_workbook_holds_what_the_csv_holds(board: Board) {
    raised(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let page = reviewer.get("/problems?severity=important").await.expect(200).page();
    for file in ["xlsx", "csv"] {
        let to = format!("/exports/problems.{file}?severity=important&lang=en");
        assert!(page.find("href", &to).is_some(), "{to}");
    }
    let (csv, xlsx) = both_files(&mut reviewer, "?lang=en").await;
    let name = xlsx.header("content-disposition").to_owned();
    assert!(name.contains("pilotboard-problems.xlsx"), "{name}");
    let (csv, (name, range)) = (records(&csv), sheet(&xlsx));
    assert_eq!(name, WORDS.problems_title());
    let (lines, heads, rows) = parts(&range);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("2026-05-08 10:00") && lines[0].contains(WORDS.filter_open()),
        "{lines:?}"
    );
    assert_eq!((heads.len(), rows.len(), csv.len()), (26, 2, 2));
    assert_eq!(&heads[..3], [WORDS.col_number(), WORDS.city(), WORDS.f_title()]);
    for (row, plain) in rows.iter().zip(&csv) {
        assert_eq!(row[0], Data::String(plain[0].clone()));
        // What begins like a formula is text, as it was typed.
        let title = if plain[0] == "P-0001" { TITLE } else { "窗口排队" };
        assert_eq!(
            (&row[2], &row[3]),
            (&Data::String(title.into()), &Data::String(TEXT.into()))
        );
        for i in [11, 17, 18, 19, 20] {
            match plain[i].as_str() {
                "" => assert_eq!(row[i], Data::Empty, "{i}"),
                text => assert_eq!(day(&row[i]).to_string(), text, "{i}"),
            }
        }
        for i in 21..25 {
            assert_eq!(row[i], Data::Float(plain[i].parse().unwrap()), "{i}");
        }
    }
    let assigned = rows.iter().find(|r| r[0] == Data::String("P-0001".into())).unwrap();
    let words = [
        "Suzhou",
        "Data sharing",
        "Systems and data",
        "Important",
        "Nation",
        "Assigned",
        "CNIPA",
    ];
    for (i, word) in [1, 4, 5, 6, 7, 8, 9].into_iter().zip(words) {
        assert_eq!(assigned[i], Data::String(word.into()));
    }

    // The reader's language, and what he asked for.
    let zh = app::locales::Words(Lang::Zh);
    let (_, xlsx) = both_files(&mut reviewer, "?lang=zh-CN&q=%E6%8E%92%E9%98%9F&state=all").await;
    let (name, range) = sheet(&xlsx);
    let (lines, heads, rows) = parts(&range);
    assert_eq!(
        (name.as_str(), heads[0].as_str()),
        (zh.problems_title(), zh.col_number())
    );
    assert!(
        lines[0].contains("排队") && lines[0].contains(zh.filter_every()),
        "{lines:?}"
    );
    assert_eq!((rows.len(), &rows[0][1]), (1, &Data::String("苏州".into())));
    let wrong = reviewer.get("/exports/problems.xlsx?age=old").await;
    assert_eq!(wrong.status, 422);
}

async fn a_workbook_shows_no_more_than_the_page(board: Board) {
    raised(&board).await;
    for who in [EDITOR_KUNMING, Who::Liaison("yunnan"), Who::Observer] {
        let mut client = board.client(who).await;
        for query in ["?state=all", "?view=shared&state=all"] {
            let (csv, xlsx) = both_files(&mut client, query).await;
            assert_eq!(records(&csv).len(), 0, "{who:?} {query}");
            let (_, range) = sheet(&xlsx);
            let (_, heads, rows) = parts(&range);
            assert_eq!((heads.len(), rows.len()), (26, 0), "{who:?} {query}");
        }
    }
    for who in [Who::Expert, Who::Auditor] {
        assert_eq!(board.client(who).await.get("/exports/problems.xlsx").await.status, 404);
    }
    // Which are joined is CNIPA's alone.
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let _ = kunming.post("/problems/new", &problem("同样的问题")).await.expect(303);
    let reviewer = board.caller(Who::Reviewer).await;
    problems::join(&board.store, &reviewer, 1, None, &[3]).await.unwrap();
    for (who, joined) in [(EDITOR_SUZHOU, 0), (Who::Reviewer, 2)] {
        let (_, xlsx) = both_files(&mut board.client(who).await, "").await;
        let (_, range) = sheet(&xlsx);
        let (_, _, rows) = parts(&range);
        let group: Vec<_> = rows.iter().map(|r| &r[16]).filter(|c| **c != Data::Empty).collect();
        assert_eq!(group, vec![&Data::String("P-0001".into()); joined], "{who:?}");
    }
}

async fn a_demonstrations_workbook_says_so(board: Board) {
    let cli = storage::Caller::cli(board.now());
    let mut now = settings::get(&board.store).await.unwrap();
    now.demo = Some(settings::Demo {
        today: "2026-05-08".parse().unwrap(),
        filled_at: board.now().as_microsecond(),
    });
    settings::set(&board.store, &cli, now).await.unwrap();
    let mut reviewer = board.client(Who::Reviewer).await;
    for file in ["problems", "practices"] {
        let answer = reviewer.get(&format!("/exports/{file}.xlsx?lang=en")).await.expect(200);
        assert!(answer.header("content-disposition").contains("demonstration"));
        let (_, range) = sheet(&answer);
        let (lines, ..) = parts(&range);
        assert!(lines[1].contains(WORDS.demo_label()), "{lines:?}");
    }
}

async fn practices_have_theirs(board: Board) {
    let number = board.practice(CITY, State::Published).await;
    let kunming = board.caller(EDITOR_KUNMING).await;
    let adopted = ("2026-05-08", "F3-01", "a paper");
    storage::practices::adopt(&board.store, &kunming, number, adopted)
        .await
        .unwrap();
    let mut reader = board.client(EDITOR_KUNMING).await;
    let page = reader.get("/practices?adopted=yes").await.expect(200).page();
    assert!(
        page.find("href", "/exports/practices.xlsx?adopted=yes&lang=en")
            .is_some()
    );
    let csv = reader.get("/exports/practices.csv?adopted=yes").await.expect(200);
    let xlsx = reader
        .get("/exports/practices.xlsx?adopted=yes&lang=en")
        .await
        .expect(200);
    let (csv, (name, range)) = (records(&csv), sheet(&xlsx));
    assert_eq!(name, WORDS.practices_title());
    let (lines, heads, rows) = parts(&range);
    assert!(lines[0].contains(WORDS.practices_adopted_yes()), "{lines:?}");
    assert_eq!((heads.len(), rows.len(), csv.len()), (9, 1, 1));
    assert_eq!(rows[0][0], Data::String(csv[0][0].clone()));
    assert_eq!(day(&rows[0][7]).to_string(), csv[0][7]);
    assert_eq!(rows[0][8], Data::String("Kunming 2026-05-08".into()));
    let hidden = reader.get("/exports/practices.xlsx?state=draft").await.expect(200);
    let (_, range) = sheet(&hidden);
    let (_, _, rows) = parts(&range);
    assert!(rows.is_empty(), "another city's drafts are its own");
}
