//! How long to wait before trying again: twice as long after each failure, any moment of it equally likely, so
//! that clients of a server that restarted do not all come back at once.

/// The longest wait after the first failure, in milliseconds.
const FIRST: u32 = 500;
/// The longest wait of all, in milliseconds.
const LONGEST: u32 = 30_000;
/// A connection that lived this long, in milliseconds, was a good one: failures are counted anew. A server that
/// accepts and hangs up at once must not be called every moment.
const GOOD: u64 = 5_000;

/// Counts failures in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// A connection ended that had been of use for `lived` milliseconds, or never was. Gives the wait before the
    /// next attempt in milliseconds; `chance` is a random number in `0.0..1.0`.
    pub fn after_loss(&mut self, lived: Option<u64>, chance: f64) -> u32 {
        if lived.is_some_and(|lived| lived >= GOOD) {
            self.failures = 0;
        }
        let longest = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        (f64::from(longest) * chance.clamp(0.0, 1.0)) as u32
    }

    /// Something changed that makes success likely, such as the network coming back.
    pub fn forget(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn waits_grow_from_half_a_second_to_thirty() {
        let mut backoff = Backoff::default();
        let waits: Vec<u32> = (0..9).map(|_| backoff.after_loss(None, 1.0)).collect();
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    }

    #[test]
    fn a_good_connection_starts_the_count_anew_and_a_short_one_does_not() {
        let mut backoff = Backoff::default();
        backoff.after_loss(None, 1.0);
        assert_eq!(backoff.after_loss(Some(10), 1.0), 1000);
        assert_eq!(backoff.after_loss(Some(60_000), 1.0), 500);
        backoff.forget();
        assert_eq!(backoff.after_loss(None, 1.0), 500);
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_thirty_seconds(losses in 0usize..100, chance in -1.0f64..2.0) {
            let mut backoff = Backoff::default();
            for _ in 0..losses {
                prop_assert!(backoff.after_loss(None, chance) <= 30_000);
            }
        }
    }
}
