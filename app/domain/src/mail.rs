//! Mail by rule: what an address is, who gets digests, on which days and from which hour they go, and when what failed is
//! tried again. Nothing is sent here.

use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    calendar::{beijing, is_working_day},
    problem::named,
};

/// The hour of the Beijing day from which its digests go.
pub const FROM_HOUR: i8 = 8;

/// Most characters of an address (RFC 5321).
pub const ADDRESS_MAX: usize = 254;

/// After how many minutes the second, third and fourth try comes.
const DELAYS: [i64; 3] = [5, 15, 60];

named! {
    /// Where a digest stands.
    State {
        /// It is to be sent, or sent again.
        Waiting = "waiting",
        /// A mail server has taken it.
        Sent = "sent",
        /// Nothing was left to tell when it was to be sent.
        Spared = "spared",
        /// It was given up.
        Failed = "failed",
    }
}

/// Whether a text is an e-mail address of the usual form: printable ASCII, one `@`, a host of two names or more.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let in_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let label = |l: &str| {
        let hyphen = l.starts_with('-') || l.ends_with('-');
        (1..=63).contains(&l.len()) && !hyphen && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    (1..=64).contains(&local.len())
        && local.chars().all(in_local)
        && !dots
        && host.contains('.')
        && host.split('.').all(label)
        && text.len() <= ADDRESS_MAX
}

/// Where an account's digests go: `chosen` is what it chose, else only an account that is an address gets them; `to` is
/// what it typed where it is none. None where they are off.
#[must_use]
pub fn recipient<'a>(account: &'a str, chosen: Option<bool>, to: Option<&'a str>) -> Option<&'a str> {
    let own = is_address(account).then_some(account);
    if !chosen.unwrap_or(own.is_some()) {
        return None;
    }
    own.or(to)
}

/// The Beijing day whose digests go at this instant; none on a day of rest and before its hour.
#[must_use]
pub fn digest_day(now: Timestamp) -> Option<Date> {
    let at = beijing(now);
    (at.hour() >= FROM_HOUR && is_working_day(at.date())).then(|| at.date())
}

/// How long to wait after so many failed tries, at least 1; none where it is given up.
#[must_use]
pub fn next_try(attempts: u32) -> Option<SignedDuration> {
    let at = usize::try_from(attempts.checked_sub(1)?).ok()?;
    DELAYS.get(at).map(|minutes| SignedDuration::from_mins(*minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_and_a_host_of_names() {
        for good in ["a@b.cn", "editor@suzhou.example", "o'neil+x@mail-1.gov.cn"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@b.cn", "x".repeat(65));
        for bad in [
            "",
            "a",
            "@b.cn",
            "a@",
            "a@b",
            "a@@b.cn",
            "a b@c.cn",
            "a@b..cn",
            "a@-b.cn",
            ".a@b.cn",
            "a..b@c.cn",
            "苏州@b.cn",
            "a@例.cn",
            "a@b.cn\r\nBcc: c@d.cn",
            "<a@b.cn>",
            "a,b@c.cn",
            "a@b.cn,c@d.cn",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn digests_go_to_addresses_unless_chosen_otherwise() {
        assert_eq!(recipient("a@b.cn", None, None), Some("a@b.cn"));
        assert_eq!(recipient("a@b.cn", None, Some("c@d.cn")), Some("a@b.cn"));
        assert_eq!(recipient("a@b.cn", Some(false), None), None);
        assert_eq!(recipient("苏州填报", None, Some("c@d.cn")), None);
        assert_eq!(recipient("苏州填报", Some(true), Some("c@d.cn")), Some("c@d.cn"));
        assert_eq!(recipient("苏州填报", Some(true), None), None);
    }

    #[test]
    fn digests_go_on_working_days_from_eight() {
        let day = |text: &str| digest_day(format!("{text}:00+08:00").parse().unwrap()).map(|d| d.to_string());
        assert_eq!(day("2026-05-08T08:00").as_deref(), Some("2026-05-08"));
        assert_eq!(day("2026-05-08T23:59").as_deref(), Some("2026-05-08"));
        assert_eq!(day("2026-05-08T07:59"), None);
        assert_eq!(day("2026-05-10T09:00"), None, "a Sunday");
        assert_eq!(
            day("2026-05-09T09:00").as_deref(),
            Some("2026-05-09"),
            "a Saturday that is worked"
        );
        assert_eq!(day("2026-05-01T09:00"), None, "a holiday");
    }

    #[test]
    fn what_fails_is_tried_four_times() {
        let all: Vec<_> = (1..=4).map(|n| next_try(n).map(|d| d.as_mins())).collect();
        assert_eq!(all, [Some(5), Some(15), Some(60), None]);
        assert_eq!(next_try(0), None);
    }
}
