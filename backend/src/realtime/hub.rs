//! The hub: told of every change after its commit, it tells those who listen and may know.
//!
//! Publishing happens on the database's writer thread and costs what is delivered: candidates are looked up by
//! (role, channel), the change is encoded once, and each socket has a bounded [`Outbox`] that never makes it wait.
//! Because one thread publishes, every socket hears of changes in the order of their commits.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use appwrite::Id;
use axum::extract::ws::Utf8Bytes;
use serde_json::Value;
use tokio::sync::Notify;

use super::{close::Farewell, names, subscriptions::Subscription};
use crate::{
    caller::Caller,
    clock::Clock,
    happening::{Action, Happening, Subject},
};

mod index;
mod outbox;
mod text;

use index::Index;
pub(super) use outbox::{Item, Outbox};

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
    /// Counts what may have changed somebody's roles.
    changes: AtomicU64,
    emptied: Notify,
}

#[derive(Default)]
struct State {
    index: Index,
    lines: HashMap<SocketId, Line>,
    opened: u64,
    closing: bool,
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
            changes: AtomicU64::new(0),
            emptied: Notify::new(),
        }))
    }

    /// Tells everybody who listens and may know, then draws the consequences for open sockets: roles are looked up
    /// anew when an account changed, and sockets whose session or person is gone are closed.
    pub(crate) fn publish(&self, happening: Happening) {
        self.tell(&happening);
        match &happening.subject {
            Subject::Session { user, session } if happening.action == Action::Delete => {
                self.part(user, |line| line.session.as_ref() == Some(session));
            }
            Subject::Account { user, .. } => {
                let blocked = happening.payload.get("status") == Some(&Value::Bool(false));
                if blocked || happening.action == Action::Delete {
                    self.part(user, |_| true);
                } else {
                    self.refresh(user);
                }
            }
            _ => {}
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

    /// Closes those sockets of the person for which this holds. They hear nothing more.
    fn part(&self, user: &Id, which: impl Fn(&Line) -> bool) {
        self.0.changes.fetch_add(1, Ordering::SeqCst);
        let mut state = self.lock();
        for socket in state.index.of(user).to_vec() {
            if let Some(line) = state.lines.get(&socket).filter(|line| which(line)) {
                line.outbox.close(Farewell::SignedOut);
                state.index.leave(socket);
            }
        }
    }

    /// Asks the sockets of the person to look their roles up anew.
    fn refresh(&self, user: &Id) {
        self.0.changes.fetch_add(1, Ordering::SeqCst);
        let state = self.lock();
        for socket in state.index.of(user) {
            if let Some(line) = state.lines.get(socket) {
                line.outbox.refresh();
            }
        }
    }

    /// A number that moves whenever somebody's roles may have: who looked a person up before and takes a seat after
    /// must look again when it has moved.
    pub(super) fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::SeqCst)
    }

    /// Lets a socket in, as nobody: it hears of nothing until it [sits down](Seat::sit).
    pub(super) fn enter(&self) -> Seat {
        let outbox = Arc::new(Outbox::default());
        let mut state = self.lock();
        state.opened += 1;
        let socket = SocketId(state.opened);
        if state.closing {
            outbox.close(Farewell::GoingAway);
        }
        state.lines.insert(socket, Line { outbox: Arc::clone(&outbox), session: None });
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

    /// From now on the socket listens as this caller. Its subscriptions stay.
    pub(super) fn sit(&self, caller: &Caller) {
        let mut state = self.hub.lock();
        if let Some(line) = state.lines.get_mut(&self.socket) {
            line.session = caller.signed_in().and_then(|person| person.session().cloned());
        }
        state.index.sit(self.socket, caller.roles(), caller.user_id());
    }

    /// Adds a subscription or replaces the one of that id. Answers with its channels as they are listened on.
    pub(super) fn subscribe(&self, id: &str, subscription: Subscription) -> Vec<String> {
        self.hub.lock().index.subscribe(self.socket, id, subscription)
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
