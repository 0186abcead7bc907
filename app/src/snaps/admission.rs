//! Who may upload a photo now. Each sender uploads one at a time, so that many photos of one person wait behind each
//! other and not in front of everybody's; all uploads together have a limit in memory, and so have those of one
//! network, so that many accounts of one stranger leave room for others. Memory counts by the length of a request: many
//! people behind one address can send photos of the usual size at once. All of it is counted by this process: with
//! several, each has its own.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use appwrite::{Id, Network};
use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use self::shares::{Share, Shares};
use super::model::MAX_SEND_BODY;
use crate::{AppError, wait::Wait};

mod shares;

/// What all uploads may hold in memory, in bytes of their requests: some sixty photos as browsers send them, seven of
/// the largest there may be.
const ALL_UPLOADS: usize = 96 * 1024 * 1024;

/// What the uploads of one network may hold of that: six of the largest, or some fifty as browsers send them.
const OF_ONE_NETWORK: usize = 6 * MAX_SEND_BODY;

/// How many uploads of one sender wait or go on at once: a browser sends one, and a person may have a few tabs.
const MOST_OF_ONE: usize = 5;

/// How long an upload waits for its turn, and then for memory.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

const _: () =
    assert!(OF_ONE_NETWORK + MAX_SEND_BODY <= ALL_UPLOADS, "one network leaves room for the largest");

static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(ALL_UPLOADS, OF_ONE_NETWORK));

/// The right to upload one photo. The next one of the same sender waits until this is dropped.
#[derive(Debug)]
pub(super) struct Admission {
    pub(super) sender: Id,
    _memory: OwnedSemaphorePermit,
    _memory_of_network: Option<(OwnedSemaphorePermit, Share<Network>)>,
    _turn: OwnedSemaphorePermit,
    _place: Share<Id>,
}

impl Admission {
    /// Waits for the sender's turn and then for this many bytes, of their network's share if it is known and of all.
    /// Errors: [`AppError::TooMany`] when the sender has too many uploads already, or the wait is too long.
    pub(super) async fn wait(sender: Id, network: Option<Network>, bytes: usize) -> Result<Self, AppError> {
        QUEUE.admit(sender, network, bytes).await
    }
}

#[derive(Debug)]
struct Queue {
    /// Bytes that are free.
    memory: Arc<Semaphore>,
    networks: Shares<Network>,
    senders: Shares<Id>,
}

impl Queue {
    fn new(memory: usize, of_one_network: usize) -> Self {
        Self {
            memory: Arc::new(Semaphore::new(memory)),
            networks: Shares::new(of_one_network, usize::MAX),
            senders: Shares::new(1, MOST_OF_ONE),
        }
    }

    async fn admit(&self, sender: Id, network: Option<Network>, bytes: usize) -> Result<Admission, AppError> {
        let place = self.senders.join(sender.clone()).ok_or_else(too_many)?;
        let turn = in_time(place.permits().acquire_owned()).await?;
        let bytes = u32::try_from(bytes.min(MAX_SEND_BODY)).unwrap_or(u32::MAX);
        let share = network.and_then(|network| self.networks.join(network));
        // Before the memory of all, so that who waits for a neighbor holds none of it.
        let of_network = match share {
            Some(share) => Some((in_time(share.permits().acquire_many_owned(bytes)).await?, share)),
            None => None,
        };
        let memory = in_time(self.memory.clone().acquire_many_owned(bytes)).await?;
        Ok(Admission { sender, _memory: memory, _memory_of_network: of_network, _turn: turn, _place: place })
    }
}

fn too_many() -> AppError {
    AppError::TooMany(Wait::at_least(PATIENCE))
}

