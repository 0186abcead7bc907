//! What one visitor's network has under way behind a proxy, where the peer of every connection is the proxy: requests
//! that are being answered, and sockets.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use appwrite::Network;

/// Cheap to clone; every clone counts the same.
#[derive(Clone)]
pub(super) struct Visitors {
    per_network: usize,
    counts: Arc<Mutex<HashMap<Network, usize>>>,
}

impl Visitors {
    pub(super) fn new(per_network: usize) -> Self {
        Self { per_network, counts: Arc::default() }
    }

    /// Counts one more until the visit is dropped. None at the cap.
    pub(super) fn enter(&self, network: Network) -> Option<Visit> {
        let mut counts = self.lock();
        let count = counts.entry(network).or_default();
        if *count >= self.per_network {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Visit { visitors: self.clone(), network })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request or socket of a visitor.
pub(super) struct Visit {
    visitors: Visitors,
    network: Network,
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut counts = self.visitors.lock();
        if let Some(count) = counts.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    #[test]
    fn one_network_has_its_share_and_gets_it_back() {
        let visitors = Visitors::new(2);
        let enter = |network: u8| visitors.enter(IpAddr::from([192, 0, 2, network]).into());
        let (first, second) = (enter(1).unwrap(), enter(1).unwrap());
        assert!(enter(1).is_none() && enter(2).is_some());
        drop(first);
        assert!(enter(1).is_some());
        drop(second);
        assert!(visitors.lock().is_empty(), "who left is not remembered");
    }
}
