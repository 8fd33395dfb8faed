//! Two texts side by side in one: what went out and what came in, by words of Latin script and by Chinese characters.

use leptos::prelude::*;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of text that stayed, went out, or came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// In both.
    Same(String),
    /// Only in the old text.
    Out(String),
    /// Only in the new text.
    In(String),
}

/// The runs of two texts, in reading order.
#[must_use]
pub fn runs(old: &str, new: &str) -> Vec<Run> {
    let (old, new) = (tokens(old), tokens(new));
    let mut runs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => runs.push(Run::Same(old[old_index..old_index + len].concat())),
            _ => {
                let (out, came) = (old[op.old_range()].concat(), new[op.new_range()].concat());
                runs.extend((!out.is_empty()).then_some(Run::Out(out)));
                runs.extend((!came.is_empty()).then_some(Run::In(came)));
            }
        }
    }
    tidy(runs)
}

/// Most characters that stayed between two changes and are read as part of them.
const NOISE: usize = 2;

/// One or two characters that happen to stay between two changes read as noise: what went out then stands together, and
/// after it what came in.
fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let (mut out, mut came, mut kept) = (String::new(), String::new(), String::new());
    for run in runs {
        match run {
            Run::Same(text) => {
                kept.push_str(&text);
                let short = text.chars().count() <= NOISE && !text.contains('\n');
                if !short || (out.is_empty() && came.is_empty()) {
                    flush(&mut all, &mut out, &mut came, &mut kept);
                }
            }
            Run::Out(text) => {
                join(&mut out, &mut came, &mut kept);
                out.push_str(&text);
            }
            Run::In(text) => {
                join(&mut out, &mut came, &mut kept);
                came.push_str(&text);
            }
        }
    }
    flush(&mut all, &mut out, &mut came, &mut kept);
    all
}

/// What stayed for a moment goes out and comes in again.
fn join(out: &mut String, came: &mut String, kept: &mut String) {
    out.push_str(kept);
    came.push_str(kept);
    kept.clear();
}

fn flush(all: &mut Vec<Run>, out: &mut String, came: &mut String, kept: &mut String) {
    let runs = [
        Run::Out(std::mem::take(out)),
        Run::In(std::mem::take(came)),
        Run::Same(std::mem::take(kept)),
    ];
    for run in runs {
        let (Run::Same(text) | Run::Out(text) | Run::In(text)) = &run;
        if !text.is_empty() {
            all.push(run);
        }
    }
}

/// Words of letters and digits stay whole; every other character stands alone.
fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() || (start.is_some() && matches!(c, '.' | ',' | '%' | '-')) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            all.push(&text[from..at]);
        }
        all.push(&text[at..at + c.len_utf8()]);
    }
    all.extend(start.map(|from| &text[from..]));
    all
}

/// The runs as a paragraph or several, with `del` and `ins`.
#[must_use]
pub fn diff_view(old: &str, new: &str) -> AnyView {
    let body = runs(old, new)
        .into_iter()
        .map(|run| match run {
            Run::Same(text) => view! { <span>{text}</span> }.into_any(),
            Run::Out(text) => view! { <del>{text}</del> }.into_any(),
            Run::In(text) => view! { <ins>{text}</ins> }.into_any(),
        })
        .collect_view();
    view! { <p class="diff diff--text">{body}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_without_blanks_reads_as_phrases() {
        let (old, new) = (
            "已完成业务规范目录梳理，下一步开展培训。",
            "正在推进业务标准目录梳理，下一步开展培训。",
        );
        let told: Vec<String> = runs(old, new)
            .iter()
            .map(|r| match r {
                Run::Same(t) => t.clone(),
                Run::Out(t) => format!("[-{t}]"),
                Run::In(t) => format!("[+{t}]"),
            })
            .collect();
        assert_eq!(
            told.concat(),
            "[-已完成业务规范][+正在推进业务标准]目录梳理，下一步开展培训。",
            "two characters between two changes do not break them up"
        );
        // An insertion alone breaks nothing up, and a new paragraph keeps its place.
        assert_eq!(runs("一。\n二。", "一。\n新。\n二。").len(), 3);
    }

    #[test]
    fn words_and_characters_are_compared_and_nothing_is_lost() {
        let (old, new) = ("到 6 月底，131 个网点通过检查。", "到 6 月底，124 个网点已通过检查。");
        let runs = runs(old, new);
        let text = |out: bool| -> String {
            runs.iter()
                .filter_map(|r| match r {
                    Run::Same(t) => Some(t.as_str()),
                    Run::Out(t) => out.then_some(t.as_str()),
                    Run::In(t) => (!out).then_some(t.as_str()),
                })
                .collect()
        };
        assert_eq!((text(true).as_str(), text(false).as_str()), (old, new));
        assert!(
            runs.contains(&Run::Out("131".into())) && runs.contains(&Run::In("124".into())),
            "{runs:?}"
        );
        assert!(runs.contains(&Run::In("已".into())), "{runs:?}");
        assert_eq!(super::runs("", ""), []);
        assert_eq!(super::runs("", "x"), [Run::In("x".into())]);
    }
}
