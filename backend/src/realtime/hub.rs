//! The hub: told of every change after its commit, it tells those who listen and may know.
//!
//! Publishing happens on the database's writer thread and costs what is delivered: candidates are looked up by
//! (role, channel), the change is encoded once, and each socket has a bounded [`Outbox`] that never makes it wait.
//! Because one thread publishes, every socket hears of changes in the order of their commits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use appwrite::Id;
use axum::extract::ws::Utf8Bytes;
use tokio::sync::Notify;

use super::{
    close::Farewell,
    counters::{Counters, Counts},
    names,
    subscriptions::Subscription,
};
use crate::{
    caller::Caller,
    clock::Clock,
    happening::{Action, Happening, Subject},
    tap::{Change, Tap},
};

mod consequence;
mod index;
mod outbox;
mod text;

use consequence::Consequence;
use index::Index;
pub(super) use outbox::Outbox;

/// How long closing waits for sockets to hear of it.
const GOODBYE: Duration = Duration::from_secs(2);

/// One open socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SocketId(u64);

impl From<u64> for SocketId {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

/// Cheap to clone; every clone is the same hub.
#[derive(Clone)]
pub(crate) struct Hub(Arc<Inner>);

struct Inner {
    clock: Clock,
    project: Id,
    state: Mutex<State>,
    counters: Counters,
    emptied: Notify,
    tap: OnceLock<Tap>,
}

#[derive(Default)]
struct State {
    index: Index,
    lines: HashMap<SocketId, Line>,
    opened: u64,
    /// Counts what may have changed somebody's roles.
    changes: u64,
    closing: bool,
}

impl State {
    /// Closes a socket of somebody who is no more who they were. It hears nothing further.
    fn send_away(&mut self, socket: SocketId) {
        if let Some(line) = self.lines.get(&socket) {
            line.outbox.close(Farewell::SignedOut);
        }
        self.index.leave(socket);
    }
}

/// A socket as the hub knows it.
struct Line {
    outbox: Arc<Outbox>,
    session: Option<Id>,
}

impl Hub {
    pub(crate) fn new(clock: Clock, project: Id) -> Self {
        Self(Arc::new(Inner {
            clock,
            project,
            state: Mutex::default(),
            counters: Counters::default(),
            emptied: Notify::new(),
            tap: OnceLock::new(),
        }))
    }

    /// Tells this of every change from now on. Only the first tap counts.
    pub(crate) fn tap(&self, tap: Tap) {
        let _ = self.0.tap.set(tap);
    }

    /// Tells the tap of a change that is not announced row by row.
    pub(crate) fn tap_schema(&self) {
        if let Some(tap) = self.0.tap.get() {
            tap(Change::Schema);
        }
    }

    /// Tells the tap, then everybody who listens and may know, and draws the consequences for open sockets.
    pub(crate) fn publish(&self, happening: Happening) {
        if let Some((tap, change)) = self.0.tap.get().zip(Change::of(&happening)) {
            tap(change);
        }
        if matches!((&happening.subject, happening.action), (Subject::Presence(_), Action::Upsert)) {
            self.0.counters.presence();
        }
        self.tell(&happening);
        if let Some((user, consequence)) = Consequence::of(&happening) {
            self.draw(user, consequence);
        }
    }

    fn tell(&self, happening: &Happening) {
        if happening.readers.is_empty() {
            return;
        }
        let Happening { subject, action, payload, readers } = happening;
        let channels = names::channels(&self.0.project, subject, *action);
        let listeners: Vec<(Arc<Outbox>, Vec<Arc<str>>)> = {
            let state = self.lock();
            let found = state.index.listeners(readers, &channels, payload);
            found
                .into_iter()
                .filter_map(|(socket, subscriptions)| {
                    Some((Arc::clone(&state.lines.get(&socket)?.outbox), subscriptions))
                })
                .collect()
        };
        if listeners.is_empty() {
            return;
        }
        let head = text::head(&names::events(subject, *action), &channels, self.0.clock.now(), payload);
        let mut last: Option<(Vec<Arc<str>>, Utf8Bytes)> = None;
        for (outbox, subscriptions) in listeners {
            let frame = match last.take() {
                Some((same, frame)) if same == subscriptions => frame,
                _ => text::event(&head, &subscriptions),
            };
            outbox.send(frame.clone());
            last = Some((subscriptions, frame));
        }
    }

