//! Who listens to what, by what decides delivery: role, then channel. Plain data: no sockets, no locks.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use appwrite::{Id, Role};
use serde_json::Value;

use super::SocketId;
use crate::realtime::subscriptions::Subscription;

#[derive(Default)]
pub(super) struct Index {
    seats: HashMap<SocketId, Seat>,
    /// Sorted, so that a socket is found by halving; sockets are numbered upwards and mostly come last.
    listeners: HashMap<Role, HashMap<Arc<str>, Vec<SocketId>>>,
}

#[derive(Default)]
struct Seat {
    roles: Box<[Role]>,
    user: Option<Id>,
    /// By id: the SDK's ids sort by their making.
    subscriptions: BTreeMap<Arc<str>, Subscription>,
}

impl Index {
    /// The socket listens with these roles from now on, as this person if as any. Subscriptions keep their ids and
    /// queries; the channels that depend on the person follow.
    pub(super) fn sit(&mut self, socket: SocketId, roles: &[Role], user: Option<&Id>) {
        let mut seat = self.seats.remove(&socket).unwrap_or_default();
        for subscription in seat.subscriptions.values() {
            unlisten(&mut self.listeners, &seat.roles, subscription.channels(), socket);
        }
        seat.roles = roles.into();
        seat.user = user.cloned();
        for subscription in seat.subscriptions.values_mut() {
            subscription.belong_to(user);
            listen(&mut self.listeners, &seat.roles, subscription.channels(), socket);
        }
        self.seats.insert(socket, seat);
    }

    /// Answers with the channels listened on. A socket that does not sit listens to nothing.
    pub(super) fn subscribe(
        &mut self,
        socket: SocketId,
        id: &str,
        mut subscription: Subscription,
    ) -> Vec<String> {
        self.unsubscribe(socket, id);
        let Some(seat) = self.seats.get_mut(&socket) else { return vec![] };
        subscription.belong_to(seat.user.as_ref());
        listen(&mut self.listeners, &seat.roles, subscription.channels(), socket);
        let channels = subscription.channels().iter().map(|channel| channel.as_ref().to_owned()).collect();
        seat.subscriptions.insert(id.into(), subscription);
        channels
    }

    pub(super) fn unsubscribe(&mut self, socket: SocketId, id: &str) -> bool {
        let Some(seat) = self.seats.get_mut(&socket) else { return false };
        let Some(removed) = seat.subscriptions.remove(id) else { return false };
        let silent = removed
            .channels()
            .iter()
            .filter(|channel| !seat.subscriptions.values().any(|other| other.channels().contains(channel)));
        unlisten(&mut self.listeners, &seat.roles, silent, socket);
        true
    }

    pub(super) fn leave(&mut self, socket: SocketId) {
        if let Some(seat) = self.seats.remove(&socket) {
            for subscription in seat.subscriptions.values() {
                unlisten(&mut self.listeners, &seat.roles, subscription.channels(), socket);
            }
        }
    }

    /// The sockets that hear of it, each once, with the ids of their subscriptions that match.
    pub(super) fn listeners(
        &self,
        readers: &[Role],
        channels: &[String],
        payload: &Value,
    ) -> Vec<(SocketId, Vec<Arc<str>>)> {
        let mut found = vec![];
        for by_channel in readers.iter().filter_map(|role| self.listeners.get(role)) {
            for sockets in channels.iter().filter_map(|channel| by_channel.get(channel.as_str())) {
                found.extend_from_slice(sockets);
            }
        }
        found.sort_unstable();
        found.dedup();
        let heard = found.into_iter().filter_map(|socket| {
            let matching: Vec<Arc<str>> = self
                .seats
                .get(&socket)?
                .subscriptions
                .iter()
                .filter(|(_, subscription)| subscription.hears(channels, payload))
                .map(|(id, _)| Arc::clone(id))
                .collect();
            (!matching.is_empty()).then_some((socket, matching))
        });
        heard.collect()
    }
}

type Listeners = HashMap<Role, HashMap<Arc<str>, Vec<SocketId>>>;

fn listen(listeners: &mut Listeners, roles: &[Role], channels: &[Arc<str>], socket: SocketId) {
    for role in roles {
        if !listeners.contains_key(role) {
            listeners.insert(role.clone(), HashMap::new());
        }
        let Some(by_channel) = listeners.get_mut(role) else { continue };
        for channel in channels {
            let sockets = by_channel.entry(Arc::clone(channel)).or_default();
            if let Err(place) = sockets.binary_search(&socket) {
                sockets.insert(place, socket);
            }
        }
    }
}

fn unlisten<'a>(
    listeners: &mut Listeners,
    roles: &[Role],
    channels: impl IntoIterator<Item = &'a Arc<str>>,
    socket: SocketId,
) {
    let channels: Vec<&Arc<str>> = channels.into_iter().collect();
    for role in roles {
        let Some(by_channel) = listeners.get_mut(role) else { continue };
        for channel in &channels {
            let name: &str = channel;
            let Some(sockets) = by_channel.get_mut(name) else { continue };
            if let Ok(place) = sockets.binary_search(&socket) {
                sockets.remove(place);
            }
            if sockets.is_empty() {
                by_channel.remove(name);
            }
        }
        if by_channel.is_empty() {
            listeners.remove(role);
        }
    }
}

#[cfg(test)]
mod tests;
