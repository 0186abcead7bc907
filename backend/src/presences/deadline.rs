//! When the next record dies: a moment that is only ever brought nearer by writers and looked up anew by the sweeper.

use std::sync::atomic::{AtomicI64, Ordering};

use appwrite::Timestamp;
use tokio::sync::Notify;

/// The moment the sweeper sleeps until. Set on the database's thread alone, so that it never misses a commit.
pub(super) struct Deadline {
    /// Milliseconds since 1970.
    next: AtomicI64,
    nearer: Notify,
}

impl Default for Deadline {
    fn default() -> Self {
        Self { next: AtomicI64::new(i64::MAX), nearer: Notify::new() }
    }
}

impl Deadline {
    /// A record dies at this moment. Wakes the sweeper if it would sleep past it.
    pub(super) fn expect(&self, at: Timestamp) {
        if self.next.fetch_min(at.millis(), Ordering::SeqCst) > at.millis() {
            self.nearer.notify_one();
        }
    }

    /// The first death there is to expect, as just read from the database.
    pub(super) fn set(&self, first: Option<Timestamp>) {
        self.next.store(first.map_or(i64::MAX, Timestamp::millis), Ordering::SeqCst);
    }

    pub(super) fn next(&self) -> Timestamp {
        Timestamp::from_millis(self.next.load(Ordering::SeqCst))
    }

    /// Waits until the moment was brought nearer.
    pub(super) async fn nearer(&self) {
        self.nearer.notified().await;
    }
}
