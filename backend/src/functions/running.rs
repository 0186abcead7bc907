//! How many runs each caller has under way, so that nobody fills memory with bodies and tasks.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use appwrite::{Id, Network};

use super::{
    asker::Asker,
    limits::{RUNNING_PER_CALLER, RUNNING_PER_NETWORK, too_many},
};
use crate::error::Result;

/// Counts runs under way by caller and by network.
#[derive(Default)]
pub(super) struct Running(Mutex<HashMap<Counted, usize>>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Counted {
    Person(Id),
    Guests(Network),
    Network(Network),
}

impl Counted {
    fn most(&self) -> usize {
        match self {
            Self::Person(_) | Self::Guests(_) => RUNNING_PER_CALLER,
            Self::Network(_) => RUNNING_PER_NETWORK,
        }
    }
}

/// The place of one run. Dropping it frees the place.
pub(super) struct Place {
    running: Arc<Running>,
    counted: [Counted; 2],
}

impl Running {
    /// A place for one more run; `None` for a key, which needs none. Errors: `general_rate_limit_exceeded`.
    pub(super) fn enter(self: &Arc<Self>, asker: &Asker) -> Result<Option<Place>> {
        let Some(network) = asker.network else { return Ok(None) };
        let caller = asker.user.clone().map_or(Counted::Guests(network), Counted::Person);
        let counted = [caller, Counted::Network(network)];
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |who: &Counted| running.get(who).is_some_and(|count| *count >= who.most());
        if counted.iter().any(is_full) {
            return Err(too_many("Too many runs are under way: try again when some of them have ended."));
        }
        for who in &counted {
            *running.entry(who.clone()).or_default() += 1;
        }
        drop(running);
        Ok(Some(Place { running: Arc::clone(self), counted }))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut running = self.running.0.lock().unwrap_or_else(PoisonError::into_inner);
        for who in &self.counted {
            if let Some(count) = running.get_mut(who) {
                *count -= 1;
                if *count == 0 {
                    running.remove(who);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(user: &str, address: &str) -> Asker {
        Asker { user: user.parse().ok(), network: address.parse().ok(), ..Asker::default() }
    }

    #[test]
    fn a_caller_and_a_network_have_so_many_runs_and_a_key_any_number() {
        let running = Arc::new(Running::default());
        let enter = |user: &str, address: &str| running.enter(&asker(user, address));
        let mut places: Vec<_> =
            (0..RUNNING_PER_CALLER).map(|_| enter("ana", "192.0.2.1").unwrap()).collect();
        assert!(enter("ana", "198.51.100.1").is_err(), "also from elsewhere");
        for user in ["ben", "cleo", ""] {
            places.extend((0..RUNNING_PER_CALLER).map(|_| enter(user, "192.0.2.1").unwrap()));
        }
        assert_eq!(places.len(), RUNNING_PER_NETWORK);
        assert!(enter("dan", "192.0.2.1").is_err());
        assert!(enter("dan", "192.0.2.2").is_ok());
        assert!((0..100).all(|_| running.enter(&Asker::default()).is_ok_and(|place| place.is_none())));
        places.clear();
        assert!(running.0.lock().unwrap().is_empty(), "nothing is kept of ended runs");
    }

    #[test]
    fn guests_of_one_ipv6_network_are_one_caller() {
        let running = Arc::new(Running::default());
        let enter = |host: usize| running.enter(&asker("", &format!("2001:db8::{host:x}")));
        let places: Vec<_> = (0..RUNNING_PER_CALLER).map(|host| enter(host).unwrap()).collect();
        assert!(enter(0xffff).is_err());
        assert!(running.enter(&asker("", "2001:db8:0:1::1")).is_ok());
        drop(places);
    }
}
