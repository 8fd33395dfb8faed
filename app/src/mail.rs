//! Digests as people read them, and the round that sends what is due. The words are those of the inbox, in Chinese and then
//! in English, since an account has no language; who speaks SMTP is `server`'s.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use domain::lang::Lang;
use jiff::Timestamp;
use storage::{
    Store,
    mail::{self, Job, Outcome},
    messages::Message,
};

use crate::{locales::Words, pages::messages::leads_to};

/// How many messages a digest lists; the rest is counted.
const LISTED: usize = 50;

/// A letter in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id, the same at every try.
    pub id: String,
    /// Address of its reader.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// Text, lines ended by `\n`.
    pub body: String,
}

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The server's answer, or `connection`, `timeout`, `tls` or `address`; nothing secret.
    pub why: String,
    /// The server refuses this letter for good.
    pub for_good: bool,
    /// No server answered: others would fare alike.
    pub no_server: bool,
}

/// Hands letters to a mail server.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends a letter; done once the server has taken it, and in less time than a lease holds.
    async fn send(&self, letter: &Letter) -> Result<(), Unsent>;
}

/// Mail as it is configured.
#[derive(Clone)]
pub struct Mail {
    /// Who sends.
    pub mailer: Arc<dyn Mailer>,
    /// Address of this site, without a slash at its end.
    pub site: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("site", &self.site).finish_non_exhaustive()
    }
}

/// Makes the day's digests and sends all that wait and whose time it is; gives how many were taken by a server. Several
/// copies of the program may do so at once; between two letters it ends where the program `stops`.
///
/// # Errors
/// `Unavailable`; the next round goes on.
pub async fn round(
    store: &Store,
    mail: &Mail,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
    stops: &(dyn Fn() -> bool + Send + Sync),
) -> Result<usize, storage::Error> {
    mail::make(store, clock()).await?;
    let demo = storage::settings::get(store).await?.demo.is_some();
    let mut sent = 0;
    while !stops()
        && let Some(job) = mail::take(store, clock()).await?
    {
        let told = match job.to {
            Some(_) => mail::content(store, &job, clock()).await?,
            None => Vec::new(),
        };
        let mut no_server = false;
        let outcome = match letter(&job, &told, &mail.site, demo) {
            None => Outcome::Spared,
            Some(letter) => match mail.mailer.send(&letter).await {
                Ok(()) => Outcome::Sent(told.len()),
                Err(unsent) => {
                    tracing::warn!(id = job.id, why = unsent.why, "a digest was not sent");
                    no_server = unsent.no_server;
                    match unsent.for_good {
                        true => Outcome::Refused(unsent.why),
                        false => Outcome::Failed(unsent.why),
                    }
                }
            },
        };
        mail::finish(store, &job, &outcome, clock()).await?;
        sent += usize::from(matches!(outcome, Outcome::Sent(_)));
        if no_server {
            // The others keep their tries.
            break;
        }
    }
    Ok(sent)
}

/// The letter of a digest; none where nothing is to be told or nobody is to be told it.
#[must_use]
pub fn letter(job: &Job, told: &[Message], site: &str, demo: bool) -> Option<Letter> {
    let to = job.to.clone().filter(|_| !told.is_empty())?;
    let name = line(&job.person.name);
    let text = |lang| {
        let t = Words(lang);
        let own = job.person.city();
        let mut text = String::new();
        if demo {
            text += &format!("{}\n\n", t.demo_mark());
        }
        text += &format!("{}\n\n{}\n", t.mail_greeting(&name), t.mail_unread(told.len()));
        for m in told.iter().take(LISTED) {
            text += &format!("\n* {}\n  {site}{}\n", line(&t.message(m, own)), leads_to(m));
        }
        if let Some(more) = told.len().checked_sub(LISTED).filter(|n| *n > 0) {
            text += &format!("\n{}\n", t.mail_more(more));
        }
        text + &format!(
            "\n{}\n{site}/messages\n\n{}\n{site}/account\n",
            t.mail_waits(),
            t.mail_switch_off()
        )
    };
    let subject = |lang| Words(lang).mail_subject(told.len());
    Some(Letter {
        id: job.id.clone(),
        to,
        subject: marked(demo, format!("{} | {}", subject(Lang::Zh), subject(Lang::En))),
        body: format!("{}\n--------\n\n{}", text(Lang::Zh), text(Lang::En)),
    })
}

/// A letter that only shows that mail arrives.
#[must_use]
pub fn test_letter(id: String, to: String, site: &str, demo: bool) -> Letter {
    let (zh, en) = (Words(Lang::Zh), Words(Lang::En));
    Letter {
        id,
        to,
        subject: marked(demo, format!("{} | {}", zh.mail_test_subject(), en.mail_test_subject())),
        body: format!("{}\n\n{}\n\n{site}\n", zh.mail_test_body(), en.mail_test_body()),
    }
}

fn marked(demo: bool, subject: String) -> String {
    match demo {
        true => format!(
            "[{} {}] {subject}",
            Words(Lang::Zh).demo_label(),
            Words(Lang::En).demo_label()
        ),
        false => subject,
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
