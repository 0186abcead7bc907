//! Lists that may be a little old, kept for callers who say so with `ttl`. Emptied as a whole once a record's end is
//! committed, or on demand.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use appwrite::{
    Timestamp,
    wire::{Method, Query},
};
use serde_json::Value;

use crate::caller::Caller;

/// Pages kept at once. When there are more, the memory is worth more than the pages.
const MOST: usize = 1000;

#[derive(Default)]
pub(super) struct Pages(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// Counts the purges.
    edition: u64,
    pages: HashMap<Key, (Value, Timestamp)>,
}

/// Who asked for what.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Key(String);

impl Key {
    /// The records of a page.
    pub(super) fn page(caller: &Caller, queries: &[Query]) -> Self {
        Self::of("page", caller, queries.iter())
    }

    /// The number of records, which windows and orders do not change.
    pub(super) fn total(caller: &Caller, queries: &[Query]) -> Self {
        let filters = queries.iter().filter(|query| {
            !matches!(
                query.method,
                Method::Limit
                    | Method::Offset
                    | Method::CursorAfter
                    | Method::CursorBefore
                    | Method::OrderAsc
                    | Method::OrderDesc
                    | Method::OrderRandom
            )
        });
        Self::of("total", caller, filters)
    }

    fn of<'a>(what: &str, caller: &Caller, queries: impl Iterator<Item = &'a Query>) -> Self {
        let mut roles: Vec<String> = caller.roles().iter().map(ToString::to_string).collect();
        roles.sort_unstable();
        // A key has no roles and sees everything; nobody else is without roles.
        let words = [what.to_owned()].into_iter().chain(roles).chain(queries.map(ToString::to_string));
        Self(words.collect::<Vec<_>>().join("\n"))
    }
}

impl Pages {
    pub(super) fn get(&self, key: &Key, now: Timestamp) -> Option<Value> {
        self.lock().pages.get(key).filter(|(_, until)| *until > now).map(|(page, _)| page.clone())
    }

    /// Which edition is current, to be asked before a page is read.
    pub(super) fn edition(&self) -> u64 {
        self.lock().edition
    }

    /// Keeps a page, unless it was read before the last purge.
    pub(super) fn keep(&self, edition: u64, key: Key, page: Value, now: Timestamp, until: Timestamp) {
        let mut kept = self.lock();
        if kept.edition != edition {
            return;
        }
        if kept.pages.len() >= MOST {
            kept.pages.retain(|_, (_, until)| *until > now);
        }
        if kept.pages.len() >= MOST {
            kept.pages.clear();
        }
        kept.pages.insert(key, (page, until));
    }

    pub(super) fn purge(&self) {
        let mut kept = self.lock();
        kept.edition += 1;
        kept.pages.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn a_page_is_kept_until_its_time_and_not_past_a_purge() {
        let pages = Pages::default();
        let key = || Key::page(&Caller::guest(), &[Query::limit(1)]);
        pages.keep(pages.edition(), key(), json!([1]), at(0), at(10));
        assert_eq!(pages.get(&key(), at(9)), Some(json!([1])));
        assert_eq!(pages.get(&key(), at(10)), None);
        assert_eq!(pages.get(&Key::page(&Caller::key(None), &[Query::limit(1)]), at(0)), None);

        let read_before = pages.edition();
        pages.purge();
        assert_eq!(pages.get(&key(), at(0)), None);
        pages.keep(read_before, key(), json!([1]), at(0), at(10));
        assert_eq!(pages.get(&key(), at(0)), None, "a page read before the purge is not kept after it");
    }

    #[test]
    fn totals_are_shared_by_pages_of_the_same_filter() {
        let first = [Query::equal("status", "online"), Query::limit(1)];
        let second = [Query::equal("status", "online"), Query::limit(1), Query::offset(1)];
        let guest = Caller::guest();
        assert!(Key::total(&guest, &first) == Key::total(&guest, &second));
        assert!(Key::page(&guest, &first) != Key::page(&guest, &second));
    }
}
