//! Seeded numbers and ids: the same names give the same numbers on every machine.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use uuid::Builder;

/// Begins every draw; another text makes another demonstration.
const SEED: &str = "pilotboard";

/// One step of splitmix64.
const fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn draw(names: &[&str]) -> u64 {
    let start = SEED.bytes().fold(0, |state, byte| mix(state ^ u64::from(byte)));
    // 0xff stands in no UTF-8 text, so that "a", "bc" and "ab", "c" differ.
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0xff]));
    bytes.fold(start, |state, byte| mix(state ^ u64::from(byte)))
}

/// A number from 0 up to, not with, 1.
pub(super) fn share(names: &[&str]) -> f64 {
    (draw(names) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number from −1 to 1.
pub(super) fn swing(names: &[&str]) -> f64 {
    2.0 * share(names) - 1.0
}

/// A place among so many; 0 where there is none.
pub(super) fn place(among: usize, names: &[&str]) -> usize {
    let place = draw(names).checked_rem(among as u64).unwrap_or(0);
    usize::try_from(place).unwrap_or(0)
}

/// UUIDv7 texts whose random part is counted and seeded.
pub(super) fn ids() -> impl Fn(Timestamp) -> String + Send + Sync + 'static {
    let next = AtomicU64::new(0);
    move |at| {
        let count = next.fetch_add(1, Ordering::Relaxed);
        let [high, low] = [mix(count), mix(!count)].map(u64::to_be_bytes);
        let [a, b, ..] = low;
        let mut random = [a; 10];
        random[..8].copy_from_slice(&high);
        random[9] = b;
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &random)
            .into_uuid()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_make_the_number() {
        assert_eq!(share(&["suzhou", "B4"]).to_bits(), share(&["suzhou", "B4"]).to_bits());
        let all: BTreeSet<_> = ["a", "b", "c"]
            .iter()
            .flat_map(|x| [draw(&[x, "bc"]), draw(&[x, "b", "c"])])
            .collect();
        assert_eq!(all.len(), 6);
        assert!(
            (0..1000)
                .map(|i| share(&[&i.to_string()]))
                .all(|s| (0.0..1.0).contains(&s))
        );
        assert!(place(0, &["x"]) == 0 && (0..50).all(|i| place(3, &[&i.to_string()]) < 3));
    }

    #[test]
    fn ids_are_told_apart_and_come_again() {
        let make = || {
            let id = ids();
            (0..500).map(|_| id(Timestamp::UNIX_EPOCH)).collect::<Vec<_>>()
        };
        assert_eq!(make(), make());
        assert_eq!(make().into_iter().collect::<BTreeSet<_>>().len(), 500);
    }
}
