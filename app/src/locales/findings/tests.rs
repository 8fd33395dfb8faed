use domain::{
    Decimal,
    city::cities,
    finding::{Audience, dots, own_dot, trend},
    indicator::definition,
    lang::Lang,
};

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

fn values(rows: &[(&str, Option<&str>)]) -> Vec<(String, Option<Decimal>)> {
    rows.iter().map(|(c, v)| ((*c).to_owned(), v.map(d))).collect()
}

fn said(code: &str, rows: &[(&str, Option<&str>)], audience: Audience<'_>) -> [String; 2] {
    let definition = definition(code).unwrap();
    let finding = dots(definition, &values(rows), audience);
    Lang::ALL.map(|l| Words(l).dots_finding(definition, &finding, Compared::Values))
}

#[test]
fn a_leader_the_last_and_the_missing_are_named() {
    let rows = [("shenzhen", Some("98")), ("kunming", Some("81.7")), ("suzhou", None)];
    assert_eq!(
        said("S1-02", &rows, Audience::Nation),
        [
            "深圳领先，为 98.00%；昆明居末，为 81.70%。另有 1 市无数据。",
            "Shenzhen leads with 98.00%; Kunming comes last with 81.70%. One city is without a value."
        ]
    );
    let [zh, en] = said("S1-02", &rows, Audience::Ranked { own: None });
    assert!(!zh.contains("昆明") && !en.contains("Kunming"), "{zh} {en}");
    assert!(zh.contains("末位数值为 81.70%") && en.contains("the last stands at 81.70%"));
}

#[test]
fn ties_and_small_differences_are_said_as_such() {
    let tie = [("beijing", Some("90")), ("suzhou", Some("90")), ("kunming", Some("80"))];
    assert_eq!(
        said("S1-02", &tie, Audience::Nation)[1],
        "Beijing and Suzhou share first place with 90.00%; Kunming comes last with 80.00%."
    );
    let near = [("beijing", Some("90")), ("suzhou", Some("90.05"))];
    assert_eq!(
        said("S1-02", &near, Audience::Nation),
        [
            "有数据的 2 市相差均不足 0.10 个百分点，中位数为 90.03%。",
            "The 2 cities with a value differ by less than 0.10 points; their median is 90.03%."
        ]
    );
    assert_eq!(said("S1-02", &[], Audience::Nation)[0], "本期尚无审核通过的数据。");
}

#[test]
fn fewer_months_are_not_called_missing() {
    let rows = values(&[("shanghai", Some("89")), ("suzhou", None), ("kunming", None)]);
    let definition = definition("F2-01").unwrap();
    let one = dots(definition, &rows, Audience::Nation);
    assert_eq!(
        Lang::ALL.map(|l| Words(l).dots_finding(definition, &one, Compared::Rolled)),
        [
            "目前只有上海各月数据齐全，为 89.00%。",
            "So far only Shanghai has every month in: 89.00%."
        ]
    );
    let rows = values(&[("shanghai", Some("89")), ("beijing", Some("80")), ("kunming", None)]);
    let two = Words(Lang::En).dots_finding(definition, &dots(definition, &rows, Audience::Nation), Compared::Rolled);
    assert!(
        two.ends_with("One city is not compared, with fewer months in or none."),
        "{two}"
    );
}

