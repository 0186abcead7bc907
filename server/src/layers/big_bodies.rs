//! Large request bodies of the API under way. Each is held in memory until its request is answered, so all of them
//! together have a limit in bytes, and so have those of one network; the next one waits, unread, and is refused when there
//! is no room for a while. They count by their length and not by their number: many people behind one address can send
//! photos of the usual size at once, and nobody can fill the memory with a few of the largest.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use appwrite::Network;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Bytes of the largest body that the API takes.
pub(super) const LARGEST: usize = 12 * 1024 * 1024;
/// Bytes of all bodies at once: 288 MiB.
const IN_ALL: usize = 24 * LARGEST;
/// Bytes of the bodies of one network at once: 72 MiB, some fifty photos as browsers send them.
const PER_NETWORK: usize = 6 * LARGEST;
/// How long a body may wait for another to end.
const PATIENCE: Duration = Duration::from_secs(30);
/// When a refused client may ask again, in seconds.
pub(super) const RETRY_AFTER: &str = "10";

/// Cheap to clone; every clone counts the same.
#[derive(Clone)]
pub(crate) struct BigBodies {
    all: Arc<Semaphore>,
    networks: Arc<Mutex<HashMap<Network, Arc<Semaphore>>>>,
}

/// The right to send one. It ends when this is dropped.
pub(crate) struct Permit {
    bodies: BigBodies,
    network: Network,
    of_network: Option<OwnedSemaphorePermit>,
    _of_all: OwnedSemaphorePermit,
}

impl Default for BigBodies {
    fn default() -> Self {
        Self { all: Arc::new(Semaphore::new(IN_ALL)), networks: Arc::default() }
    }
}

impl BigBodies {
    /// Waits for room for this many bytes. None after too long a wait.
    pub(crate) async fn admit(&self, network: Network, bytes: usize) -> Option<Permit> {
        // What is longer is not read further by the API.
        let bytes = u32::try_from(bytes.min(LARGEST)).unwrap_or(u32::MAX);
        let share = {
            let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(networks.entry(network).or_insert_with(|| Arc::new(Semaphore::new(PER_NETWORK))))
        };
        let permits = async {
            let of_network = share.acquire_many_owned(bytes).await.ok()?;
            Some((of_network, Arc::clone(&self.all).acquire_many_owned(bytes).await.ok()?))
        };
        let permits = timeout(PATIENCE, permits).await.ok().flatten();
        let Some((of_network, of_all)) = permits else {
            self.tidy(network);
            return None;
        };
        Some(Permit { bodies: self.clone(), network, of_network: Some(of_network), _of_all: of_all })
    }

    /// Forgets a network that sends nothing and waits for nothing.
    fn tidy(&self, network: Network) {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if networks.get(&network).is_some_and(|share| Arc::strong_count(share) == 1) {
            networks.remove(&network);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.of_network = None;
        self.bodies.tidy(self.network);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use tokio::time::Instant;

    use super::*;

    fn network(last: u8) -> Network {
        IpAddr::from([192, 0, 2, last]).into()
    }

    async fn filled(bodies: &BigBodies, last: u8) -> Vec<Permit> {
        let mut permits = vec![];
        for _ in 0..PER_NETWORK / LARGEST {
            permits.push(bodies.admit(network(last), LARGEST).await.unwrap());
        }
        permits
    }

    #[tokio::test(start_paused = true)]
    async fn one_network_has_its_share_and_others_are_not_kept_out() {
        let bodies = BigBodies::default();
        let mut first = filled(&bodies, 1).await;
        let start = Instant::now();
        assert!(bodies.admit(network(1), 100_000).await.is_none());
        assert_eq!(start.elapsed(), PATIENCE);
        assert!(bodies.admit(network(2), LARGEST).await.is_some());
        first.pop();
        assert!(bodies.admit(network(1), LARGEST).await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn many_people_behind_one_address_send_photos_of_the_usual_size_at_once() {
        let bodies = BigBodies::default();
        let mut permits = vec![];
        for _ in 0..50 {
            permits.push(bodies.admit(network(1), 1_500_000).await.expect("there is room"));
        }
        assert!(bodies.admit(network(1), 1_500_000).await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_says_it_is_longer_than_the_longest_counts_as_the_longest() {
        let bodies = BigBodies::default();
        let permit = bodies.admit(network(1), usize::MAX).await.unwrap();
        assert_eq!(bodies.all.available_permits(), IN_ALL - LARGEST);
        drop(permit);
        assert_eq!(bodies.all.available_permits(), IN_ALL);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_waits_until_another_has_ended() {
        let bodies = BigBodies::default();
        let mut under_way = filled(&bodies, 1).await;
        let waiting = tokio::spawn({
            let bodies = bodies.clone();
            async move { bodies.admit(network(1), LARGEST).await.is_some() }
        });
        tokio::task::yield_now().await;
        under_way.pop();
        assert!(waiting.await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn all_networks_together_have_a_limit_and_leave_nothing_behind() {
        let bodies = BigBodies::default();
        let mut permits = vec![];
        for last in 0..4 {
            permits.extend(filled(&bodies, last).await);
        }
        assert_eq!(permits.len() * LARGEST, IN_ALL);
        assert!(bodies.admit(network(9), 100_000).await.is_none());
        permits.clear();
        assert!(bodies.networks.lock().unwrap().is_empty());
    }
}
