//! Who listens to what, by what decides delivery. Plain data: no sockets, no locks.
//!
//! A person's own sockets are few and are found by the person; what a role shares among many is found by role and then
//! channel. So neither readers who are away nor listeners who may not know cost anything.

use std::{collections::HashMap, sync::Arc};

use appwrite::{Id, Role};
use serde_json::Value;

use super::SocketId;
use crate::realtime::subscriptions::Subscription;

#[derive(Default)]
pub(super) struct Index {
    seats: HashMap<SocketId, Seat>,
    people: HashMap<Id, Vec<SocketId>>,
    shared: HashMap<Role, Listeners>,
}

/// The sockets on each channel, sorted: a socket is found by halving, and new ones, numbered upwards, come last.
type Listeners = HashMap<Arc<str>, Vec<SocketId>>;

#[derive(Default)]
struct Seat {
    roles: Box<[Role]>,
    user: Option<Id>,
    /// Sorted by id, in a list: an idle socket holds some five of them for hours.
    subscriptions: Vec<(Arc<str>, Subscription)>,
}

impl Seat {
    fn find(&self, id: &str) -> Result<usize, usize> {
        self.subscriptions.binary_search_by(|(other, _)| other.as_ref().cmp(id))
    }

    /// The roles that are not the person's alone.
    fn shared(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| !matches!(role, Role::User(..)))
    }
}

impl Index {
    /// The socket listens with these roles from now on, as this person if as any. Subscriptions keep their ids and
    /// queries; the channels that depend on the person follow.
    pub(super) fn sit(&mut self, socket: SocketId, roles: &[Role], user: Option<&Id>) {
        let mut seat = self.stand_up(socket).unwrap_or_default();
        seat.roles = roles.into();
        seat.user = user.cloned();
        if let Some(user) = user {
            insert(self.people.entry(user.clone()).or_default(), socket);
        }
        seat.subscriptions.iter_mut().for_each(|(_, subscription)| subscription.belong_to(user));
        for (_, subscription) in &seat.subscriptions {
            listen(&mut self.shared, &seat, subscription.channels(), socket);
        }
        self.seats.insert(socket, seat);
    }

    /// The socket keeps its person and subscriptions, and listens with these roles from now on.
    pub(super) fn change_roles(&mut self, socket: SocketId, roles: &[Role]) {
        let Some(seat) = self.seats.get(&socket).filter(|seat| *seat.roles != *roles) else { return };
        let user = seat.user.clone();
        self.sit(socket, roles, user.as_ref());
    }

    pub(super) fn leave(&mut self, socket: SocketId) {
        self.stand_up(socket);
    }

    /// Takes the socket out of everything.
    fn stand_up(&mut self, socket: SocketId) -> Option<Seat> {
        let seat = self.seats.remove(&socket)?;
        for (_, subscription) in &seat.subscriptions {
            unlisten(&mut self.shared, &seat, subscription.channels(), socket);
        }
        if let Some(user) = &seat.user
            && let Some(sockets) = self.people.get_mut(user)
            && remove(sockets, socket)
        {
            self.people.remove(user);
        }
        Some(seat)
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
        listen(&mut self.shared, seat, subscription.channels(), socket);
        let channels = subscription.channels().iter().map(|channel| channel.as_ref().to_owned()).collect();
        if let Err(place) = seat.find(id) {
            seat.subscriptions.insert(place, (id.into(), subscription));
        }
        channels
    }

    /// Whether there was one.
    pub(super) fn unsubscribe(&mut self, socket: SocketId, id: &str) -> bool {
        let Some(seat) = self.seats.get_mut(&socket) else { return false };
        let Ok(place) = seat.find(id) else { return false };
        let (_, removed) = seat.subscriptions.remove(place);
        let silent = removed
            .channels()
            .iter()
            .filter(|channel| !seat.subscriptions.iter().any(|(_, other)| other.listens_on(channel)));
        unlisten(&mut self.shared, seat, silent, socket);
        true
    }

    /// What the socket's subscriptions weigh, by id.
    pub(super) fn weights(&self, socket: SocketId) -> HashMap<Arc<str>, usize> {
        let subscriptions = self.seats.get(&socket).into_iter().flat_map(|seat| &seat.subscriptions);
        subscriptions.map(|(id, subscription)| (Arc::clone(id), subscription.weight())).collect()
    }

    /// The sockets of this person.
    pub(super) fn of(&self, user: &Id) -> &[SocketId] {
        self.people.get(user).map_or(&[], Vec::as_slice)
    }

    /// The sockets that hear of it, each once, with the ids of their subscriptions that match.
    pub(super) fn listeners(
        &self,
        readers: &[Role],
        channels: &[String],
        payload: &Value,
    ) -> Vec<(SocketId, Vec<Arc<str>>)> {
        let mut found = vec![];
        for role in readers {
            if let Role::User(user, _) = role {
                let may = |socket: &&SocketId| self.seats.get(socket).is_some_and(|s| s.roles.contains(role));
                found.extend(self.of(user).iter().filter(may));
            } else if let Some(listeners) = self.shared.get(role) {
                let sockets = channels.iter().filter_map(|channel| listeners.get(channel.as_str()));
                found.extend(sockets.flatten());
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

fn listen(shared: &mut HashMap<Role, Listeners>, seat: &Seat, channels: &[Arc<str>], socket: SocketId) {
    for role in seat.shared() {
        if !shared.contains_key(role) {
            shared.insert(role.clone(), HashMap::new());
        }
        let Some(listeners) = shared.get_mut(role) else { continue };
        for channel in channels {
            insert(listeners.entry(Arc::clone(channel)).or_default(), socket);
        }
    }
}

fn unlisten<'a>(
    shared: &mut HashMap<Role, Listeners>,
    seat: &Seat,
    channels: impl IntoIterator<Item = &'a Arc<str>> + Clone,
    socket: SocketId,
) {
    for role in seat.shared() {
        let Some(listeners) = shared.get_mut(role) else { continue };
        for channel in channels.clone() {
            let name: &str = channel;
            if listeners.get_mut(name).is_some_and(|sockets| remove(sockets, socket)) {
                listeners.remove(name);
            }
        }
        if listeners.is_empty() {
            shared.remove(role);
        }
    }
}

fn insert(sockets: &mut Vec<SocketId>, socket: SocketId) {
    if let Err(place) = sockets.binary_search(&socket) {
        sockets.insert(place, socket);
    }
}

/// Whether none are left.
fn remove(sockets: &mut Vec<SocketId>, socket: SocketId) -> bool {
    if let Ok(place) = sockets.binary_search(&socket) {
        sockets.remove(place);
    }
    sockets.is_empty()
}

#[cfg(test)]
mod tests;