#[test]
fn modes_of_targets_speak_of_percent_points_and_of_who_is_left_out() {
    let d_of = |mode| domain::indicator::in_mode("N2-03", mode).unwrap();
    for mode in [domain::compare::Mode::Attainment, domain::compare::Mode::Progress] {
        let definition = d_of(mode);
        let said = |rows: &[(&str, Option<&str>)]| {
            let finding = dots(definition, &values(rows), Audience::Nation);
            Lang::ALL.map(|l| Words(l).dots_finding(definition, &finding, Compared::Targets))
        };
        assert_eq!(
            said(&[("suzhou", Some("96.34")), ("kunming", Some("71")), ("beijing", None)]),
            [
                "苏州领先，为 96.3%；昆明居末，为 71.0%。另有 1 市未计入。",
                "Suzhou leads with 96.3%; Kunming comes last with 71.0%. One city is left out."
            ],
            "of working days fewer are better, of attainment more"
        );
        assert_eq!(
            said(&[("suzhou", Some("100")), ("kunming", Some("100"))])[1],
            "All 2 cities that can be compared stand at 100.0%."
        );
        assert_eq!(
            said(&[("suzhou", Some("99.96")), ("kunming", Some("100"))])[0],
            "可比较的 2 市均为 100.0%。",
            "a twentieth of a point is not shown"
        );
        assert!(said(&[("suzhou", None)])[1].starts_with("No city can be compared by its target"));
        let series = [("suzhou", ["80", "95.5"]), ("kunming", ["90", "91"])].map(|(city, [a, b])| {
            (
                city.to_owned(),
                vec![(p("2026-Q1"), Some(d(a))), (p("2026-Q2"), Some(d(b)))],
            )
        });
        let over_time = trend(definition, &series.into(), Audience::City("suzhou"));
        assert_eq!(
            Words(Lang::En).trend_finding(definition, &over_time),
            "Suzhou rose by 15.5 points between Q1 2026 and Q2 2026, to 95.5%."
        );
    }
}

#[test]
fn units_read_well() {
    let t = Words(Lang::En);
    assert_eq!(t.amount(definition("N3-02").unwrap(), d("1")), "1 incident");
    assert_eq!(t.amount(definition("N2-03").unwrap(), d("7.8")), "7.8 working days");
    assert_eq!(
        Words(Lang::Zh).difference(definition("S1-02").unwrap(), d("2.5")),
        "2.50 个百分点"
    );
    assert_eq!(t.difference(definition("F2-02").unwrap(), d("2.5")), "2.50 points");
}

#[test]
fn a_city_reads_its_own_name_only() {
    for code in ["S1-01", "S1-02", "N3-02", "F2-02"] {
        let definition = definition(code).unwrap();
        let series = cities()
            .iter()
            .zip(0..)
            .map(|(c, i)| {
                let at = |i: i64| Some(Decimal::from(if code == "S1-01" { i % 2 } else { i }));
                (
                    c.slug.clone(),
                    vec![(p("2026-Q1"), at(i)), (p("2026-Q2"), at(i * 2 + 1))],
                )
            })
            .collect();
        for own in cities() {
            let (figure, median) = (Some(d("1")), Some(d("4")));
            let found = [
                own_dot(definition, &own.slug, figure, median),
                own_dot(definition, &own.slug, figure, None),
                own_dot(definition, &own.slug, None, median),
                own_dot(definition, &own.slug, None, None),
            ];
            let over_time = trend(definition, &series, Audience::City(&own.slug));
            for t in Lang::ALL.map(Words) {
                let mut all: Vec<_> = found
                    .iter()
                    .map(|f| t.dots_finding(definition, f, Compared::Values))
                    .collect();
                all.push(t.trend_finding(definition, &over_time));
                for sentence in all {
                    assert!(sentence.contains(own.short(t.0)), "{sentence}");
                    for other in cities().iter().filter(|c| c.slug != own.slug) {
                        assert!(!sentence.contains(other.short(t.0)), "{sentence}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_change_is_told_with_its_size() {
    let rows = [("beijing", ["90", "95"]), ("suzhou", ["70", "85.5"])];
    let series = rows
        .iter()
        .map(|(c, [a, b])| {
            (
                (*c).to_owned(),
                vec![(p("2026-Q1"), Some(d(a))), (p("2026-Q2"), Some(d(b)))],
            )
        })
        .collect();
    let definition = definition("S1-02").unwrap();
    let says = |audience, lang| Words(lang).trend_finding(definition, &trend(definition, &series, audience));
    assert_eq!(
        says(Audience::Nation, Lang::Zh),
        "2026 年第一季度至 2026 年第二季度，2 市最高与最低之差由 20.00 个百分点缩小到 9.50 个百分点。"
    );
    assert_eq!(
        says(Audience::City("suzhou"), Lang::En),
        "Suzhou rose by 15.50 points between Q1 2026 and Q2 2026, to 85.50%."
    );
}
