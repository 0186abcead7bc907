//! Who asked how often since when. Pure state with a ceiling: whoever's window ends soonest is forgotten first.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use appwrite::Timestamp;
use sha2::{Digest, Sha256};

use super::Limit;

/// The most callers remembered: some 6 MB of them.
const MOST_KEYS: usize = 65_536;

/// A limit and a caller. Addresses and e-mails are remembered as a digest only.
pub(super) type Key = [u8; 16];

pub(super) fn key(limit: &str, who: &str) -> Key {
    let digest = Sha256::digest(format!("{limit}\n{who}"));
    std::array::from_fn(|at| digest[at])
}

#[derive(Default)]
pub(super) struct Windows(Mutex<State>);

#[derive(Default)]
struct State {
    /// When each window ends, and how many of its answers are used.
    open: HashMap<Key, (Timestamp, u32)>,
    by_end: BTreeSet<(Timestamp, Key)>,
}

/// What is left of a window.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// How many more answers there are after this one; none if there is not even this one.
    pub(super) left: Option<u32>,
    pub(super) ends: Timestamp,
    /// Whether this is the first that was refused in its window.
    pub(super) is_first_refusal: bool,
}

impl Windows {
    /// Uses one answer, if there is one.
    pub(super) fn spend(&self, limit: &Limit, key: Key, now: Timestamp) -> Room {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.close_until(now);
        let (ends, used) = match state.open.get(&key) {
            Some(window) => *window,
            None => {
                let ends = now.plus_seconds(limit.window);
                state.by_end.insert((ends, key));
                (ends, 0)
            }
        };
        let left = limit.most.checked_sub(used + 1);
        if used <= limit.most {
            state.open.insert(key, (ends, used + 1));
        }
        Room { left, ends, is_first_refusal: used == limit.most }
    }

    /// Starts the caller's count afresh.
    pub(super) fn forget(&self, key: Key) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((ends, _)) = state.open.remove(&key) {
            state.by_end.remove(&(ends, key));
        }
    }
}

impl State {
    /// Drops the windows that have ended, and those that end soonest while there are too many.
    fn close_until(&mut self, now: Timestamp) {
        while let Some((ends, key)) = self.by_end.first().copied()
            && (ends <= now || self.open.len() >= MOST_KEYS)
        {
            self.by_end.remove(&(ends, key));
            self.open.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_A_MINUTE: Limit = Limit::new("GET /", 2, 60);

    fn room(left: u32, ends: i64) -> Room {
        Room { left: Some(left), ends: at(ends), is_first_refusal: false }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn a_window_counts_down_and_opens_again_when_it_ends() {
        let windows = Windows::default();
        let spend = |who, now| windows.spend(&TWO_A_MINUTE, key("GET /", who), at(now));
        assert_eq!(spend("ana", 0), room(1, 60));
        assert_eq!(spend("ana", 59), room(0, 60));
        let refused = |is_first_refusal| Room { left: None, ends: at(60), is_first_refusal };
        assert_eq!(spend("ana", 59), refused(true));
        assert_eq!(spend("ana", 59), refused(false));
        assert_eq!(spend("ben", 59), room(1, 119), "others count for themselves");
        assert_eq!(spend("ana", 60), room(1, 120));
    }

    #[test]
    fn who_is_forgiven_starts_afresh() {
        let windows = Windows::default();
        let ana = key("GET /", "ana");
        windows.spend(&TWO_A_MINUTE, ana, at(0));
        windows.forget(ana);
        assert_eq!(windows.spend(&TWO_A_MINUTE, ana, at(1)), room(1, 61));
    }

    proptest::proptest! {
        #[test]
        fn nobody_gets_more_than_their_share_and_nothing_leaks(steps in proptest::collection::vec((0u8..4, 0i64..50), 1..80)) {
            let windows = Windows::default();
            let mut now = 0;
            let mut given: HashMap<(u8, Timestamp), u32> = HashMap::new();
            for (who, wait) in steps {
                now += wait;
                let room = windows.spend(&TWO_A_MINUTE, key("GET /", &who.to_string()), at(now));
                if room.left.is_some() {
                    *given.entry((who, room.ends)).or_default() += 1;
                }
            }
            proptest::prop_assert!(given.values().all(|count| *count <= 2));
            let state = windows.0.lock().unwrap();
            proptest::prop_assert_eq!(state.open.len(), state.by_end.len());
        }
    }
}
