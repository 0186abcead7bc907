//! How long something ran, counted in steps.

use std::time::Duration;

/// Counts the time between two steps only if it ran at both: a step that comes late, because the tab was hidden or the
/// device slept meanwhile, counts nothing of that.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stopwatch {
    /// When the last step was, if it ran then.
    ran: Option<Duration>,
}

impl Stopwatch {
    /// Runs from `now` on.
    pub(crate) fn started(now: Duration) -> Self {
        Self { ran: Some(now) }
    }

    /// One step: gives the time that counts since the last one.
    pub(crate) fn step(&mut self, now: Duration, runs: bool) -> Duration {
        let before = std::mem::replace(&mut self.ran, runs.then_some(now));
        before.filter(|_| runs).map_or(Duration::ZERO, |before| now.saturating_sub(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn time_counts_as_it_passed_and_not_as_often_as_it_was_looked_at() {
        let mut watch = Stopwatch::started(at(100));
        assert_eq!(watch.step(at(350), true), at(250));
        assert_eq!(watch.step(at(3_350), true), at(3_000));
    }

    #[test]
    fn what_passed_while_it_stood_still_does_not_count() {
        let mut watch = Stopwatch::started(at(0));
        assert_eq!(watch.step(at(250), false), Duration::ZERO);
        assert_eq!(watch.step(at(60_000), true), Duration::ZERO);
        assert_eq!(watch.step(at(60_250), true), at(250));
    }

    #[test]
    fn a_clock_that_goes_back_counts_nothing() {
        assert_eq!(Stopwatch::started(at(500)).step(at(100), true), Duration::ZERO);
    }
}
