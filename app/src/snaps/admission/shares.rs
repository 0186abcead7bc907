//! A share of something for each key, such as a sender or a network. A key that uses none of its share is forgotten.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Semaphore;

/// The shares of all keys that are in use.
#[derive(Debug)]
pub(super) struct Shares<K> {
    /// Permits of one key.
    each: usize,
    /// How many may use or await the permits of one key.
    most: usize,
    keys: Arc<Mutex<HashMap<K, Users>>>,
}

#[derive(Debug)]
struct Users {
    permits: Arc<Semaphore>,
    count: usize,
}

/// One user of a key's permits, until this is dropped.
#[derive(Debug)]
pub(super) struct Share<K: Eq + Hash> {
    permits: Arc<Semaphore>,
    key: K,
    keys: Arc<Mutex<HashMap<K, Users>>>,
}

impl<K: Eq + Hash + Clone> Shares<K> {
    pub(super) fn new(each: usize, most: usize) -> Self {
        Self { each, most, keys: Arc::default() }
    }

    /// One more user of this key's permits. `None` when there are too many.
    pub(super) fn join(&self, key: K) -> Option<Share<K>> {
        let mut keys = lock(&self.keys);
        let users = keys
            .entry(key.clone())
            .or_insert_with(|| Users { permits: Arc::new(Semaphore::new(self.each)), count: 0 });
        if users.count >= self.most {
            return None;
        }
        users.count += 1;
        Some(Share { permits: Arc::clone(&users.permits), key, keys: Arc::clone(&self.keys) })
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        lock(&self.keys).is_empty()
    }
}

impl<K: Eq + Hash> Share<K> {
    /// The key's permits.
    pub(super) fn permits(&self) -> Arc<Semaphore> {
        Arc::clone(&self.permits)
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        let mut keys = lock(&self.keys);
        if let Some(users) = keys.get_mut(&self.key) {
            users.count -= 1;
            if users.count == 0 {
                keys.remove(&self.key);
            }
        }
    }
}

fn lock<K>(keys: &Mutex<HashMap<K, Users>>) -> MutexGuard<'_, HashMap<K, Users>> {
    keys.lock().unwrap_or_else(PoisonError::into_inner)
}
