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
/// Bytes of memory that all kept pages may take together, as [`size`] counts them: 16 MiB. A page of 100 records as the app
/// writes them takes about 100 kB; a page of 100 records of the largest size would take 7 MB.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of the largest page that is kept. Larger pages are read each time, so that one of them displaces no others.
const LARGEST: usize = MOST_BYTES / 16;
/// Bytes that an entry of a map, an allocation and its place in a table take, roughly.
const ENTRY: usize = 64;

#[derive(Default)]
pub(super) struct Pages(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// Counts the purges.
    edition: u64,
    pages: HashMap<Key, Page>,
    /// The sizes of all pages together.
    bytes: usize,
}

struct Page {
    content: Value,
    until: Timestamp,
    /// With its key.
    bytes: usize,
}

impl Kept {
    fn has_room(&self, bytes: usize) -> bool {
        self.pages.len() < MOST && self.bytes + bytes <= MOST_BYTES
    }

    fn drop_expired(&mut self, now: Timestamp) {
        self.pages.retain(|_, page| page.until > now);
        self.bytes = self.pages.values().map(|page| page.bytes).sum();
    }

    fn clear(&mut self) {
        self.pages.clear();
        self.bytes = 0;
    }
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
        self.lock().pages.get(key).filter(|page| page.until > now).map(|page| page.content.clone())
    }

    /// Which edition is current, to be asked before a page is read.
    pub(super) fn edition(&self) -> u64 {
        self.lock().edition
    }

    /// Keeps a page, unless it was read before the last purge or is too large.
    pub(super) fn keep(&self, edition: u64, key: Key, content: Value, now: Timestamp, until: Timestamp) {
        let bytes = size(&content) + key.0.len() + ENTRY;
        let mut kept = self.lock();
        if kept.edition != edition || bytes > LARGEST {
            return;
        }
        if let Some(before) = kept.pages.remove(&key) {
            kept.bytes -= before.bytes;
        }
        if !kept.has_room(bytes) {
            kept.drop_expired(now);
        }
        if !kept.has_room(bytes) {
            kept.clear();
        }
        kept.bytes += bytes;
        kept.pages.insert(key, Page { content, until, bytes });
    }

    pub(super) fn purge(&self) {
        let mut kept = self.lock();
        kept.edition += 1;
        kept.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes of memory that a value takes, roughly.
fn size(value: &Value) -> usize {
    let inside = match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(size).sum(),
        Value::Object(members) => members.iter().map(|(name, value)| name.len() + ENTRY + size(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    };
    size_of::<Value>() + inside
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

    fn page_of(number: u64) -> Key {
        Key::page(&Caller::guest(), &[Query::offset(u32::try_from(number).unwrap())])
    }

    #[test]
    fn kept_pages_take_no_more_than_their_bytes_however_large_each_is() {
        let pages = Pages::default();
        let large = Value::from(vec!["x".repeat(LARGEST / 20); 19]);
        assert!(size(&large) < LARGEST && size(&large) > LARGEST * 9 / 10);
        for number in 0..100 {
            pages.keep(0, page_of(number), large.clone(), at(0), at(10));
            let kept = pages.lock();
            assert!(kept.bytes <= MOST_BYTES);
            assert_eq!(kept.bytes, kept.pages.values().map(|page| page.bytes).sum::<usize>());
        }
        assert_eq!(pages.get(&page_of(99), at(0)), Some(large), "the newest is kept");
    }

    #[test]
    fn a_page_that_is_too_large_is_not_kept_and_displaces_none() {
        let pages = Pages::default();
        pages.keep(0, page_of(1), json!([1]), at(0), at(10));
        for too_large in [json!(["x".repeat(LARGEST)]), json!([{ ("x".repeat(LARGEST)): 1 }])] {
            pages.keep(0, page_of(2), too_large, at(0), at(10));
            assert_eq!(
                (pages.get(&page_of(2), at(0)), pages.get(&page_of(1), at(0))),
                (None, Some(json!([1])))
            );
        }
        let mut many_members = serde_json::Map::new();
        many_members.extend((0..LARGEST / ENTRY).map(|number| (number.to_string(), Value::Null)));
        pages.keep(0, page_of(2), many_members.into(), at(0), at(10));
        assert_eq!(pages.get(&page_of(2), at(0)), None, "small members are counted with their entries");
    }

    #[test]
    fn a_page_that_is_kept_again_is_counted_once() {
        let pages = Pages::default();
        for _ in 0..3 {
            pages.keep(0, page_of(1), json!([1]), at(0), at(10));
        }
        let kept = pages.lock();
        assert_eq!((kept.pages.len(), kept.bytes), (1, kept.pages[&page_of(1)].bytes));
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
