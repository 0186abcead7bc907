//! Values by person, bounded in memory and age, that are dropped when something changes.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    mem::size_of,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use appwrite::{Id, Timestamp};

/// Locks, so that requests seldom wait for each other. Each has its share of the memory.
const STRIPES: usize = 64;
/// How long a value is served, in seconds. Changes drop values at once; this bounds what no change tells, such as a row
/// that somebody edits in the database file.
const MOST_AGE_SECONDS: i64 = 10 * 60;
/// What an entry takes beside its value: the key, the count and its place in the table. Bytes.
const ENTRY_BYTES: usize = 160;

/// What a value takes in memory.
pub(crate) trait Weigh {
    /// About how many bytes, on the heap and in itself.
    fn bytes(&self) -> usize;
}

impl<T: Weigh> Weigh for Option<T> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(size_of::<Self>(), Weigh::bytes)
    }
}

/// The values there are.
pub(crate) struct Store<V> {
    stripes: Vec<Mutex<Stripe<V>>>,
    /// For each stripe, in bytes.
    share: usize,
}

struct Stripe<V> {
    entries: HashMap<Id, Entry<V>>,
    bytes: usize,
    /// Grows with every drop.
    generation: u64,
    /// Grows with every use.
    uses: u64,
}

struct Entry<V> {
    value: Arc<V>,
    bytes: usize,
    used: u64,
    read_at: Timestamp,
}

/// From when a value must be to be kept: nothing was dropped beside it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket(u64);

/// What there is of a person.
pub(crate) enum Looked<V> {
    Found(Arc<V>),
    /// What is read from now on may be [kept](Store::keep) with this ticket.
    Missing(Ticket),
}

impl<V: Weigh> Store<V> {
    /// An empty one that takes about so many bytes at most.
    pub(crate) fn new(most_bytes: usize) -> Self {
        let stripe = || Stripe { entries: HashMap::new(), bytes: 0, generation: 0, uses: 0 };
        Self {
            stripes: std::iter::repeat_with(|| Mutex::new(stripe())).take(STRIPES).collect(),
            share: most_bytes / STRIPES,
        }
    }

    /// What is kept of this person and not too old. Look before reading: the ticket must be older than the read.
    pub(crate) fn look(&self, person: &Id, now: Timestamp) -> Looked<V> {
        let mut stripe = self.stripe(person);
        stripe.uses += 1;
        let (uses, generation) = (stripe.uses, stripe.generation);
        match stripe.entries.get_mut(person) {
            Some(entry) if now < entry.read_at.plus_seconds(MOST_AGE_SECONDS) => {
                entry.used = uses;
                Looked::Found(Arc::clone(&entry.value))
            }
            _ => Looked::Missing(Ticket(generation)),
        }
    }

    /// Keeps what was read after the ticket was given, unless something was dropped meanwhile.
    pub(crate) fn keep(&self, person: &Id, ticket: Ticket, value: &Arc<V>, now: Timestamp) {
        let bytes = ENTRY_BYTES + value.bytes();
        let mut stripe = self.stripe(person);
        if stripe.generation != ticket.0 || bytes > self.share {
            return;
        }
        stripe.remove(person);
        while stripe.bytes + bytes > self.share {
            stripe.remove_least_used();
        }
        stripe.bytes += bytes;
        let entry = Entry { value: Arc::clone(value), bytes, used: stripe.uses, read_at: now };
        stripe.entries.insert(person.clone(), entry);
    }

    /// Drops what is kept of this person, and sees to it that no read under way is kept.
    pub(crate) fn forget(&self, person: &Id) {
        let mut stripe = self.stripe(person);
        stripe.generation += 1;
        stripe.remove(person);
    }

    /// The same for everybody.
    pub(crate) fn forget_all(&self) {
        for stripe in &self.stripes {
            let mut stripe = lock(stripe);
            stripe.generation += 1;
            stripe.entries.clear();
            stripe.bytes = 0;
        }
    }

    fn stripe(&self, person: &Id) -> MutexGuard<'_, Stripe<V>> {
        let mut hasher = DefaultHasher::new();
        person.hash(&mut hasher);
        lock(&self.stripes[hasher.finish() as usize % STRIPES])
    }

    /// About how many bytes are taken.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.stripes.iter().map(|stripe| lock(stripe).bytes).sum()
    }
}

impl<V> Stripe<V> {
    fn remove(&mut self, person: &Id) {
        if let Some(entry) = self.entries.remove(person) {
            self.bytes -= entry.bytes;
        }
    }

    /// Looks at every entry: a share of the memory holds some thousands, and this happens only when it is full.
    fn remove_least_used(&mut self) {
        let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used).map(|(id, _)| id.clone());
        match oldest {
            Some(oldest) => self.remove(&oldest),
            None => self.bytes = 0,
        }
    }
}

fn lock<T>(stripe: &Mutex<T>) -> MutexGuard<'_, T> {
    stripe.lock().unwrap_or_else(PoisonError::into_inner)
}
