//! The address book of a city and the log of chasing: what is kept of a person, and of a reminder.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    fault::{Fault, Faults, day, text},
    period::Period,
};

/// Most characters of a name, a post, a deputy.
pub const WORDS_MAX: u32 = 60;
/// Most characters of a telephone number.
pub const PHONE_MAX: u32 = 30;
/// Most characters of what was said.
pub const SAID_MAX: u32 = 500;

/// A small form by its names.
pub type Form = BTreeMap<String, String>;

fn of<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", String::as_str)
}

/// A text that may be empty.
fn may_be_empty(typed: &str, most: u32) -> Result<String, Fault> {
    match text(typed, most) {
        Err(Fault::Missing) => Ok(String::new()),
        other => other,
    }
}

/// A telephone number as typed, or empty: full-width digits become plain ones; at least 5 digits, and what parts them.
///
/// # Errors
/// `NotAPhone`, `TooLong`.
pub fn phone(typed: &str) -> Result<String, Fault> {
    let plain: String = typed
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '（' => '(',
            '）' => ')',
            '－' | '—' | '–' => '-',
            '＋' => '+',
            '\u{3000}' => ' ',
            c => c,
        })
        .collect();
    let phone = may_be_empty(&plain, PHONE_MAX)?;
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let known = phone.chars().all(|c| c.is_ascii_digit() || "+-() ,/x转".contains(c));
    if phone.is_empty() || (known && digits >= 5) {
        Ok(phone)
    } else {
        Err(Fault::NotAPhone)
    }
}

/// A person of a city whom CNIPA may turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name, 1 to 60 characters.
    pub name: String,
    /// Post 职务, at most 60 characters.
    pub post: String,
    /// Landline 座机, or empty.
    pub landline: String,
    /// Mobile 手机, or empty; of the two one is there.
    pub mobile: String,
    /// Who stands in 代理人 with a number, at most 60 characters.
    pub deputy: String,
}

impl Contact {
    /// Reads the form with fields of the same names.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn read(form: &Form) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut keep = |name: &'static str, read: Result<String, Fault>| {
            read.unwrap_or_else(|fault| {
                faults.push((name, fault));
                String::new()
            })
        };
        let contact = Contact {
            name: keep("name", text(of(form, "name"), WORDS_MAX)),
            post: keep("post", may_be_empty(of(form, "post"), WORDS_MAX)),
            landline: keep("landline", phone(of(form, "landline"))),
            mobile: keep("mobile", phone(of(form, "mobile"))),
            deputy: keep("deputy", may_be_empty(of(form, "deputy"), WORDS_MAX)),
        };
        if faults.is_empty() && contact.landline.is_empty() && contact.mobile.is_empty() {
            faults.push(("mobile", Fault::NoPhone));
        }
        if faults.is_empty() { Ok(contact) } else { Err(faults) }
    }
}

/// How a city was reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By telephone.
    Phone,
    /// By WeChat.
    Wechat,
    /// In another way.
    Other,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 3] = [Channel::Phone, Channel::Wechat, Channel::Other];

    /// The name in forms and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Channel::Phone => "phone",
            Channel::Wechat => "wechat",
            Channel::Other => "other",
        }
    }

    /// The channel of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Channel::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// That a city was reminded of a report, and what was promised 催报记录.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// The report.
    pub period: Period,
    /// How.
    pub channel: Channel,
    /// Whom was spoken to, 1 to 60 characters.
    pub spoke_to: String,
    /// What was said, at most 500 characters.
    pub said: String,
    /// The day by which it was promised, if one was named.
    pub promised_on: Option<Date>,
}

impl Chase {
    /// Reads the form with fields of the same names; a promise lies not before `today`.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn read(form: &Form, today: Date) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let period = of(form, "period").parse::<Period>().ok();
        let channel = Channel::parse(of(form, "channel"));
        for (name, known) in [("period", period.is_some()), ("channel", channel.is_some())] {
            if !known {
                faults.push((name, Fault::Unknown));
            }
        }
        let mut keep = |name: &'static str, read: Result<String, Fault>| {
            read.unwrap_or_else(|fault| {
                faults.push((name, fault));
                String::new()
            })
        };
        let spoke_to = keep("spoke_to", text(of(form, "spoke_to"), WORDS_MAX));
        let said = keep("said", may_be_empty(of(form, "said"), SAID_MAX));
        let promised_on = match day(of(form, "promised_on")) {
            Err(Fault::Missing) => None,
            Ok(day) if day < today => {
                faults.push(("promised_on", Fault::Before(today)));
                None
            }
            Ok(day) => Some(day),
            Err(fault) => {
                faults.push(("promised_on", fault));
                None
            }
        };
        match (period, channel) {
            (Some(period), Some(channel)) if faults.is_empty() => Ok(Chase {
                period,
                channel,
                spoke_to,
                said,
                promised_on,
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn a_number_is_kept_as_typed_but_for_its_width() {
        assert_eq!(phone("（０８７１）６３１２－４５６７"), Ok("(0871)6312-4567".into()));
        assert_eq!(phone(" +86 871 6312 4567转801 "), Ok("+86 871 6312 4567转801".into()));
        assert_eq!(phone(""), Ok(String::new()));
        for bad in ["1234", "call me 12345", "<b>12345</b>"] {
            assert_eq!(phone(bad), Err(Fault::NotAPhone), "{bad}");
        }
        assert_eq!(phone(&"1".repeat(31)), Err(Fault::TooLong { most: PHONE_MAX }));
    }

    #[test]
    fn a_person_has_a_name_and_a_number() {
        let read = Contact::read(&form(&[("name", " 李 "), ("mobile", "138 0000 0000")])).unwrap();
        assert_eq!((read.name.as_str(), read.mobile.as_str()), ("李", "138 0000 0000"));
        assert_eq!(
            Contact::read(&form(&[("post", "x")])),
            Err(vec![("name", Fault::Missing)])
        );
        assert_eq!(
            Contact::read(&form(&[("name", "李")])),
            Err(vec![("mobile", Fault::NoPhone)])
        );
    }

    #[test]
    fn a_promise_lies_ahead() {
        let today = jiff::civil::date(2026, 7, 8);
        let typed = [
            ("period", "2026-05"),
            ("channel", "wechat"),
            ("spoke_to", "李"),
            ("promised_on", "2026-07-08"),
        ];
        let chase = Chase::read(&form(&typed), today).unwrap();
        assert_eq!((chase.promised_on, chase.channel), (Some(today), Channel::Wechat));
        let past = form(&[("promised_on", "2026-07-07"), ("channel", "pigeon")]);
        let faults = Chase::read(&past, today).unwrap_err();
        let names: Vec<_> = faults.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["period", "channel", "spoke_to", "promised_on"]);
        assert_eq!(faults[3].1, Fault::Before(today));
    }
}
