//! Who may upload a photo now. Each sender uploads one at a time, so that many photos of one person wait behind each
//! other and not in front of everybody's; and all uploads together have a limit in memory. Both are counted by this
//! process: with several, each has its own.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use appwrite::Id;
use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::model::MAX_SEND_BODY;
use crate::{AppError, wait::Wait};

/// What all uploads may hold in memory, in bytes of their requests: some sixty photos as browsers send them, six of the
/// largest there may be.
const ALL_UPLOADS: usize = 96 * 1024 * 1024;

/// How many uploads of one sender wait or go on at once: a browser sends one, and a person may have a few tabs.
const MOST_OF_ONE: usize = 5;

/// How long an upload waits for its turn, and then for memory.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

const _: () = assert!(MAX_SEND_BODY <= ALL_UPLOADS, "the largest upload must fit");

static QUEUE: LazyLock<Arc<Queue>> = LazyLock::new(|| Arc::new(Queue::new(ALL_UPLOADS)));

/// The right to upload one photo. The next one of the same sender waits until this is dropped.
#[derive(Debug)]
pub(super) struct Admission {
    pub(super) sender: Id,
    _memory: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
    _place: Place,
}

impl Admission {
    /// Waits for the sender's turn and then for this many bytes. Errors: [`AppError::TooMany`] when the sender has too
    /// many uploads already, or the wait is too long.
    pub(super) async fn wait(sender: Id, bytes: usize) -> Result<Self, AppError> {
        QUEUE.admit(sender, bytes).await
    }
}

#[derive(Debug)]
struct Queue {
    /// Bytes that are free.
    memory: Arc<Semaphore>,
    senders: Mutex<HashMap<Id, Sender>>,
}

#[derive(Debug)]
struct Sender {
    turn: Arc<Semaphore>,
    /// Those that wait, and the one that goes on.
    uploads: usize,
}

/// A place in a sender's own line.
#[derive(Debug)]
struct Place {
    queue: Arc<Queue>,
    sender: Id,
}

impl Queue {
    fn new(memory: usize) -> Self {
        Self { memory: Arc::new(Semaphore::new(memory)), senders: Mutex::default() }
    }

    async fn admit(self: &Arc<Self>, sender: Id, bytes: usize) -> Result<Admission, AppError> {
        let (place, turn) = self.line_up(&sender)?;
        let turn = in_time(turn.acquire_owned()).await?;
        let bytes = u32::try_from(bytes.min(MAX_SEND_BODY)).unwrap_or(u32::MAX);
        let memory = in_time(self.memory.clone().acquire_many_owned(bytes)).await?;
        Ok(Admission { sender, _memory: memory, _turn: turn, _place: place })
    }

    fn line_up(self: &Arc<Self>, sender: &Id) -> Result<(Place, Arc<Semaphore>), AppError> {
        let mut senders = self.senders();
        let line = senders
            .entry(sender.clone())
            .or_insert_with(|| Sender { turn: Arc::new(Semaphore::new(1)), uploads: 0 });
        if line.uploads >= MOST_OF_ONE {
            return Err(AppError::TooMany(Wait::at_least(PATIENCE)));
        }
        line.uploads += 1;
        Ok((Place { queue: self.clone(), sender: sender.clone() }, line.turn.clone()))
    }

    fn senders(&self) -> MutexGuard<'_, HashMap<Id, Sender>> {
        self.senders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut senders = self.queue.senders();
        if let Some(line) = senders.get_mut(&self.sender) {
            line.uploads -= 1;
            if line.uploads == 0 {
                senders.remove(&self.sender);
            }
        }
    }
}

async fn in_time(
    permit: impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>>,
) -> Result<OwnedSemaphorePermit, AppError> {
    let permit = timeout(PATIENCE, permit).await.map_err(|_| AppError::TooMany(Wait::at_least(PATIENCE)))?;
    // The semaphores are never closed.
    permit.map_err(|_| AppError::Unexpected)
}

#[cfg(test)]
mod tests {
    use std::{pin::pin, task::Poll};

    use super::*;

    fn id(name: &str) -> Id {
        name.parse().unwrap()
    }

    /// What a future says when it is asked once.
    async fn ask<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
        std::future::poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut *future).poll(context))).await
    }

    #[tokio::test]
    async fn a_sender_waits_behind_their_own_photos_and_nobody_else_does() {
        let queue = Arc::new(Queue::new(1000));
        let first = queue.admit(id("ana"), 10).await.unwrap();
        let mut second = pin!(queue.admit(id("ana"), 10));
        assert!(ask(&mut second).await.is_pending());
        let bens = queue.admit(id("ben"), 10).await.unwrap();
        assert_eq!(queue.memory.available_permits(), 980, "what waits for its turn holds no memory");
        drop(first);
        let Poll::Ready(Ok(second)) = ask(&mut second).await else { panic!("it is Ana's turn again") };
        drop((second, bens));
        assert!(queue.senders().is_empty(), "nobody is remembered who sends nothing");
        assert_eq!(queue.memory.available_permits(), 1000);
    }

    #[tokio::test]
    async fn one_sender_can_only_have_a_few_uploads_waiting() {
        let queue = Arc::new(Queue::new(1000));
        let _first = queue.admit(id("ana"), 10).await.unwrap();
        let mut waiting: Vec<_> = (1..MOST_OF_ONE).map(|_| Box::pin(queue.admit(id("ana"), 10))).collect();
        for one in &mut waiting {
            assert!(ask(one).await.is_pending());
        }
        let refused = queue.admit(id("ana"), 10).await.unwrap_err();
        assert_eq!(refused.to_string(), "That was a lot at once. Try again in 20 s.");
        assert!(queue.admit(id("ben"), 10).await.is_ok());
        waiting.pop();
        let mut again = pin!(queue.admit(id("ana"), 10));
        assert!(ask(&mut again).await.is_pending(), "one that hung up makes room");
    }

    #[tokio::test]
    async fn uploads_wait_for_memory_in_the_order_they_came() {
        let queue = Arc::new(Queue::new(100));
        let large = queue.admit(id("ana"), 90).await.unwrap();
        let mut next = pin!(queue.admit(id("ben"), 50));
        let mut last = pin!(queue.admit(id("maya"), 10));
        assert!(ask(&mut next).await.is_pending());
        assert!(ask(&mut last).await.is_pending(), "a small one does not overtake");
        drop(large);
        assert!(ask(&mut next).await.is_ready() && ask(&mut last).await.is_ready());
    }
}
