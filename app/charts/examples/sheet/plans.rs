//! The charts of plans: tasks against time, tasks by state, and what was planned and spent.
use charts::{Mark, MarkState, Plan, PlanRow, Stack, StackRow, State, Timeline, TimelineGroup, TimelineRow};

fn words(chinese: bool, zh: &str, en: &str) -> String {
    if chinese { zh } else { en }.to_owned()
}

/// Words of the states of tasks.
pub fn states(chinese: bool) -> Vec<(State, String)> {
    let of = |state, zh, en| (state, words(chinese, zh, en));
    vec![
        of(State::NotStarted, "未开始", "Not started"),
        of(State::UnderWay, "进行中", "Under way"),
        of(State::Done, "已完成", "Done"),
        of(State::Delayed, "延期", "Delayed"),
        of(State::Adjusted, "已调整", "Adjusted"),
    ]
}

/// A year of tasks in three groups; with `more`, thirty rows.
pub fn timeline(chinese: bool, more: bool) -> Timeline {
    let say = |zh: &str, en: &str| words(chinese, zh, en);
    let mark = |label: &str, at: f64, state, moved_from| Mark {
        at,
        label: label.to_owned(),
        title: format!("{label}, {} {at:.0}", say("第", "day")),
        state,
        moved_from,
    };
    let row = |zh: &str, en: &str, bar, done, state, marks| TimelineRow {
        label: say(zh, en),
        title: String::new(),
        bar,
        done,
        state,
        marks,
    };
    let first = vec![
        row(
            "编制公共服务事项清单和办事指南",
            "List the service items and write their guides",
            Some((0.0, 120.0)),
            Some(1.0),
            State::Done,
            vec![
                mark("M1", 40.0, MarkState::Done, None),
                mark("M2", 118.0, MarkState::Done, None),
            ],
        ),
        row(
            "建设知识产权公共服务标准体系，覆盖信息传播利用、转移转化、维权援助等各环节并在全市服务网点推广应用",
            "Build the system of standards for public services, from the spread of information to transfer, \
             enforcement and aid, and apply it in every service point of the city",
            Some((60.0, 300.0)),
            Some(0.55),
            State::UnderWay,
            vec![
                mark("M3", 150.0, MarkState::Done, None),
                mark("M4", 240.0, MarkState::Late, None),
                mark("M5", 300.0, MarkState::Due, None),
            ],
        ),
    ];
    let second = vec![
        row(
            "窗口人员培训",
            "Train the staff at the counters",
            Some((150.0, 260.0)),
            Some(0.3),
            State::Delayed,
            vec![
                mark("M6", 200.0, MarkState::Late, None),
                mark("M7", 203.0, MarkState::Late, None),
                mark("M8", 206.0, MarkState::Due, None),
            ],
        ),
        row(
            "与省平台互联互通",
            "Link with the provincial platform",
            Some((180.0, 350.0)),
            Some(0.2),
            State::Adjusted,
            vec![mark("M9", 330.0, MarkState::Moved, Some(260.0))],
        ),
        row(
            "验收材料准备",
            "Prepare for acceptance",
            Some((310.0, 420.0)),
            None,
            State::NotStarted,
            vec![mark("M10", 410.0, MarkState::Due, None)],
        ),
    ];
    let lone = vec![row(
        "年度报告",
        "Annual report",
        None,
        None,
        State::NotStarted,
        vec![mark("M11", 320.0, MarkState::Due, None)],
    )];
    let starts = [0, 31, 61, 92, 123, 151, 182, 212, 243, 273, 304, 335];
    let ticks = starts.iter().enumerate().map(|(i, day)| {
        let month = (i + 9) % 12 + 1;
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month - 1];
        let year = match i {
            0 => say("\n2025年", "\n2025"),
            3 => say("\n2026年", "\n2026"),
            _ => String::new(),
        };
        (f64::from(*day), format!("{}{year}", say(&format!("{month}月"), name)))
    });
    let copies = if more { 5 } else { 1 };
    let repeated = |rows: Vec<TimelineRow>| std::iter::repeat_n(rows, copies).flatten().collect();
    Timeline {
        from: 0.0,
        to: 365.0,
        ticks: ticks.collect(),
        today: Some((280.0, say("今天 7月8日", "Today, 8 July"))),
        groups: vec![
            TimelineGroup {
                label: say("一、夯实基础", "1 Foundations"),
                rows: repeated(first),
            },
            TimelineGroup {
                label: say("二、提升服务", "2 Better services"),
                rows: repeated(second),
            },
            TimelineGroup {
                label: String::new(),
                rows: repeated(lone),
            },
        ],
        states: states(chinese),
        marks: vec![
            (MarkState::Due, say("节点未到", "Milestone due")),
            (MarkState::Done, say("节点达成", "Reached")),
            (MarkState::Late, say("节点逾期", "Late")),
            (MarkState::Moved, say("节点后移", "Moved")),
        ],
    }
}

/// Tasks by state in nine cities, by their names.
pub fn stack(chinese: bool, names: &[&str]) -> Stack {
    let row = |(i, name): (usize, &&str)| {
        let counts = [12 - i, 9 + i * 7 % 11, 8 + i * 5 % 17, i * 3 % 5, (i + 1) % 3].map(|n| n as u32);
        StackRow {
            label: (*name).to_owned(),
            text: counts.iter().sum::<u32>().to_string(),
            counts: counts.to_vec(),
            highlighted: i == 6,
            reads: Vec::new(),
        }
    };
    Stack {
        parts: states(chinese)
            .into_iter()
            .map(|(state, words)| (state.into(), words))
            .collect(),
        rows: names.iter().enumerate().map(row).collect(),
    }
}

/// Planned and spent in nine cities, one beyond its plan and one without figures.
pub fn plan(chinese: bool, names: &[&str]) -> Plan {
    let row = |(i, name): (usize, &&str)| {
        let (planned, actual) = (2400.0 - 230.0 * i as f64, 300.0 + (i * 7 % 9) as f64 * 170.0);
        let known = i != 7;
        let share = actual / planned * 100.0;
        let text = match (known, chinese) {
            (true, true) => format!("支出 {actual:.0} / 计划 {planned:.0} 万元（{share:.0}%）"),
            (true, false) => format!("{actual:.0} of {planned:.0} 万元 ({share:.0}%)"),
            (false, _) => words(chinese, "未报送", "not reported"),
        };
        PlanRow {
            label: (*name).to_owned(),
            planned: Some(planned),
            actual: known.then_some(actual),
            text,
            highlighted: i == 6,
        }
    };
    Plan {
        planned: words(chinese, "计划投入", "Planned"),
        actual: words(chinese, "已支出", "Spent"),
        rows: names.iter().enumerate().map(row).collect(),
    }
}
