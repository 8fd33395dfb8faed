//! Mail by SMTP: the server and sender of the settings, and a letter handed over through lettre. What the settings hold of
//! a password is neither logged nor said.

use std::{sync::Arc, time::Duration};

use app::mail::{Letter, Mail, Mailer, Unsent};
use async_trait::async_trait;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header},
    transport::smtp::{self, extension::ClientId},
};

use crate::{config::ServeArgs, serve::Failure};

/// How long a server may take for one answer, and for a whole letter; both far less than a lease holds.
const ANSWER: Duration = Duration::from_secs(15);
const LETTER: Duration = Duration::from_secs(45);

/// A mail server and who sends by it.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Mail as the settings have it; none where they name no server.
///
/// # Errors
/// [`Failure::Other`]: a setting is missing or is not what it must be. It does not repeat the server's address, which may
/// hold a password.
pub fn of(args: &ServeArgs) -> Result<Option<Mail>, Failure> {
    let Some(smtp) = &args.smtp else { return Ok(None) };
    let (Some(from), Some(site)) = (&args.mail_from, &args.public_url) else {
        let sentence = "mail needs --mail-from and --public-url beside --smtp: who sends, and where its links lead";
        return Err(Failure::Other(sentence.into()));
    };
    let site = site.trim_end_matches('/').to_owned();
    let mailer = Arc::new(Smtp::new(&smtp.0, from, &site)?);
    Ok(Some(Mail { mailer, site }))
}

impl Smtp {
    /// A mail server by its address, as `smtps://user:password@host`; nothing is asked of it yet.
    ///
    /// # Errors
    /// As [`of`].
    pub fn new(url: &str, from: &str, site: &str) -> Result<Self, Failure> {
        let bad = || {
            Failure::Other(
                "--smtp is not an address of a mail server; write smtps://user:password@host, or smtp://host:587 with \
                 ?tls=required where it begins without encryption"
                    .into(),
            )
        };
        let from: Mailbox = from.parse().map_err(|_| {
            Failure::Other(
                "--mail-from is not an address; write pilot@example.org or Pilotboard <pilot@example.org>".into(),
            )
        })?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| bad())?;
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = place.split_once('/').unwrap_or((place, ""));
        if path.is_empty() {
            // The name it greets with; an address may name another one behind its host.
            let host = site.split_once("://").map_or(site, |(_, host)| host);
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            builder = builder.hello_name(ClientId::Domain(name.to_owned()));
        }
        if url.starts_with("smtp://") && !query.contains("tls=required") && authority.contains('@') {
            tracing::warn!("the password of --smtp may go without encryption; use smtps:// or ?tls=required");
        }
        let transport = builder.timeout(Some(ANSWER)).build();
        Ok(Smtp { transport, from })
    }

    fn message(&self, letter: &Letter) -> Option<Message> {
        let to: Address = letter.to.parse().ok()?;
        let id = format!("<{}@{}>", letter.id, self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&letter.subject)
            .message_id(Some(id))
            .header(AutoSubmitted)
            .header(header::ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .ok()
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, letter: &Letter) -> Result<(), Unsent> {
        let Some(message) = self.message(letter) else {
            return Err(Unsent {
                why: "address".into(),
                for_good: true,
                no_server: false,
            });
        };
        match tokio::time::timeout(LETTER, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(e)) => Err(unsent(&e)),
            Err(_) => Err(Unsent {
                why: "timeout".into(),
                for_good: false,
                no_server: true,
            }),
        }
    }
}

/// Answers that speak of this program's own sign-in, which an administrator can mend, and not of the letter.
const OF_SIGN_IN: [&str; 4] = ["530", "534", "535", "538"];

fn unsent(e: &smtp::Error) -> Unsent {
    let answer = e.status().map(|code| code.to_string());
    let Some(code) = answer else {
        tracing::debug!(cause = %e, "no answer of the mail server");
        let why = match () {
            () if e.is_tls() => "tls",
            () if e.is_timeout() => "timeout",
            () => "connection",
        };
        return Unsent {
            why: why.into(),
            for_good: false,
            no_server: true,
        };
    };
    let said = std::error::Error::source(e)
        .map(ToString::to_string)
        .unwrap_or_default();
    let of_sign_in = OF_SIGN_IN.contains(&code.as_str());
    Unsent {
        for_good: e.is_permanent() && !of_sign_in,
        no_server: of_sign_in,
        why: format!("{code} {said}"),
    }
}

/// Says that no person wrote it, so that none's absence answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_address_is_said_without_it() {
        for url in [
            "smtp://user:s3cret@host:99999",
            "mail.example.org:s3cret",
            "http://user:s3cret@host",
            "",
        ] {
            let said = Smtp::new(url, "a@b.cn", "https://x.cn").err().unwrap().to_string();
            assert!(said.starts_with("--smtp is not") && !said.contains("s3cret"), "{said}");
        }
        let said = Smtp::new("smtp://127.0.0.1:1", "nobody", "https://x.cn")
            .err()
            .unwrap()
            .to_string();
        assert!(said.starts_with("--mail-from is not"), "{said}");
    }

    #[tokio::test]
    async fn without_a_server_it_is_said_so_and_nothing_secret() {
        let smtp = Smtp::new("smtp://user:s3cret@127.0.0.1:1", "看板 <a@b.cn>", "https://x.cn").unwrap();
        let letter = Letter {
            id: "1".into(),
            to: "c@d.cn".into(),
            subject: "试".into(),
            body: "试".into(),
        };
        let unsent = smtp.send(&letter).await.unwrap_err();
        assert_eq!(
            (unsent.why.as_str(), unsent.no_server, unsent.for_good),
            ("connection", true, false)
        );
        let to = "not an address".to_owned();
        let unsent = smtp.send(&Letter { to, ..letter }).await.unwrap_err();
        assert!(unsent.for_good && unsent.why == "address");
    }
}
