//! What the open sockets have carried since this process began, counted as it happens: for whoever runs the place.

use std::sync::atomic::{AtomicU64, Ordering};

/// What was counted up to one moment. Nothing in it tells of anybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sockets that are open.
    pub sockets: u64,
    /// Presences said, heartbeats included: over REST and over sockets.
    pub presences: u64,
    /// Frames given to sockets: events, and answers to what a socket asked.
    pub frames: u64,
    /// The bytes of those frames, without what WebSocket adds to them.
    pub bytes: u64,
}

/// Counts. Each number is true by itself; two of them may be a moment apart.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    presences: AtomicU64,
    frames: AtomicU64,
    bytes: AtomicU64,
}

impl Counters {
    pub(super) fn presence(&self) {
        self.presences.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn frame(&self, bytes: usize) {
        self.frames.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn read(&self, sockets: usize) -> Counts {
        let [presences, frames, bytes] =
            [&self.presences, &self.frames, &self.bytes].map(|counter| counter.load(Ordering::Relaxed));
        Counts { sockets: sockets as u64, presences, frames, bytes }
    }
}
