//! The audit's chain: each line's hash is keyed and covers the line before it, and the head is sealed apart, so
//! that an edited or removed line shows, the last one too.

use std::{fmt, str::FromStr};

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// The store's secret, 32 bytes; whoever lacks it can neither add nor mend a line.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// The text is not a key: 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an audit key is 64 hexadecimal digits")]
pub struct NotAKey;

impl Key {
    /// A key of 32 random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Key(bytes)
    }

    /// As it stands in the key file: 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// The hash of a line that follows a line of hash `previous` (empty before the first).
    #[must_use]
    pub fn line(&self, r: &Record, previous: &str) -> String {
        self.code(&serde_json::json!([
            "line", r.seq, r.at, r.actor_id, r.account, r.source, r.action, r.object, r.before, r.after, previous
        ]))
    }

    /// The seal of the head: its number and hash.
    #[must_use]
    pub fn head(&self, seq: i64, hash: &str) -> String {
        self.code(&serde_json::json!(["head", seq, hash]))
    }

    /// What stands in the audit for a text that its reader may not see yet.
    #[must_use]
    pub fn seal(&self, text: &str) -> String {
        self.code(&serde_json::json!(["seal", text]))
    }

    fn code(&self, of: &serde_json::Value) -> String {
        // A 32-byte key is shorter than the block, so this is `Hmac::new` without its error type.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(of.to_string().as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| NotAKey)?;
        Ok(Key(bytes))
    }
}

/// One line of the audit as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Number, from 1, without gaps.
    pub seq: i64,
    /// When, microseconds UTC.
    pub at: i64,
    /// Account id.
    pub actor_id: String,
    /// E-mail or account name.
    pub account: String,
    /// From where: network address, or `cli`.
    pub source: String,
    /// What was done, as `report.submit`.
    pub action: String,
    /// To what, as `report:suzhou/2026-06`.
    pub object: String,
    /// JSON before.
    pub before: String,
    /// JSON after.
    pub after: String,
}

/// A line's number and hash, kept outside the store: a chain that no longer holds it has been cut or rewritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The line's number, 0 for an empty audit.
    pub seq: i64,
    /// Its hash, empty for an empty audit.
    pub hash: String,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// The text is not an anchor: `number:hash`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an anchor is written number:hash")]
pub struct NotAnAnchor;

impl FromStr for Anchor {
    type Err = NotAnAnchor;

    fn from_str(text: &str) -> Result<Self, NotAnAnchor> {
        let (seq, hash) = text.trim().split_once(':').ok_or(NotAnAnchor)?;
        let seq: i64 = seq.parse().map_err(|_| NotAnAnchor)?;
        let right = if seq == 0 {
            hash.is_empty()
        } else {
            hash.len() == 64 && hex::decode(hash).is_ok()
        };
        if seq < 0 || !right {
            return Err(NotAnAnchor);
        }
        Ok(Anchor {
            seq,
            hash: hash.to_ascii_lowercase(),
        })
    }
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A line of that number is not there.
    Missing,
    /// The line, or its hash, is not what was written.
    Altered,
    /// The line stands after the head.
    Foreign,
    /// The head was edited or removed, or the key is another.
    Head,
    /// The line is not the one that the anchor names.
    Anchor,
}

/// Where a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("audit line {seq}: {}", match what {
    Fault::Missing => "missing",
    Fault::Altered => "altered",
    Fault::Foreign => "stands after the head and was not written by the program",
    Fault::Head => "the head was altered or removed, or the key is not the one it was written with",
    Fault::Anchor => "is not the line that the anchor names",
})]
pub struct Broken {
    /// The line's number; for the head the last number that is certain.
    pub seq: i64,
    /// What is wrong.
    pub what: Fault,
}

/// Follows a chain line by line.
#[derive(Clone, Debug)]
pub struct Follow<'a> {
    key: &'a Key,
    anchor: Option<&'a Anchor>,
    seq: i64,
    hash: String,
}

impl<'a> Follow<'a> {
    /// Starts before line 1.
    #[must_use]
    pub const fn new(key: &'a Key, anchor: Option<&'a Anchor>) -> Self {
        Follow {
            key,
            anchor,
            seq: 0,
            hash: String::new(),
        }
    }

    /// Takes the next line in order of number, with the hash it was stored with.
    ///
    /// # Errors
    /// [`Broken`] with the number of the first line that is missing or altered.
    pub fn line(&mut self, record: &Record, stored: &str) -> Result<(), Broken> {
        let seq = self.seq + 1;
        if record.seq != seq {
            return Err(Broken {
                seq,
                what: if record.seq > seq {
                    Fault::Missing
                } else {
                    Fault::Foreign
                },
            });
        }
        if self.key.line(record, &self.hash) != stored {
            return Err(Broken {
                seq,
                what: Fault::Altered,
            });
        }
        if self.anchor.is_some_and(|a| a.seq == seq && a.hash != stored) {
            return Err(Broken {
                seq,
                what: Fault::Anchor,
            });
        }
        self.seq = seq;
        self.hash = stored.to_owned();
        Ok(())
    }

