//! Who acts in the tests, by role.

use domain::access::{Role, Scope};

/// One person, named by role and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    Editor(&'static str),
    Approver(&'static str),
    Liaison(&'static str),
    Reviewer,
    Admin,
    Expert,
    /// Of the nation.
    Observer,
    /// Of one city.
    ObserverOf(&'static str),
    Auditor,
    /// Nobody: before sign-in.
    Anonymous,
}

pub const EDITOR_SUZHOU: Who = Who::Editor("suzhou");
pub const APPROVER_SUZHOU: Who = Who::Approver("suzhou");
pub const EDITOR_KUNMING: Who = Who::Editor("kunming");
pub const LIAISON_JIANGSU: Who = Who::Liaison("jiangsu");
pub const LIAISON_YUNNAN: Who = Who::Liaison("yunnan");

/// The password of everybody here.
pub const PASSWORD: &str = "a long test password";

impl Who {
    /// The name of the account; empty before sign-in.
    #[must_use]
    pub fn account(self) -> String {
        match self {
            Who::Editor(city) => format!("editor@{city}.example"),
            Who::Approver(city) => format!("approver@{city}.example"),
            Who::Liaison(province) => format!("liaison@{province}.example"),
            Who::ObserverOf(city) => format!("observer@{city}.example"),
            Who::Reviewer => "reviewer@cnipa.example".into(),
            Who::Admin => "admin@cnipa.example".into(),
            Who::Expert => "expert1@cnipa.example".into(),
            Who::Observer => "observer@cnipa.example".into(),
            Who::Auditor => "auditor@cnipa.example".into(),
            Who::Anonymous => String::new(),
        }
    }

    /// Role and what it belongs to; none before sign-in.
    #[must_use]
    pub fn role(self) -> Option<(Role, Scope)> {
        let city = |c: &str| Scope::City(c.into());
        Some(match self {
            Who::Editor(c) => (Role::CityEditor, city(c)),
            Who::Approver(c) => (Role::CityApprover, city(c)),
            Who::Liaison(p) => (Role::Liaison, Scope::Province(p.into())),
            Who::Reviewer => (Role::Reviewer, Scope::Nation),
            Who::Admin => (Role::Admin, Scope::Nation),
            Who::Expert => (Role::Expert, Scope::None),
            Who::Observer => (Role::Observer, Scope::Nation),
            Who::ObserverOf(c) => (Role::Observer, city(c)),
            Who::Auditor => (Role::Auditor, Scope::Nation),
            Who::Anonymous => return None,
        })
    }
}
