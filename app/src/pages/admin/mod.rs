//! The administrator's pages. The store lets nobody else in: to them these answer 403.

pub mod calendar;
pub mod invite;
pub(super) mod mail_log;
pub mod posts;
pub mod release_posts;
pub mod releases;
mod scheme_rules;
pub mod scope;
pub mod settings;
pub mod users;
