//! The other end of one socket: who it is, what it has said, and what is on its way to it.

use appwrite::Id;
use axum::extract::ws::Utf8Bytes;
use serde_json::Value;

use super::{
    close::Farewell,
    hub::{Outbox, Seat, SocketId},
    pace::Pace,
};
use crate::{
    Backend,
    caller::{Caller, Credentials},
    error::Result,
    users,
};

pub(super) struct Peer {
    pub(super) backend: Backend,
    pub(super) caller: Caller,
    pub(super) seat: Seat,
    /// The presence records it said: they live as long as it does.
    pub(super) said: Vec<Id>,
    pace: Pace,
}

impl Peer {
    /// Somebody nothing is known of yet: a guest.
    pub(super) fn new(backend: &Backend) -> Self {
        let (seat, caller) = (backend.hub.enter(), Caller::guest());
        seat.sit(&caller);
        let pace = Pace::new(backend.clock.now());
        Self { backend: backend.clone(), caller, seat, said: vec![], pace }
    }

    pub(super) fn socket(&self) -> SocketId {
        self.seat.socket()
    }

    pub(super) fn outbox(&self) -> &Outbox {
        self.seat.outbox()
    }

    pub(super) fn send(&self, frame: &Value) {
        self.outbox().send(Utf8Bytes::from(frame.to_string()));
    }

    /// Whether one more frame may be answered.
    pub(super) fn admit(&mut self) -> bool {
        !self.backend.config.limits || self.pace.admit(self.backend.clock.now())
    }

    /// Becomes the person the credentials speak for; false, and nobody else than before, if they speak for none.
    /// Errors are those of credentials that contradict themselves.
    pub(super) async fn identify(&mut self, credentials: Credentials) -> Result<bool> {
        let mut seated = false;
        loop {
            let changes = self.backend.hub.changes();
            let caller = credentials.clone().resolve(&self.backend).await?;
            if !caller.signed_in().is_some_and(|person| person.active) {
                if seated {
                    self.outbox().close(Farewell::SignedOut);
                }
                return Ok(false);
            }
            self.seat.sit(&caller);
            self.caller = caller;
            // A session that ended between the look and the seat must not go on listening.
            if self.backend.hub.changes() == changes {
                return Ok(true);
            }
            seated = true;
        }
    }

    /// Looks up anew who this is. Whose account or session is gone is sent away.
    pub(super) async fn refresh(&mut self) -> Result<()> {
        loop {
            let changes = self.backend.hub.changes();
            let Some(person) = self.caller.signed_in().cloned() else { return Ok(()) };
            let now = self.backend.clock.now();
            let again = self.backend.db.read(move |conn| person.again(conn, now)).await?;
            let Some(person) = again.filter(|person| person.active) else {
                self.outbox().close(Farewell::SignedOut);
                return Ok(());
            };
            self.caller = Caller::person(person);
            self.seat.sit(&self.caller);
            if self.backend.hub.changes() == changes {
                return Ok(());
            }
        }
    }

    /// The account of who this is; null for a guest.
    pub(super) async fn account(&self) -> Result<Value> {
        let Some(id) = self.caller.user_id().cloned() else { return Ok(Value::Null) };
        self.backend.db.read(move |conn| Ok(users::store::by_id(conn, &id)?.account())).await
    }
}
