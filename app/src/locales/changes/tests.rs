use domain::{
    compare::Mode,
    finding::{Audience, change},
    indicator::in_mode,
};

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn said(code: &str, rows: &[(&str, Option<&str>)], audience: Audience<'_>, base: Base) -> [String; 2] {
    let definition = in_mode(code, Mode::Change).unwrap();
    let values: Vec<_> = rows.iter().map(|(c, v)| ((*c).to_owned(), v.map(d))).collect();
    let finding = change(definition, &values, audience);
    Lang::ALL.map(|l| Words(l).change_finding(definition, &finding, base))
}

#[test]
fn gains_and_steps_back_are_told_with_sign_and_base() {
    let rates = [("changsha", Some("5.2")), ("kunming", Some("-1.1")), ("suzhou", None)];
    assert_eq!(
        said("F2-01", &rates, Audience::Nation, Base::Baseline),
        [
            "长沙较备案基期改善最多，为 +5.20 个百分点；昆明退步最多，为 −1.10 个百分点。1 市改善，0 市基本持平，1 市退步。另有 1 市未计入。",
            "Changsha gained most since the filed baseline: +5.20 points; Kunming fell back most: −1.10 points. \
             1 gained, 0 about level, 1 fell back. One city is left out."
        ]
    );
    let days = [
        ("beijing", Some("-1.2")),
        ("suzhou", Some("-1.2")),
        ("kunming", Some("0")),
    ];
    assert_eq!(
        said("N2-03", &days, Audience::Nation, Base::Baseline)[1],
        "Beijing and Suzhou share the greatest gain since the filed baseline, up to −1.2 working days; no city fell back. \
         2 gained, 1 about level, 0 fell back."
    );
    let sessions = [("beijing", Some("-12.34")), ("suzhou", Some("-3"))];
    assert_eq!(
        said("F4-03", &sessions, Audience::Ranked { own: None }, Base::YearBefore),
        [
            "较上年同月没有城市改善，退步最少的为 −3.0%；退步最多的为 −12.3%。0 市改善，0 市基本持平，2 市退步。",
            "No city gained on the same months a year before; the smallest step back is −3.0%; the greatest step back is \
             −12.3%. 0 gained, 0 about level, 2 fell back."
        ]
    );
}

#[test]
fn a_city_reads_of_itself_and_small_differences_are_said_as_such() {
    let rates = [
        ("changsha", Some("0.04")),
        ("kunming", Some("0")),
        ("suzhou", Some("0.01")),
    ];
    assert_eq!(
        said("F2-01", &rates, Audience::Nation, Base::Baseline)[0],
        "可比较的 3 市较备案基期变化在 0.00 个百分点与 +0.04 个百分点之间，相差不足 0.10 个百分点。0 市改善，3 市基本持平，0 市退步。"
    );
    assert_eq!(
        said("F2-01", &rates, Audience::City("kunming"), Base::Baseline),
        [
            "昆明较备案基期 0.00 个百分点，基本持平；九市中位数为 +0.01 个百分点。",
            "Kunming stayed about level: 0.00 points since the filed baseline; the nine-city median is +0.01 points."
        ]
    );
    assert_eq!(
        said("F2-01", &[("kunming", None)], Audience::Nation, Base::Baseline)[0],
        "本季尚无城市可比较变化。"
    );
}

#[test]
fn groups_are_named_with_their_size() {
    assert_eq!(Words(Lang::Zh).peers(Peers::East), "东部 6 市");
    assert_eq!(Words(Lang::En).peers(Peers::East), "6 eastern cities");
    assert_eq!(Words(Lang::En).of_peers(Peers::West, "x"), "1 western city: x");
}
