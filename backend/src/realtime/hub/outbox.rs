//! What waits to be sent to one socket. Bounded: who reads too slowly is closed and told to come back, and costs
//! nobody else anything.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::Notify;

use crate::realtime::close::Farewell;

/// Frames that may wait. A burst of this many is no sign of a stalled reader yet.
const FRAMES: usize = 1024;
/// Bytes that may wait.
const BYTES: usize = 1024 * 1024;

/// Idle, it holds no memory of its own.
#[derive(Default)]
pub(crate) struct Outbox {
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Default)]
struct Waiting {
    frames: Vec<Utf8Bytes>,
    bytes: usize,
    farewell: Option<Farewell>,
    overflowed: bool,
}

impl Outbox {
    /// Queues a frame; closes the socket instead if too much is waiting.
    pub(crate) fn send(&self, text: Utf8Bytes) {
        let mut waiting = self.lock();
        if waiting.farewell.is_some() {
            return;
        }
        waiting.bytes += text.len();
        if waiting.frames.len() >= FRAMES || waiting.bytes > BYTES {
            *waiting = Waiting { farewell: Some(Farewell::TryAgain), overflowed: true, ..Waiting::default() };
        } else {
            waiting.frames.push(text);
        }
        drop(waiting);
        self.changed.notify_one();
    }

    /// Closes the socket after what is queued. The first farewell counts.
    pub(crate) fn close(&self, farewell: Farewell) {
        self.lock().farewell.get_or_insert(farewell);
        self.changed.notify_one();
    }

    /// Everything that waits, and whether that is the end.
    pub(crate) fn take(&self) -> (Vec<Utf8Bytes>, Option<Farewell>) {
        let mut waiting = self.lock();
        waiting.bytes = 0;
        (std::mem::take(&mut waiting.frames), waiting.farewell)
    }

    /// Waits until there is something to take.
    pub(crate) async fn filled(&self) {
        self.until(|waiting| !waiting.frames.is_empty() || waiting.farewell.is_some()).await;
    }

    /// Waits until the reader has proved too slow.
    pub(crate) async fn overflowed(&self) {
        self.until(|waiting| waiting.overflowed).await;
    }

    async fn until(&self, holds: impl Fn(&Waiting) -> bool) {
        loop {
            let changed = self.changed.notified();
            if holds(&self.lock()) {
                return;
            }
            changed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_sent_is_taken_in_order_and_the_farewell_comes_last() {
        let outbox = Outbox::default();
        outbox.send("one".into());
        outbox.send("two".into());
        outbox.close(Farewell::SignedOut);
        outbox.send("never".into());
        outbox.filled().await;
        let (frames, farewell) = outbox.take();
        assert_eq!(frames, ["one", "two"].map(Utf8Bytes::from_static));
        assert_eq!(farewell, Some(Farewell::SignedOut));
    }

    #[tokio::test]
    async fn a_reader_that_is_too_slow_loses_what_waited_and_is_closed() {
        for text in [Utf8Bytes::from_static("x"), "y".repeat(BYTES / 4).into()] {
            let outbox = Outbox::default();
            (0..=FRAMES).for_each(|_| outbox.send(text.clone()));
            outbox.overflowed().await;
            assert_eq!(outbox.take(), (vec![], Some(Farewell::TryAgain)));
        }
    }
}
