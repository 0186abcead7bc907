//! Which connections are open, and which of them nobody would miss. At a cap, a new connection takes the place of the
//! one that has waited for a request longest, first of those that never made one: silent connections cannot keep others
//! out, and what is being answered is never cut off. Pure state; time is an order of events.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use appwrite::Network;
use tokio::sync::Notify;

/// Cheap to clone; every clone is the same registry.
#[derive(Clone)]
pub(super) struct Registry(Arc<Inner>);

struct Inner {
    per_network: usize,
    total: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Counts connections and the moments at which they began to wait.
    events: u64,
    open: HashMap<u64, Entry>,
    waiting: BTreeSet<Turn>,
    networks: HashMap<Network, Members>,
}

struct Entry {
    network: Option<Network>,
    /// Its place among those that wait for a request, if it does.
    turn: Option<Turn>,
    evicted: Arc<Notify>,
}

#[derive(Default)]
struct Members {
    open: usize,
    waiting: BTreeSet<Turn>,
}

/// The order in which waiting connections give way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    /// Whether it has made a request before.
    asked: bool,
    since: u64,
    connection: u64,
}

impl Registry {
    pub(super) fn new(per_network: usize, total: usize) -> Self {
        Self(Arc::new(Inner { per_network, total, state: Mutex::default() }))
    }

    /// Lets a connection in, which waits for its first request. None at a cap, when no connection can give way.
    pub(super) fn admit(&self, network: Option<Network>) -> Option<Admission> {
        let mut state = self.lock();
        if let Some(members) = network.and_then(|network| state.networks.get(&network))
            && members.open >= self.0.per_network
        {
            let longest = *members.waiting.first()?;
            state.evict(longest.connection);
        }
        if state.open.len() >= self.0.total {
            let longest = *state.waiting.first()?;
            state.evict(longest.connection);
        }
        Some(Admission { registry: self.clone(), id: state.enter(network) })
    }

    /// How many connections are open, and how many of them wait for a request.
    #[cfg(test)]
    pub(super) fn counts(&self) -> (usize, usize) {
        let state = self.lock();
        (state.open.len(), state.waiting.len())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(&mut self, network: Option<Network>) -> u64 {
        self.events += 1;
        let id = self.events;
        if let Some(network) = network {
            self.networks.entry(network).or_default().open += 1;
        }
        self.open.insert(id, Entry { network, turn: None, evicted: Arc::default() });
        self.wait(id, false);
        id
    }

    fn wait(&mut self, id: u64, asked: bool) {
        self.events += 1;
        let turn = Turn { asked, since: self.events, connection: id };
        self.stop_waiting(id);
        let Some(entry) = self.open.get_mut(&id) else { return };
        entry.turn = Some(turn);
        self.waiting.insert(turn);
        if let Some(members) = entry.network.and_then(|network| self.networks.get_mut(&network)) {
            members.waiting.insert(turn);
        }
    }

    fn stop_waiting(&mut self, id: u64) {
        let Some(entry) = self.open.get_mut(&id) else { return };
        let Some(turn) = entry.turn.take() else { return };
        self.waiting.remove(&turn);
        if let Some(members) = entry.network.and_then(|network| self.networks.get_mut(&network)) {
            members.waiting.remove(&turn);
        }
    }

    /// Counts it as gone at once; its task hears of it.
    fn evict(&mut self, id: u64) {
        if let Some(entry) = self.leave(id) {
            entry.evicted.notify_one();
        }
    }

    fn leave(&mut self, id: u64) -> Option<Entry> {
        self.stop_waiting(id);
        let entry = self.open.remove(&id)?;
        if let Some(network) = entry.network
            && let Some(members) = self.networks.get_mut(&network)
        {
            members.open -= 1;
            if members.open == 0 {
                self.networks.remove(&network);
            }
        }
        Some(entry)
    }
}

/// A connection that was let in. It is counted until this is dropped.
pub(super) struct Admission {
    registry: Registry,
    id: u64,
}

impl Admission {
    /// It waits for a request; `asked`: not for its first one.
    pub(super) fn waits(&self, asked: bool) {
        self.registry.lock().wait(self.id, asked);
    }

    /// It does something that must not be cut off.
    pub(super) fn is_busy(&self) {
        self.registry.lock().stop_waiting(self.id);
    }

    /// Ends when it has to give way to another.
    pub(super) fn evicted(&self) -> Arc<Notify> {
        let state = self.registry.lock();
        state.open.get(&self.id).map(|entry| Arc::clone(&entry.evicted)).unwrap_or_else(|| {
            let gone = Arc::new(Notify::new());
            gone.notify_one();
            gone
        })
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.registry.lock().leave(self.id);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    fn network(last: u8) -> Network {
        std::net::IpAddr::from([192, 0, 2, last]).into()
    }

    fn admit(registry: &Registry, last: u8) -> Option<Admission> {
        registry.admit(Some(network(last)))
    }

    fn is_evicted(admission: &Admission) -> bool {
        !admission.registry.lock().open.contains_key(&admission.id)
    }

    #[test]
    fn silent_connections_of_one_network_keep_nobody_out() {
        let registry = Registry::new(3, 100);
        let silent: Vec<_> = (0..3).map(|_| admit(&registry, 1).unwrap()).collect();
        assert!(admit(&registry, 2).is_some(), "another network has its own share");
        let late = admit(&registry, 1).unwrap();
        assert_eq!(silent.iter().map(is_evicted).collect::<Vec<_>>(), [true, false, false]);
        assert!(!is_evicted(&late));
    }

    #[test]
    fn at_the_total_the_longest_silent_one_gives_way_before_any_that_has_asked() {
        let registry = Registry::new(100, 3);
        let (asked, silent, busy) =
            (admit(&registry, 1).unwrap(), admit(&registry, 2).unwrap(), admit(&registry, 3).unwrap());
        asked.waits(true);
        busy.is_busy();
        let first = admit(&registry, 4).unwrap();
        assert!(is_evicted(&silent) && !is_evicted(&asked) && !is_evicted(&busy));
        first.is_busy();
        let second = admit(&registry, 5).unwrap();
        assert!(is_evicted(&asked) && !is_evicted(&busy));
        second.is_busy();
        assert!(admit(&registry, 6).is_none(), "what is being answered is not cut off");
        drop(busy);
        assert!(admit(&registry, 6).is_some());
    }

    #[test]
    fn who_gives_way_is_told_and_is_counted_once() {
        let registry = Registry::new(1, 10);
        let first = admit(&registry, 1).unwrap();
        let told = first.evicted();
        let second = admit(&registry, 1).unwrap();
        assert!(told.notified().now_or_never().is_some());
        drop(first);
        assert_eq!(registry.lock().networks[&network(1)].open, 1);
        drop(second);
        let state = registry.lock();
        assert!(state.networks.is_empty() && state.open.is_empty() && state.waiting.is_empty());
    }

    #[test]
    fn without_a_network_only_the_total_counts() {
        let registry = Registry::new(1, 2);
        let (first, second) = (registry.admit(None).unwrap(), registry.admit(None).unwrap());
        first.is_busy();
        second.is_busy();
        assert!(registry.admit(None).is_none());
    }
}
