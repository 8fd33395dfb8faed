//! Practices for the tests, brought into a state by the people whose turn it is.

use domain::practice::{Action, Case, State};
use storage::practices;

use crate::{Board, Who};

/// A case that may be submitted.
#[must_use]
pub fn case(title: &str) -> Case {
    let mut case = Case::default();
    for (name, text) in [
        ("title", title),
        ("aspect", "facilitation"),
        ("goal", "online-offline"),
        ("background", "企业办事多头跑"),
        ("measures", "设立公共服务一窗通办窗口"),
        ("results", "平均办理时间缩短"),
        ("conditions", "需要政务服务中心支持"),
        ("indicator", "F3-01"),
    ] {
        case.set(name, text);
    }
    case
}

impl Board {
    /// A practice of a city in a state; gives its number.
    pub async fn practice(&self, city: &'static str, state: State) -> i64 {
        let (editor, reviewer) = (self.caller(Who::Editor(city)).await, self.caller(Who::Reviewer).await);
        let title = format!("{city} {}", state.name());
        let number = practices::create(&self.store, &editor, &case(&title)).await.unwrap();
        let steps: &[Action] = match state {
            State::Draft => return number,
            State::Submitted => &[],
            State::Returned => &[Action::Return],
            State::Selected => &[Action::Select],
            State::Declined => &[Action::Decline],
            State::Published => &[Action::Select, Action::Publish],
        };
        practices::submit(&self.store, &editor, number, &case(&title), None)
            .await
            .unwrap();
        for action in steps {
            practices::act(&self.store, &reviewer, number, *action, "a reason", None)
                .await
                .unwrap();
        }
        number
    }
}