async fn in_time(
    permit: impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>>,
) -> Result<OwnedSemaphorePermit, AppError> {
    let permit = timeout(PATIENCE, permit).await.map_err(|_| too_many())?;
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

    /// A queue with this much memory for all, and for one network.
    fn queue(memory: usize, of_one_network: usize) -> Queue {
        Queue::new(memory, of_one_network)
    }

    fn network(last: u8) -> Option<Network> {
        Some(std::net::IpAddr::from([192, 0, 2, last]).into())
    }

    #[tokio::test]
    async fn a_sender_waits_behind_their_own_photos_and_nobody_else_does() {
        let queue = queue(1000, 1000);
        let first = queue.admit(id("ana"), network(1), 10).await.unwrap();
        let mut second = pin!(queue.admit(id("ana"), network(1), 10));
        assert!(ask(&mut second).await.is_pending());
        let bens = queue.admit(id("ben"), network(1), 10).await.unwrap();
        assert_eq!(queue.memory.available_permits(), 980, "what waits for its turn holds no memory");
        drop(first);
        let Poll::Ready(Ok(second)) = ask(&mut second).await else { panic!("it is Ana's turn again") };
        drop((second, bens));
        assert!(
            queue.senders.is_empty() && queue.networks.is_empty(),
            "nobody is remembered who sends nothing"
        );
        assert_eq!(queue.memory.available_permits(), 1000);
    }

    #[tokio::test]
    async fn one_sender_can_only_have_a_few_uploads_waiting() {
        let queue = queue(1000, 1000);
        let _first = queue.admit(id("ana"), None, 10).await.unwrap();
        let mut waiting: Vec<_> =
            (1..MOST_OF_ONE).map(|_| Box::pin(queue.admit(id("ana"), None, 10))).collect();
        for one in &mut waiting {
            assert!(ask(one).await.is_pending());
        }
        let refused = queue.admit(id("ana"), None, 10).await.unwrap_err();
        assert_eq!(refused.to_string(), "That was a lot at once. Try again in 20 s.");
        assert!(queue.admit(id("ben"), None, 10).await.is_ok());
        waiting.pop();
        let mut again = pin!(queue.admit(id("ana"), None, 10));
        assert!(ask(&mut again).await.is_pending(), "one that hung up makes room");
    }

    #[tokio::test]
    async fn uploads_wait_for_memory_in_the_order_they_came() {
        let queue = queue(100, 100);
        let large = queue.admit(id("ana"), network(1), 90).await.unwrap();
        let mut next = pin!(queue.admit(id("ben"), network(2), 50));
        let mut last = pin!(queue.admit(id("maya"), network(3), 10));
        assert!(ask(&mut next).await.is_pending());
        assert!(ask(&mut last).await.is_pending(), "a small one does not overtake");
        drop(large);
        assert!(ask(&mut next).await.is_ready() && ask(&mut last).await.is_ready());
    }

    /// Uploads of this size by as many people behind one address as there is room for.
    async fn of_one_network(queue: &Queue, bytes: usize) -> Vec<Admission> {
        let mut admitted = vec![];
        loop {
            let mut next = pin!(queue.admit(id(&format!("p{}", admitted.len())), network(1), bytes));
            match ask(&mut next).await {
                Poll::Ready(upload) => admitted.push(upload.unwrap()),
                Poll::Pending => return admitted,
            }
            // tokio lets a task take only so much before it has to yield.
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn many_people_behind_one_address_upload_at_once() {
        let queue = queue(ALL_UPLOADS, OF_ONE_NETWORK);
        assert_eq!(of_one_network(&queue, MAX_SEND_BODY).await.len(), 6);
        assert!(of_one_network(&queue, 1_500_000).await.len() >= 50);
    }

    #[tokio::test(start_paused = true)]
    async fn many_accounts_of_one_network_leave_room_for_another() {
        let queue = queue(ALL_UPLOADS, OF_ONE_NETWORK);
        let _theirs = of_one_network(&queue, MAX_SEND_BODY).await;
        let refused = queue.admit(id("ana"), network(1), 1_500_000).await.unwrap_err();
        assert!(matches!(refused, AppError::TooMany(_)), "in words, and with the time to wait");
        assert!(queue.admit(id("ana"), network(2), MAX_SEND_BODY).await.is_ok());
    }
}
