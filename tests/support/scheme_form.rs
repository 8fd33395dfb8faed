//! The fields of a scheme in which nothing is wrong, as a form sends them.

use domain::indicator::{Direction, Way, indicators};

/// Name and text of every field: one task, and a target of every indicator.
#[must_use]
pub fn scheme_form() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, text: &str| all.push((name.to_owned(), text.to_owned()));
    for name in domain::scheme::SECTIONS {
        put(name, "正文");
    }
    put("funding_planned", "150");
    put("tasks[1][title]", "编制事项清单");
    put("tasks[1][measures]", "逐项梳理");
    put("tasks[1][result]", "清单公布");
    put("tasks[1][indicators]", "S1-01 S1-02");
    put("tasks[1][milestones][1][name]", "清单公布");
    put("tasks[1][milestones][1][due]", "2026-03-31");
    put("tasks[1][milestones][1][lead]", "市知识产权局");
    for d in indicators() {
        let (from, to) = match (d.way, d.direction) {
            (Way::YesNo, _) => ("no", "yes"),
            (_, Some(Direction::Lower)) => ("4", "2"),
            _ => ("40", "96"),
        };
        put(&format!("targets[{}][baseline]", d.code), from);
        put(&format!("targets[{}][baseline_on]", d.code), "2025-09-30");
        put(&format!("targets[{}][source]", d.code), "业务系统");
        put(&format!("targets[{}][2026-Q3]", d.code), to);
    }
    all
}
