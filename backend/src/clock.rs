//! What time it is, and waiting for it. Tests turn a clock of their own; nothing else reads the system's.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use appwrite::Timestamp;
use tokio::sync::Notify;

/// How long to sleep before looking at the system's clock again.
const LONGEST_SLEEP: std::time::Duration = std::time::Duration::from_secs(60);

/// A clock: the system's, or one turned by hand.
#[derive(Clone, Debug)]
pub struct Clock(Face);

#[derive(Clone, Debug)]
enum Face {
    System,
    ByHand(Arc<(AtomicI64, Notify)>),
}

impl Clock {
    pub fn system() -> Self {
        Self(Face::System)
    }

    /// A clock that stands still until it is [advanced](Self::advance).
    pub fn by_hand(start: Timestamp) -> Self {
        Self(Face::ByHand(Arc::new((AtomicI64::new(start.millis()), Notify::new()))))
    }

    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Face::System => {
                let since =
                    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Face::ByHand(face) => Timestamp::from_millis(face.0.load(Ordering::SeqCst)),
        }
    }

    /// Moves a clock that is turned by hand; everybody who waits for a moment now past is woken. The system's
    /// clock does not listen.
    pub fn advance(&self, by: std::time::Duration) {
        if let Face::ByHand(face) = &self.0 {
            face.0.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
            face.1.notify_waiters();
        }
    }

    /// Waits until `moment` has come. A system's clock that is set forward, or a machine that slept, delays it by no
    /// more than [`LONGEST_SLEEP`].
    pub async fn until(&self, moment: Timestamp) {
        loop {
            let left = moment.millis() - self.now().millis();
            match (&self.0, u64::try_from(left)) {
                (_, Err(_) | Ok(0)) => return,
                (Face::System, Ok(left)) => {
                    tokio::time::sleep(std::time::Duration::from_millis(left).min(LONGEST_SLEEP)).await;
                }
                (Face::ByHand(face), Ok(_)) => {
                    let turned = face.1.notified();
                    // Registered before the second look, so that a turn in between is not missed.
                    tokio::pin!(turned);
                    turned.as_mut().enable();
                    if self.now() < moment {
                        turned.await;
                    }
                }
            }
        }
    }
}
