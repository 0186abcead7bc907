//! The other end of one socket: who it is, what it has said, and what is on its way to it.

use appwrite::Id;
use axum::extract::ws::Utf8Bytes;
use serde_json::Value;

use super::{
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
    /// Who it was when it came in or last said so. What follows from that may have changed since.
    pub(super) caller: Caller,
    pub(super) seat: Seat,
    /// The presence records it said: they live as long as it does.
    pub(super) said: Vec<Id>,
    pace: Pace,
}

impl Peer {
    /// Somebody nothing is known of yet: a guest.
    pub(super) fn new(backend: &Backend) -> Self {
        let pace = Pace::new(backend.clock.now());
        Self {
            backend: backend.clone(),
            caller: Caller::guest(),
            seat: backend.hub.enter(),
            said: vec![],
            pace,
        }
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
        let config = &self.backend.config;
        !config.limits || self.pace.admit(self.backend.clock.now(), config.sockets.frames)
    }

    /// Becomes the person the credentials speak for; false, and nobody else than before, if they speak for none.
    /// Errors are those of credentials that contradict themselves.
    pub(super) async fn identify(&mut self, credentials: Credentials) -> Result<bool> {
        loop {
            let changes = self.backend.hub.changes();
            let caller = credentials.clone().resolve(&self.backend).await?;
            if !caller.signed_in().is_some_and(|person| person.active) {
                return Ok(false);
            }
            // A session that ended or a role that was lost since the look is looked at again.
            if self.seat.sit(&caller, changes) {
                self.caller = caller;
                return Ok(true);
            }
        }
    }

    /// The account of who this is; null for a guest.
    pub(super) async fn account(&self) -> Result<Value> {
        let Some(id) = self.caller.user_id().cloned() else { return Ok(Value::Null) };
        self.backend.db.read(move |conn| Ok(users::store::by_id(conn, &id)?.account())).await
    }
}
