//! How many frames one socket may send: so many a minute, counted from the first.

use appwrite::Timestamp;

/// Milliseconds over which frames are counted.
const WINDOW: i64 = 60_000;

pub(super) struct Pace {
    since: Timestamp,
    frames: u32,
}

impl Pace {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { since: now, frames: 0 }
    }

    /// Counts one more; false if that is more than `most` in this window.
    pub(super) fn admit(&mut self, now: Timestamp, most: u32) -> bool {
        if now.millis() - self.since.millis() >= WINDOW {
            *self = Self::new(now);
        }
        self.frames = self.frames.saturating_add(1);
        self.frames <= most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_holds_so_many_frames_and_the_next_as_many_again() {
        let at = Timestamp::from_millis;
        let mut pace = Pace::new(at(0));
        assert!((0..3).all(|_| pace.admit(at(59_999), 3)));
        assert!(!pace.admit(at(59_999), 3));
        assert!(pace.admit(at(60_000), 3));
    }
}
