//! The problem register: the list with its figures and charts, the form that raises a problem, and each problem's own page.

pub mod ageing;
pub mod asked;
pub mod beside;
mod bits;
pub mod export;
mod form;
pub mod list;
pub mod months;
pub mod new;
pub mod posts;
pub mod register;
pub mod show;
mod side;
mod thread;
