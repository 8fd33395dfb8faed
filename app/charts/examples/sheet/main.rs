//! Writes a page with every chart of the house, to look at, one of the hard cases of the snapshots beside it
//! (`hard.html`), and each chart's file as PNG: `cargo run -p charts --example sheet -- FILE [THEME]`.
mod cities;
#[path = "../../tests/hard/mod.rs"]
mod hard;
mod heat;
mod nine;
mod plans;
mod trends;

use cities::{dots, strip, target_dots};
use heat::heat;
use nine::{file, frame, names};
use trends::{multiples, own_trend, sparks, target_trend, trend};

/// Every kind of chart as a file, with its name.
fn files() -> Vec<(&'static str, String)> {
    vec![
        ("trend", charts::trend(&trend(), &file(820, "en"))),
        ("trend-zh", charts::trend(&own_trend(), &file(820, "zh-CN"))),
        ("dots", charts::ranked_dots(&dots(false, false), &file(560, "en"))),
        ("dots-zh", charts::ranked_dots(&dots(true, true), &file(560, "zh-CN"))),
        ("targets", charts::trend(&target_trend(false), &file(1200, "en"))),
        (
            "targets-narrow",
            charts::trend(&target_trend(true), &file(360, "zh-CN")),
        ),
        (
            "target-dots",
            charts::ranked_dots(&target_dots(true), &file(360, "zh-CN")),
        ),
        (
            "stack",
            charts::stack(&plans::stack(false, &names(false)), &file(1200, "en")),
        ),
        (
            "stack-narrow",
            charts::stack(&plans::stack(true, &names(true)), &file(360, "zh-CN")),
        ),
        (
            "plan",
            charts::plan(&plans::plan(false, &names(false)), &file(1200, "en")),
        ),
        (
            "plan-narrow",
            charts::plan(&plans::plan(true, &names(true)), &file(360, "zh-CN")),
        ),
        (
            "timeline",
            charts::timeline(&plans::timeline(false, false), &file(1200, "en")),
        ),
        (
            "timeline-narrow",
            charts::timeline(&plans::timeline(true, false), &file(360, "zh-CN")),
        ),
        (
            "timeline-narrow-en",
            charts::timeline(&plans::timeline(false, false), &file(360, "en")),
        ),
        (
            "timeline-zh",
            charts::timeline(&plans::timeline(true, true), &file(820, "zh-CN")),
        ),
        ("strip", charts::strip(&strip(8), &file(640, "en"))),
        ("strip-zh", charts::strip(&strip(40), &file(640, "zh-CN"))),
        ("multiples", charts::multiples(&multiples(false), &file(820, "en"))),
        ("multiples-zh", charts::multiples(&multiples(true), &file(640, "zh-CN"))),
        ("heat", charts::heat(&heat(false), &file(820, "en"))),
        ("heat-zh", charts::heat(&heat(true), &file(820, "zh-CN"))),
    ]
}

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap_or_else(|| "sheet.html".into());
    let theme = args.next().unwrap_or_else(|| "light".into());
    let as_image = |svg: String| {
        format!(
            "<img alt=\"file\" src=\"data:image/svg+xml,{}\">",
            svg.replace('%', "%25").replace('#', "%23").replace('"', "&quot;")
        )
    };
    let one = |charts: &[String]| {
        format!(
            "<div style=\"display:flex;gap:24px;flex-wrap:wrap;margin-bottom:32px\">{}</div>",
            charts.join("")
        )
    };
    let page = [
        one(&[charts::heat(&heat(false), &frame(1000, "n", "en")), sparks()]),
        one(&[as_image(charts::heat(&heat(true), &file(640, "zh-CN")))]),
        one(&[
            charts::multiples(&multiples(false), &frame(640, "k", "en")),
            charts::multiples(&multiples(true), &frame(400, "l", "zh-CN")),
        ]),
        one(&[charts::multiples(&multiples(true), &frame(1200, "m", "zh-CN"))]),
        one(&[
            charts::trend(&trend(), &frame(840, "a", "en")),
            charts::ranked_dots(&dots(false, false), &frame(400, "b", "en")),
        ]),
        one(&[
            charts::trend(&own_trend(), &frame(840, "c", "zh-CN")),
            charts::ranked_dots(&dots(true, true), &frame(400, "d", "zh-CN")),
        ]),
        one(&[
            charts::trend(&target_trend(true), &frame(840, "o", "zh-CN")),
            charts::ranked_dots(&target_dots(false), &frame(400, "p", "en")),
        ]),
        one(&[
            charts::timeline(&plans::timeline(true, false), &frame(840, "q", "zh-CN")),
            charts::timeline(&plans::timeline(false, false), &frame(360, "r", "en")),
        ]),
        one(&[
            charts::stack(&plans::stack(true, &names(true)), &frame(640, "s", "zh-CN")),
            charts::stack(&plans::stack(false, &names(false)), &frame(360, "t", "en")),
        ]),
        one(&[
            charts::plan(&plans::plan(true, &names(true)), &frame(640, "u", "zh-CN")),
            charts::plan(&plans::plan(false, &names(false)), &frame(360, "v", "en")),
        ]),
        one(&[
            charts::strip(&strip(8), &frame(840, "e", "en")),
            charts::strip(&strip(40), &frame(400, "g", "en")),
        ]),
        one(&[
            charts::trend(&trend(), &frame(360, "h", "en")),
            charts::ranked_dots(&dots(true, false), &frame(360, "i", "zh-CN")),
            charts::trend(&trends::sixty(), &frame(480, "j", "zh-CN")),
        ]),
        one(&[
            as_image(charts::trend(&trend(), &file(640, "en"))),
            as_image(charts::ranked_dots(&dots(false, false), &file(560, "en"))),
        ]),
    ];
    for (name, svg) in files() {
        let picture = charts::png(&svg, 2.0).map_err(std::io::Error::other)?;
        std::fs::write(beside(&path, &format!("{name}.png")), picture)?;
    }
    for (chart, draw) in hard::CHARTS {
        for mut case in hard::cases().into_iter().filter(|case| case.name.starts_with("twelve")) {
            case.standalone = file(360, if case.chinese { "zh-CN" } else { "en" }).standalone;
            // A spark is no file of its own.
            if chart != "spark" {
                let picture = charts::png(&draw(&case), 2.0).map_err(std::io::Error::other)?;
                std::fs::write(beside(&path, &format!("hard-{chart}-{}.png", case.name)), picture)?;
            }
        }
    }
    std::fs::write(beside(&path, "hard.html"), whole(&theme, &hard_cases()))?;
    std::fs::write(&path, whole(&theme, &page.concat()))
}

/// The hard cases chart by chart.
fn hard_cases() -> String {
    let chart = |(name, draw): (&str, fn(&hard::Case) -> String)| {
        let one = |case: hard::Case| format!("<div><p>{}</p>{}</div>", case.name, draw(&case));
        let all: String = hard::cases().into_iter().map(one).collect();
        format!("<h2 id=\"{name}\">{name}</h2><div style=\"display:flex;gap:24px;flex-wrap:wrap\">{all}</div>")
    };
    hard::CHARTS.map(chart).concat()
}

fn beside(path: &str, name: &str) -> std::path::PathBuf {
    std::path::Path::new(path).with_file_name(name)
}

/// The page with the styles of the house.
fn whole(theme: &str, body: &str) -> String {
    let style = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style");
    let sheets = ["tokens", "base", "app"]
        .map(|s| format!("<link rel=\"stylesheet\" href=\"file://{style}/{s}.css\">"))
        .concat();
    format!(
        "<!doctype html><html lang=\"en\" data-theme=\"{theme}\"><meta charset=\"utf-8\"><title>Charts</title>{sheets}<body style=\"padding:24px\">{body}</body></html>"
    )
}
