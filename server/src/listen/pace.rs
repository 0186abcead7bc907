//! How slow a client may be. One rule for request bodies, for answers, and for what is read and dropped: see [`Pace`].

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

/// A budget of waiting time. Waiting for the client spends it; bytes that move earn it back, one second for each
/// `bytes_per_second`, up to the whole budget. Time in which nobody waits costs nothing.
///
/// A client that stays silent is given up after `budget`. One that keeps moving `n` bytes is given up after
/// `budget + n / bytes_per_second` of waiting at the latest, unless it moves at least that fast on average.
pub(super) struct Pace {
    budget: Duration,
    bytes_per_second: u32,
    left: Duration,
    waiting_since: Option<Instant>,
    /// Made once, then reset.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    pub(super) fn new(budget: Duration, bytes_per_second: u32) -> Self {
        Self { budget, bytes_per_second, left: budget, waiting_since: None, timer: None }
    }

    /// Ends the waiting: the client sent or took this many bytes.
    pub(super) fn moves(&mut self, bytes: usize) {
        self.rests();
        let earned = Duration::from_secs(bytes as u64) / self.bytes_per_second.max(1);
        self.left = self.left.saturating_add(earned).min(self.budget);
    }

    /// Ends the waiting: the client is not the one who has to act.
    pub(super) fn rests(&mut self) {
        if let Some(since) = self.waiting_since.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
    }

    /// Waits for the client. Ready once the budget is spent.
    pub(super) fn poll_overdue(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let is_new = self.waiting_since.is_none();
        let deadline = *self.waiting_since.get_or_insert_with(Instant::now) + self.left;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if is_new {
            timer.as_mut().reset(deadline);
        }
        timer.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::time::{advance, timeout};

    use super::*;

    const BUDGET: Duration = Duration::from_secs(30);
    const RATE: u32 = 1000;

    /// Moves `bytes` after each `gap` until the pace is overdue, `times` times at most. How long that took.
    async fn given_up_after(bytes: usize, gap: Duration, times: u32) -> Option<Duration> {
        let (mut pace, start) = (Pace::new(BUDGET, RATE), Instant::now());
        for _ in 0..times {
            if timeout(gap, poll_fn(|cx| pace.poll_overdue(cx))).await.is_ok() {
                return Some(Duration::from_secs(start.elapsed().as_secs()));
            }
            pace.moves(bytes);
        }
        None
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_given_up_after_the_budget() {
        assert_eq!(given_up_after(0, 2 * BUDGET, 1).await, Some(BUDGET));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_slower_than_the_rate_is_given_up_however_steady_it_is() {
        // At half the rate each second of waiting costs half a second.
        assert_eq!(given_up_after(500, Duration::from_secs(1), 1000).await, Some(2 * BUDGET - SECOND));
        assert_eq!(given_up_after(4096, Duration::from_secs(29), 1000).await, Some(BUDGET + 4 * SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_at_the_rate_is_never_given_up_even_in_bursts() {
        assert_eq!(given_up_after(1000, SECOND, 1000).await, None);
        assert_eq!(given_up_after(25_000, 25 * SECOND, 1000).await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_fast_start_buys_no_longer_silence() {
        let mut pace = Pace::new(BUDGET, RATE);
        pace.moves(10_000_000);
        let start = Instant::now();
        poll_fn(|cx| pace.poll_overdue(cx)).await;
        assert_eq!(start.elapsed().as_secs(), BUDGET.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_which_nobody_waits_costs_nothing() {
        let mut pace = Pace::new(BUDGET, RATE);
        for _ in 0..10 {
            let waited = timeout(SECOND, poll_fn(|cx| pace.poll_overdue(cx))).await;
            assert!(waited.is_err());
            pace.rests();
            advance(BUDGET).await;
        }
        let start = Instant::now();
        poll_fn(|cx| pace.poll_overdue(cx)).await;
        assert_eq!(start.elapsed().as_secs(), 20);
    }

    const SECOND: Duration = Duration::from_secs(1);
}