    fn draw(&self, user: &Id, consequence: Consequence<'_>) {
        let mut state = self.lock();
        state.changes += 1;
        for socket in state.index.of(user).to_vec() {
            match &consequence {
                Consequence::Roles(roles) => state.index.change_roles(socket, roles),
                Consequence::AccountOver => state.send_away(socket),
                Consequence::SessionOver(session) => {
                    if state.lines.get(&socket).and_then(|line| line.session.as_ref()) == Some(session) {
                        state.send_away(socket);
                    }
                }
            }
        }
    }

    /// A number that moves whenever somebody's roles may have: whoever looked a person up before that
    /// [sits down](Seat::sit) in vain.
    pub(super) fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// What was counted up to now.
    pub(crate) fn counts(&self) -> Counts {
        let sockets = self.lock().lines.len();
        self.0.counters.read(sockets)
    }

    /// A frame was given to a socket.
    pub(super) fn count_frame(&self, bytes: usize) {
        self.0.counters.frame(bytes);
    }

    /// Lets a socket in, as a guest.
    pub(super) fn enter(&self) -> Seat {
        let outbox = Arc::new(Outbox::default());
        let mut state = self.lock();
        state.opened += 1;
        let socket = SocketId(state.opened);
        if state.closing {
            outbox.close(Farewell::GoingAway);
        }
        state.lines.insert(socket, Line { outbox: Arc::clone(&outbox), session: None });
        state.index.sit(socket, Caller::guest().roles(), None);
        Seat { hub: self.clone(), socket, outbox }
    }

    /// Tells every socket to come back later, and waits a moment until they have heard it.
    pub(crate) async fn close(&self) {
        {
            let mut state = self.lock();
            state.closing = true;
            state.lines.values().for_each(|line| line.outbox.close(Farewell::GoingAway));
        }
        let emptied = async {
            loop {
                let gone = self.0.emptied.notified();
                if self.lock().lines.is_empty() {
                    return;
                }
                gone.await;
            }
        };
        let _ = tokio::time::timeout(GOODBYE, emptied).await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket's place in the hub. Dropping it leaves.
pub(super) struct Seat {
    hub: Hub,
    socket: SocketId,
    outbox: Arc<Outbox>,
}

impl Seat {
    pub(super) fn socket(&self) -> SocketId {
        self.socket
    }

    pub(super) fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// From now on the socket listens as this caller, and its subscriptions stay. False, and nothing done, if the
    /// caller was looked up before the [last change](Hub::changes): they may be nobody any more.
    pub(super) fn sit(&self, caller: &Caller, changes: u64) -> bool {
        let mut state = self.hub.lock();
        if state.changes != changes {
            return false;
        }
        if let Some(line) = state.lines.get_mut(&self.socket) {
            line.session = caller.signed_in().and_then(|person| person.session().cloned());
        }
        state.index.sit(self.socket, caller.roles(), caller.user_id());
        true
    }

    /// Adds a subscription or replaces the one of that id. Answers with its channels as they are listened on.
    pub(super) fn subscribe(&self, id: &Id, subscription: Subscription) -> Vec<String> {
        self.hub.lock().index.subscribe(self.socket, id.as_str(), subscription)
    }

    /// What its subscriptions weigh, by id.
    pub(super) fn weights(&self) -> HashMap<Arc<str>, usize> {
        self.hub.lock().index.weights(self.socket)
    }

    /// Whether there was one.
    pub(super) fn unsubscribe(&self, id: &str) -> bool {
        self.hub.lock().index.unsubscribe(self.socket, id)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.hub.lock();
        state.index.leave(self.socket);
        state.lines.remove(&self.socket);
        if state.lines.is_empty() {
            self.hub.0.emptied.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests;
