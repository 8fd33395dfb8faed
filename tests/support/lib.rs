//! What the rings of tests share: a board of its own for each test (store, fixed clock, router), actors by role, a
//! browser without a browser, forms filled with valid figures, and a reader of HTML.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs
)]

pub mod actors;
pub mod board;
pub mod client;
pub mod dice;
pub mod figures;
#[path = "../../app/storage/tests/contract/filed.rs"]
pub mod filed;
pub mod html;
pub mod office;
#[path = "../../app/storage/tests/contract/postgres.rs"]
pub mod postgres;
pub mod practices;
pub mod program;
pub mod reports;
pub mod scheme_form;
pub mod schemes;
pub mod smtp;

pub use actors::*;
pub use board::{Board, password_hash};
pub use client::{Answer, Client};
pub use dice::Dice;
pub use figures::Figures;
pub use scheme_form::scheme_form;
pub use smtp::Smtp;

/// The report of a test that names no other: due on 11 May 2026, the fifth working day.
pub const CITY: &str = "suzhou";
/// Its period.
pub const MONTH: &str = "2026-04";
/// The quarter before it; its last month is 2026-03.
pub const QUARTER: &str = "2026-Q1";

/// A report's page.
#[must_use]
pub fn report(city: &str, period: &str) -> String {
    format!("/reports/{city}/{period}")
}

/// A report's review page.
#[must_use]
pub fn review(city: &str, period: &str) -> String {
    format!("/reports/{city}/{period}/review")
}

/// The words of the pages in English, the language of the tests' readers.
pub const WORDS: app::locales::Words = app::locales::Words(domain::lang::Lang::En);

/// Makes each `async fn(Board)` a test on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name($crate::Board::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(board) = $crate::Board::postgres().await {
                    super::$name(board).await;
                }
            })*
        }
    };
}
