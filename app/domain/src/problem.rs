//! Problems of the register 问题台账: what one is, where it stands, whose turn it is, how long it has lasted and with whom.
//! Source: product rules, part 2; the states are those of the field's workflow. Pure; the store keeps what is said here.

mod ageing;
mod content;
mod standing;
#[cfg(test)]
mod tests;

pub use ageing::{Age, Ageing, ageing};
pub use content::{COMMENT_MAX, Content, DESCRIPTION_MAX, Deed, TITLE_MAX, UNIT_MAX};
pub use standing::{Action, Refusal, Standing};

use crate::{access::Role, indicator::Goal};

/// An enum whose values have names in forms, database and files.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $value:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$one])* $value),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// The name in forms, database and files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($name::$value => $text),+ }
            }

            /// The value of a name, or none.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What it is about.
    Kind {
        /// 政策.
        Policy = "policy",
        /// 标准.
        Standards = "standards",
        /// 系统数据.
        SystemsData = "systems_data",
        /// 资金人员.
        FundingStaff = "funding_staff",
        /// 协同.
        Coordination = "coordination",
    }
}

named! {
    /// How grave it is; the gravest is the greatest.
    Severity {
        /// 一般.
        General = "general",
        /// 重要.
        Important = "important",
        /// 紧急.
        Urgent = "urgent",
    }
}

named! {
    /// Who is needed to solve it.
    Level {
        /// 市级.
        City = "city",
        /// 省级.
        Provincial = "provincial",
        /// 国家层面.
        National = "national",
    }
}

named! {
    /// Where it stands.
    State {
        /// 已登记.
        Registered = "registered",
        /// 市级协调.
        CityHandling = "city_handling",
        /// 已上报.
        Escalated = "escalated",
        /// 退回补充说明.
        Returned = "returned",
        /// 已受理.
        Received = "received",
        /// 已交办.
        Assigned = "assigned",
        /// 已答复.
        Replied = "replied",
        /// 要求重新办理.
        Reopened = "reopened",
        /// 已确认.
        Confirmed = "confirmed",
        /// 已办结（销号）.
        Closed = "closed",
    }
}

named! {
    /// Whose turn it is.
    Turn {
        /// The city's.
        City = "city",
        /// The province's.
        Province = "province",
        /// CNIPA's.
        Cnipa = "cnipa",
        /// Nobody's: it is closed.
        None = "none",
    }
}

/// The name of a category, which is one of the four goals, in forms, database and files.
#[must_use]
pub const fn category_name(goal: Goal) -> &'static str {
    match goal {
        Goal::UnifiedStandards => "unified-standards",
        Goal::OnlineOffline => "online-offline",
        Goal::DataSharing => "data-sharing",
        Goal::BalancedDevelopment => "balanced-development",
    }
}

/// The category of a name, or none.
#[must_use]
pub fn category(name: &str) -> Option<Goal> {
    Goal::ALL.into_iter().find(|g| category_name(*g) == name)
}

/// A problem's number as people write it: `P-0147`.
#[must_use]
pub fn code(number: i64) -> String {
    format!("P-{number:04}")
}

/// The number of a code: `P-0147`, `p-147` or `147`.
#[must_use]
pub fn number(code: &str) -> Option<i64> {
    let code = code.trim();
    let digits = code
        .strip_prefix("P-")
        .or_else(|| code.strip_prefix("p-"))
        .unwrap_or(code);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|n| *n > 0)
}

/// The side that a role acts for; none of those who only read.
#[must_use]
pub const fn side(role: Role) -> Turn {
    match role {
        Role::CityEditor | Role::CityApprover => Turn::City,
        Role::Liaison => Turn::Province,
        Role::Reviewer | Role::Admin => Turn::Cnipa,
        Role::Expert | Role::Observer | Role::Auditor => Turn::None,
    }
}
