//! The administrator's pages. The store lets nobody else in: to them these answer 403.

pub mod invite;
pub mod posts;
pub mod release_posts;
pub mod releases;
pub mod scope;
pub mod users;
