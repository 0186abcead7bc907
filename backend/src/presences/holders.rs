//! Which sockets hold which records. A record said over sockets lives as long as the last of them.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use appwrite::Id;

use crate::realtime::SocketId;

/// Asked and told on the database's thread alone, in the order of the writes it decides about.
#[derive(Default)]
pub(super) struct Holders(Mutex<HashMap<Id, HashSet<SocketId>>>);

impl Holders {
    /// This socket said the record.
    pub(super) fn hold(&self, record: &Id, socket: SocketId) {
        self.lock().entry(record.clone()).or_default().insert(socket);
    }

    /// The socket is gone. Whether it was the last that held the record; not, if it did not hold it.
    pub(super) fn release(&self, record: &Id, socket: SocketId) -> bool {
        let mut held = self.lock();
        let Some(sockets) = held.get_mut(record) else { return false };
        let last = sockets.remove(&socket) && sockets.is_empty();
        if sockets.is_empty() {
            held.remove(record);
        }
        last
    }

    /// The record is gone: no socket holds it any more.
    pub(super) fn forget(&self, record: &Id) {
        self.lock().remove(record);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, HashSet<SocketId>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_lives_as_long_as_the_last_socket_that_said_it() {
        let (holders, record) = (Holders::default(), "u-ana".parse::<Id>().unwrap());
        let (one, two) = (SocketId::from(1), SocketId::from(2));
        holders.hold(&record, one);
        holders.hold(&record, two);
        holders.hold(&record, two);
        assert!(!holders.release(&record, one));
        assert!(!holders.release(&record, one), "one socket leaves once");
        assert!(holders.release(&record, two));
        assert!(!holders.release(&record, two));

        holders.hold(&record, one);
        holders.forget(&record);
        assert!(!holders.release(&record, one), "what is deleted is not deleted again");
    }
}
