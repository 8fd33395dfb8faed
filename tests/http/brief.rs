//! The brief: CNIPA's alone, each person's own; its numbers are accepted ones; what is refused keeps what was typed; the Word
//! file holds what the page says and has two pages.

use std::io::{Cursor, Read};

use domain::{
    brief::{OPENING_MAX, SENTENCE_MAX},
    city::cities,
    report::State,
};
use tests::{
    Answer, Board, EDITOR_KUNMING, Figures, QUARTER, WORDS, Who, both,
    office::{converted, holds, pages},
};

both!(
    a_brief_tells_of_accepted_values,
    charts_and_sentences_are_ones_own,
    what_is_refused_keeps_what_was_typed,
    the_word_file_is_the_page,
);

/// Four cities accepted, Suzhou's report waiting for review, Kunming's late, the others' overdue.
async fn filled(board: &Board) {
    board.at("2026-04-08T10:00");
    for (n, city) in cities().iter().enumerate().take(4) {
        board.accepted(&city.slug, QUARTER, &Figures::of(QUARTER, n)).await;
    }
    board.bring("suzhou", QUARTER, State::Submitted).await;
    board.at("2026-04-20T10:00");
    board.accepted("kunming", QUARTER, &Figures::of(QUARTER, 7)).await;
    board.at("2026-05-08T10:00");
}

fn form(sentence: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("opening", "For the meeting <on> Friday & after."),
        ("charts[0][indicator]", "N1-01"),
        ("charts[0][chart]", "trend"),
        ("charts[0][sentence]", sentence),
        ("charts[1][indicator]", "F3-01"),
        ("charts[1][chart]", "ranked-dots"),
        ("charts[1][sentence]", ""),
        ("charts[2][indicator]", "S1-01"),
        ("charts[2][chart]", "ranked-dots"),
        ("charts[2][sentence]", ""),
        ("action", "save"),
    ]
}

const HERE: &str = "/brief?period=2026-Q1";

/// What the paper says, without the form.
fn paper(answer: &Answer) -> String {
    let page = answer.page();
    let found = page.elements().find(|e| e.attribute("class") == Some("paper brief"));
    found.expect("a paper").text()
}

async fn a_brief_tells_of_accepted_values(board: Board) {
    filled(&board).await;
    for (who, status) in [
        (EDITOR_KUNMING, 404),
        (Who::Observer, 404),
        (Who::Expert, 404),
        (Who::Auditor, 404),
    ] {
        let mut client = board.client(who).await;
        for path in [HERE, "/exports/brief.docx?period=2026-Q1"] {
            assert_eq!(client.get(path).await.status, status, "{who:?} {path}");
        }
        assert_eq!(client.post(HERE, &form("x")).await.status, status);
    }
    let mut reviewer = board.client(Who::Reviewer).await;
    let home = reviewer.get("/").await.expect(200);
    assert!(home.body.contains("href=\"/brief\""), "the overview leads to it");
    let answer = reviewer.get(HERE).await.expect(200);
    let text = paper(&answer);
    for (word, names) in [
        (WORDS.brief_on_time(), "Beijing, Shanghai, Guangzhou, Shenzhen, Suzhou"),
        (WORDS.brief_late(), "Kunming"),
        (WORDS.brief_overdue(), "Changchun"),
    ] {
        let at = text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
        let line: String = text[at..].chars().take(120).collect();
        assert!(line.contains(names), "{line}");
    }
    for city in cities() {
        assert!(text.contains(city.short(domain::lang::Lang::En)));
    }
    assert!(
        text.contains(&WORDS.brief_queue(1, WORDS.home_report_of("Suzhou", "Q1 2026"))),
        "{text}"
    );
    assert_eq!(answer.body.matches("<figure class=\"brief__chart\"").count(), 3);
    // Suzhou's value waits for its verdict: a brief does not know it.
    let suzhou = Figures::whole(QUARTER);
    let waiting = domain::number::group(suzhou.get("F3-01", "value").parse().unwrap());
    assert!(!text.contains(&waiting));
    let past = reviewer.get("/brief?period=2026-Q1&as_of=2026-04-10").await.expect(200);
    let past = paper(&past);
    assert!(
        past.contains(WORDS.brief_waits_now()) && !past.contains(WORDS.brief_late()),
        "{past}"
    );
    assert_eq!(reviewer.get("/brief?period=1999-01").await.status, 422);
}

