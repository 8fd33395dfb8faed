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
    runs
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
