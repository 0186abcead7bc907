//! Large request bodies under way. Each is held in memory until its request is answered, so there are few at once; the
//! next one waits, unread, and is refused when none has ended for a while.

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

/// Large bodies at once. With photos of 14 MB they hold 340 MB.
const IN_ALL: usize = 24;
/// Large bodies of one network at once.
const PER_NETWORK: usize = 6;
/// How long a body may wait for another to end.
const PATIENCE: Duration = Duration::from_secs(30);

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
    /// Waits for room. None after too long a wait.
    pub(crate) async fn admit(&self, network: Network) -> Option<Permit> {
        let share = {
            let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(networks.entry(network).or_insert_with(|| Arc::new(Semaphore::new(PER_NETWORK))))
        };
        let permits = async {
            let of_network = share.acquire_owned().await.ok()?;
            Some((of_network, Arc::clone(&self.all).acquire_owned().await.ok()?))
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
        for _ in 0..PER_NETWORK {
            permits.push(bodies.admit(network(last)).await.unwrap());
        }
        permits
    }

    #[tokio::test(start_paused = true)]
    async fn one_network_has_its_share_and_others_are_not_kept_out() {
        let bodies = BigBodies::default();
        let mut first = filled(&bodies, 1).await;
        let start = Instant::now();
        assert!(bodies.admit(network(1)).await.is_none());
        assert_eq!(start.elapsed(), PATIENCE);
        assert!(bodies.admit(network(2)).await.is_some());
        first.pop();
        assert!(bodies.admit(network(1)).await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_waits_until_another_has_ended() {
        let bodies = BigBodies::default();
        let mut under_way = filled(&bodies, 1).await;
        let waiting = tokio::spawn({
            let bodies = bodies.clone();
            async move { bodies.admit(network(1)).await.is_some() }
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
        assert_eq!(permits.len(), IN_ALL);
        assert!(bodies.admit(network(9)).await.is_none());
        permits.clear();
        assert!(bodies.networks.lock().unwrap().is_empty());
    }
}
