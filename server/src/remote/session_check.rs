//! Asks whether a session is over: after each event of its account, and on a schedule for an end that has no event, such as
//! the end of its time, and where the remote API refuses the subscription that hears of those events.

use std::{pin::Pin, time::Duration};

use tokio::time::{Instant, sleep_until};

/// How long a socket may outlive a session whose end no event told.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// An answer on its way.
pub(super) type Question = Pin<Box<dyn Future<Output = bool> + Send>>;

/// The questions about one session. At most one is under way, however many events come.
pub(super) struct SessionCheck<Ask> {
    /// Asks the remote API. True: the session is over. False: it is not, or the API does not answer.
    ask: Ask,
    due: Instant,
    /// An event came that the question under way may be too early for.
    again: bool,
    under_way: Option<Question>,
}

impl<Ask: Fn() -> Question> SessionCheck<Ask> {
    pub(super) fn new(ask: Ask) -> Self {
        Self { ask, due: Instant::now() + EVERY, again: false, under_way: None }
    }

    /// Something happened to the account.
    pub(super) fn ask_now(&mut self) {
        self.again = true;
    }

    /// Returns once the session is over. A call that is dropped loses nothing; the next goes on from there.
    pub(super) async fn over(&mut self) {
        loop {
            if self.under_way.is_none() {
                if !self.again {
                    sleep_until(self.due).await;
                }
                self.again = false;
                self.under_way = Some((self.ask)());
            }
            let Some(question) = &mut self.under_way else { continue };
            let is_over = question.await;
            self.under_way = None;
            self.due = Instant::now() + EVERY;
            if is_over {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    /// A session that is found to be over when it is asked about for the `last` time; with how often it was.
    fn session(last: usize) -> (SessionCheck<impl Fn() -> Question>, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let ask = move || -> Question {
            let number = count.fetch_add(1, Ordering::SeqCst) + 1;
            Box::pin(async move {
                tokio::task::yield_now().await;
                number >= last
            })
        };
        (SessionCheck::new(ask), asked)
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_is_asked_about_on_a_schedule_until_it_is_over() {
        let began = Instant::now();
        let (mut check, asked) = session(3);
        check.over().await;
        assert_eq!((asked.load(Ordering::SeqCst), began.elapsed().as_secs()), (3, 3 * EVERY.as_secs()));
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_is_followed_by_a_question_at_once() {
        let began = Instant::now();
        let (mut check, asked) = session(1);
        check.ask_now();
        check.over().await;
        assert_eq!((asked.load(Ordering::SeqCst), began.elapsed()), (1, Duration::ZERO));
    }

    #[tokio::test(start_paused = true)]
    async fn many_events_are_one_question_under_way_and_one_after_it() {
        let began = Instant::now();
        let (mut check, asked) = session(2);
        check.ask_now();
        tokio::select! {
            biased;
            () = check.over() => panic!("the first answer is not there yet"),
            () = std::future::ready(()) => {}
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        (0..10).for_each(|_| check.ask_now());
        check.over().await;
        assert_eq!((asked.load(Ordering::SeqCst), began.elapsed()), (2, Duration::ZERO));
    }
}