    /// Compares the end of the chain with the stored head (number, hash, seal), and gives the head.
    ///
    /// # Errors
    /// [`Broken`] where lines are missing at the end or were added, or the head is not the program's.
    pub fn end(self, head: Option<(i64, &str, &str)>) -> Result<Anchor, Broken> {
        let Some((seq, hash, mac)) = head else {
            return Err(Broken {
                seq: self.seq,
                what: Fault::Head,
            });
        };
        if self.key.head(seq, hash) != mac {
            return Err(Broken {
                seq: self.seq,
                what: Fault::Head,
            });
        }
        if self.seq < seq {
            return Err(Broken {
                seq: self.seq + 1,
                what: Fault::Missing,
            });
        }
        if self.seq > seq {
            return Err(Broken {
                seq: seq + 1,
                what: Fault::Foreign,
            });
        }
        if self.hash != hash {
            return Err(Broken { seq, what: Fault::Head });
        }
        if let Some(anchor) = self.anchor.filter(|a| a.seq > seq) {
            return Err(Broken {
                seq: anchor.seq,
                what: Fault::Missing,
            });
        }
        Ok(Anchor { seq, hash: self.hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(seq: i64) -> Record {
        Record {
            seq,
            at: 1_000_000 * seq,
            actor_id: "a".into(),
            account: "editor@suzhou.example".into(),
            source: "127.0.0.1".into(),
            action: "report.save".into(),
            object: "report:suzhou/2026-06".into(),
            before: "null".into(),
            after: "{}".into(),
        }
    }

    fn chain(key: &Key, n: i64) -> Vec<(Record, String)> {
        let mut previous = String::new();
        (1..=n)
            .map(|seq| {
                let r = record(seq);
                previous = key.line(&r, &previous);
                (r, previous.clone())
            })
            .collect()
    }

    fn follow(
        key: &Key,
        lines: &[(Record, String)],
        head: i64,
        hash: &str,
        anchor: Option<&Anchor>,
    ) -> Result<Anchor, Broken> {
        let mut f = Follow::new(key, anchor);
        for (r, h) in lines {
            f.line(r, h)?;
        }
        f.end(Some((head, hash, &key.head(head, hash))))
    }

    #[test]
    fn the_code_is_hmac_sha256() {
        // By another implementation: openssl dgst -sha256 -mac HMAC over `["seal","12"]`.
        assert_eq!(
            Key::new([7; 32]).seal("12"),
            "ce357178795df356c0615661aed99ea4b962e35bfe12715f56b6ea08e8a4a58f"
        );
    }

    #[test]
    fn every_part_of_a_line_counts() {
        let key = Key::new([7; 32]);
        let good = key.line(&record(1), "");
        let edits: [fn(&mut Record); 9] = [
            |r| r.seq = 2,
            |r| r.at += 1,
            |r| r.actor_id.push('x'),
            |r| r.account.push('x'),
            |r| r.source.push('x'),
            |r| r.action.push('x'),
            |r| r.object.push('x'),
            |r| r.before.push(' '),
            |r| r.after.push(' '),
        ];
        for (i, edit) in edits.into_iter().enumerate() {
            let mut r = record(1);
            edit(&mut r);
            assert_ne!(key.line(&r, ""), good, "part {i}");
        }
        assert_ne!(key.line(&record(1), "x"), good, "the line before counts");
        assert_ne!(Key::new([8; 32]).line(&record(1), ""), good, "the key counts");
        let (mut a, mut b) = (record(1), record(1));
        (a.action, a.object) = ("xy".into(), "z".into());
        (b.action, b.object) = ("x".into(), "yz".into());
        assert_ne!(key.line(&a, ""), key.line(&b, ""), "parts do not run into each other");
    }

    #[test]
    fn a_cut_an_edit_and_a_foreign_line_name_their_number() {
        let key = Key::new([7; 32]);
        let good = chain(&key, 5);
        let last = good[4].1.clone();
        assert_eq!(
            follow(&key, &good, 5, &last, None),
            Ok(Anchor {
                seq: 5,
                hash: last.clone()
            })
        );
        for i in 0..5 {
            let seq = i as i64 + 1;
            let mut cut = good.clone();
            cut.remove(i);
            assert_eq!(
                follow(&key, &cut, 5, &last, None),
                Err(Broken {
                    seq,
                    what: Fault::Missing
                })
            );
            let mut edited = good.clone();
            edited[i].0.after = "{\"x\":1}".into();
            assert_eq!(
                follow(&key, &edited, 5, &last, None),
                Err(Broken {
                    seq,
                    what: Fault::Altered
                })
            );
        }
        let before = good[3].1.clone();
        assert_eq!(
            follow(&key, &good, 4, &before, None),
            Err(Broken {
                seq: 5,
                what: Fault::Foreign
            })
        );
    }

    #[test]
    fn an_old_copy_of_the_store_is_caught_by_its_anchor() {
        let key = Key::new([7; 32]);
        let good = chain(&key, 5);
        let anchor = Anchor {
            seq: 5,
            hash: good[4].1.clone(),
        };
        let old = follow(&key, &good[..4], 4, &good[3].1, Some(&anchor));
        assert_eq!(
            old,
            Err(Broken {
                seq: 5,
                what: Fault::Missing
            })
        );
        let other = Anchor {
            seq: 2,
            hash: good[0].1.clone(),
        };
        assert_eq!(
            follow(&key, &good, 5, &good[4].1, Some(&other)),
            Err(Broken {
                seq: 2,
                what: Fault::Anchor
            })
        );
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
        assert_eq!(
            "0:".parse(),
            Ok(Anchor {
                seq: 0,
                hash: String::new()
            })
        );
        for bad in ["", "5", "5:", "-1:", "x:00", "5:zz"] {
            assert_eq!(bad.parse::<Anchor>(), Err(NotAnAnchor), "{bad}");
        }
    }

    #[test]
    fn a_key_is_not_printed() {
        let key: Key = "07".repeat(32).parse().unwrap();
        assert_eq!(key, Key::new([7; 32]));
        assert!(!format!("{key:?}").contains('7'));
        assert_eq!("07".parse::<Key>(), Err(NotAKey));
    }
}
