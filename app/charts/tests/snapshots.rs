//! Each chart's picture of each hard case, kept as a file under `snapshots/`; a picture that differs fails.
//! After a look at the page of `cargo run -p charts --example sheet`, `INSTA_UPDATE=always cargo test -p charts --test
//! snapshots` takes the new ones.
#![allow(clippy::unwrap_used, missing_docs)]

mod hard;

/// A line for each element, so that a difference can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<").replace("&#10;", "&#10;\n")
}

#[test]
fn every_chart_draws_the_hard_cases_as_it_did() {
    let mut differing = Vec::new();
    for (chart, draw) in hard::CHARTS {
        for case in hard::cases() {
            let mut settings = insta::Settings::clone_current();
            settings.set_omit_expression(true);
            settings.set_prepend_module_to_snapshot(false);
            let name = format!("{chart}@{}", case.name);
            let svg = lines(&draw(&case));
            let same = || settings.bind(|| insta::assert_snapshot!(name.as_str(), svg));
            // All are drawn before the test fails, so that one run shows every difference.
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(same)).is_err() {
                differing.push(name);
            }
        }
    }
    assert!(differing.is_empty(), "these differ: {differing:#?}");
}