async fn charts_and_sentences_are_ones_own(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let mut admin = board.client(Who::Admin).await;
    let before = board.audit_lines().await;
    let done = reviewer.post(HERE, &form("Watch N1-01.")).await.expect(303);
    assert_eq!(done.location(), "/brief?period=2026-Q1&done=1");
    assert_eq!(board.audit_lines().await, before + 1);
    let again = reviewer.post(HERE, &form("Watch N1-01.")).await.expect(303);
    assert_eq!(
        (again.status, board.audit_lines().await),
        (303, before + 1),
        "nothing changed, nothing written"
    );
    let shown = reviewer.get(HERE).await.expect(200);
    let text = paper(&shown);
    assert!(
        text.contains("Watch N1-01.") && text.contains("For the meeting <on> Friday & after."),
        "{text}"
    );
    assert_eq!(shown.page().value("charts[1][indicator]"), "F3-01");
    assert!(
        text.contains("per million"),
        "counts are compared per million residents"
    );
    for (client, path) in [(&mut admin, HERE), (&mut reviewer, "/brief?period=2026-03")] {
        assert!(
            !client.get(path).await.expect(200).body.contains("Watch N1-01."),
            "{path}"
        );
    }
    board.audit_is_sound().await;
    let reset = [("action", "reset")];
    let _ = reviewer.post(HERE, &reset).await.expect(303);
    assert!(!reviewer.get(HERE).await.expect(200).body.contains("Watch N1-01."));
}

async fn what_is_refused_keeps_what_was_typed(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let long = "长".repeat(SENTENCE_MAX as usize + 1);
    let before = board.audit_lines().await;
    let mut wrong = form(&long);
    wrong[2].1 = "pie";
    let answer = reviewer.post(HERE, &wrong).await.expect(422);
    let page = answer.page();
    assert!(
        page.invalid("charts[0][sentence]") && page.invalid("charts[0][chart]"),
        "{}",
        answer.says()
    );
    assert!(answer.body.contains(&long) && page.value("charts[1][indicator]") == "F3-01");
    assert_eq!(board.audit_lines().await, before);
    assert_eq!(
        reviewer.post("/brief", &form("x")).await.status,
        404,
        "of which period?"
    );
    assert_eq!(reviewer.post(HERE, &[("action", "burn")]).await.status, 422);
}

/// The longest of everything that can be typed: two pages all the same.
fn longest() -> Vec<(&'static str, String)> {
    let long = |name: &'static str, n: u32| (name, "长".repeat(n as usize));
    let typed = form("").into_iter().map(|(name, value)| match name {
        "opening" => long("opening", OPENING_MAX),
        name if name.ends_with("[sentence]") => long(name, SENTENCE_MAX),
        name => (name, value.to_owned()),
    });
    typed.collect()
}

/// A part of a Word file, as text.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

async fn the_word_file_is_the_page(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = reviewer
        .post(HERE, &form("Watch N1-01 \u{1} & <it>."))
        .await
        .expect(303);
    for lang in ["en", "zh-CN"] {
        let page = reviewer.get(&format!("{HERE}&lang={lang}")).await.expect(200);
        let said = paper(&page);
        let file = reviewer
            .get(&format!("/exports/brief.docx?period={QUARTER}&lang={lang}"))
            .await
            .expect(200);
        assert!(
            file.header("content-disposition")
                .contains("pilotboard-brief-2026-Q1.docx")
        );
        let document = part(&file.bytes, "word/document.xml");
        let written: Vec<_> = document.split("<w:t xml:space=\"preserve\">").skip(1).collect();
        let written: String = written
            .iter()
            .map(|t| t.split("</w:t>").next().unwrap_or_default())
            .collect();
        let written = written
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&apos;", "'");
        let bare = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
        };
        let (written, said) = (bare(&written), bare(&said));
        for piece in ["Watch N1-01", "For the meeting <on> Friday & after."] {
            assert!(written.contains(&bare(piece)) && said.contains(&bare(piece)), "{piece}");
        }
        let read = page.page();
        let here = read
            .elements()
            .find(|e| e.attribute("class") == Some("paper brief"))
            .unwrap();
        let mut pieces = 0;
        for e in here
            .within()
            .filter(|e| matches!(e.name(), "h1" | "h2" | "h3" | "figcaption" | "li" | "p"))
        {
            let piece = bare(&e.text());
            assert!(written.contains(&piece), "{lang}: {piece} is in the file: {written}");
            pieces += 1;
        }
        assert!(pieces > 25, "{pieces}");
        let fonts = part(&file.bytes, "word/fontTable.xml");
        assert!(document.contains("仿宋_GB2312") && fonts.contains("FangSong"));
        let drawn = document.matches("<wp:docPr ").count();
        assert_eq!(
            (drawn, document.matches(" descr=\"").count()),
            (3, 3),
            "a description for each picture"
        );
        assert!(document.contains("w:w=\"11906\" w:h=\"16838\""), "A4");
        assert!(part(&file.bytes, "word/footer1.xml").contains("PAGE"));
        let Some(pdf) = converted(&file.bytes, "docx", "pdf") else {
            continue;
        };
        assert_eq!(pages(&pdf), 2, "{lang}");
        assert!(
            lang == "en" || holds(&pdf, "CJK"),
            "Chinese is set in a font that has it"
        );
    }
    let _ = reviewer.post(HERE, &longest()).await.expect(303);
    let file = reviewer
        .get(&format!("/exports/brief.docx?period={QUARTER}&lang=zh-CN"))
        .await
        .expect(200);
    let Some(pdf) = converted(&file.bytes, "docx", "pdf") else {
        return;
    };
    assert_eq!(pages(&pdf), 2, "the longest brief");
}
