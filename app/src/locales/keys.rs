//! Words that the workbench's island says by itself.

use super::Words;

words! {
    leaves_undecided(n) => "待定 {n} 项" | "{n} undecided";
    leaves_unexplained(n) => "异动未说明 {n} 项" | "{n} unusual without an explanation";
    leaves_flagged(n) => "有异动或明显偏离其他城市 {n} 项" | "{n} flagged";
    leaves_nothing => "各项都有结论，也没有异动。" | "Every item has a verdict and none is flagged.";
    and_so => "，" | ", ";
    leaves_all(what) => "审核通过时仍有：{what}。通过即全部认可。" | "Accepting now passes over: {what}. All of it counts as accepted.";
}

impl Words {
    /// What an acceptance would pass over, before it is given.
    #[must_use]
    pub fn accept_leaves(self, undecided: usize, unexplained: usize, flagged: usize) -> String {
        let parts = [
            (undecided, self.leaves_undecided(undecided)),
            (unexplained, self.leaves_unexplained(unexplained)),
            (flagged, self.leaves_flagged(flagged)),
        ];
        let parts: Vec<_> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(_, text)| text)
            .collect();
        match parts.is_empty() {
            true => self.leaves_nothing().to_owned(),
            false => self.leaves_all(parts.join(self.and_so())),
        }
    }
}
