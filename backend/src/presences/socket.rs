//! Presence said over a socket: it lives as long as a socket that said it.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value};

use super::{
    model::Source,
    pace::count_write,
    rules::{self, LONGEST_LIFE, LONGEST_STATUS},
    say::{self, Said},
    store,
};
use crate::{
    Backend,
    access::Grants,
    caller::Caller,
    error::{Error, Kind, Result},
    realtime::SocketId,
};

/// What one `presence` frame says.
pub(crate) struct Words {
    pub(crate) id: Option<Id>,
    pub(crate) status: String,
    /// `None` keeps what was said before.
    pub(crate) metadata: Option<Map<String, Value>>,
    pub(crate) grants: Option<Grants>,
}

/// How a socket ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parting {
    /// With a goodbye: the record goes at once.
    Clean,
    /// Without one: the person may be back in a moment, and need not blink meanwhile.
    Broken,
}

/// How long a record outlives a broken socket, in seconds: the SDKs come back after one.
const GRACE: i64 = 2;

/// Says it, and binds the record to the socket. Answers with the record and its id.
///
/// Errors: 429 after too many writes; 401 for a guest, for a role that is not the caller's own, and when the record does not let them update it.
pub(crate) async fn say(
    backend: &Backend,
    caller: &Caller,
    socket: SocketId,
    words: Words,
) -> Result<(Id, Value)> {
    let person = caller.signed_in().cloned().ok_or_else(unauthorized)?;
    count_write(backend, caller)?;
    if words.status.chars().count() > LONGEST_STATUS {
        let message = format!(
            "Invalid document structure: Attribute \"status\" has invalid type. Value must be a valid string and no \
             longer than {LONGEST_STATUS} chars"
        );
        return Err(Error::new(Kind::DocumentInvalidStructure, message));
    }
    words.metadata.as_ref().map(rules::check_size).transpose()?;
    let now = backend.clock.now();
    let said = Said {
        id: words.id.unwrap_or_else(|| Id::unique(now)),
        user: person.id.clone(),
        status: words.status,
        metadata: words.metadata,
        grants: words.grants,
        expires: now.plus_seconds(LONGEST_LIFE),
        source: Source::Realtime,
    };
    let shared = backend.presences.share();
    let presence = backend
        .db
        .write(move |tx| {
            // The socket has been open for a while: their session, account and roles are looked at as they are now.
            let person = person.again(tx, now)?.filter(|person| person.active).ok_or_else(unauthorized)?;
            let caller = Caller::person(person);
            said.grants.as_ref().map(|grants| grants.check_grantable(&caller)).transpose()?;
            let presence = say::say(tx, &shared, &caller, said, now)?;
            shared.holders.hold(&presence.id, socket);
            Ok(presence)
        })
        .await?;
    Ok((presence.id.clone(), presence.to_json()))
}

fn unauthorized() -> Error {
    Error::new(Kind::UserUnauthorized, "User must be authorized")
}

/// The socket is gone, and with it the records it was the last to hold.
pub(crate) async fn leave(
    backend: &Backend,
    socket: SocketId,
    records: Vec<Id>,
    parting: Parting,
) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let shared = backend.presences.share();
    let soon: Timestamp = backend.clock.now().plus_seconds(GRACE);
    backend
        .db
        .write(move |tx| {
            for record in records.iter().filter(|record| shared.holders.release(record, socket)) {
                match (parting, store::by_id(tx, record)?) {
                    (_, None) => {}
                    (Parting::Clean, Some(record)) => say::end(tx, &shared, &record)?,
                    (Parting::Broken, Some(record)) => {
                        store::shorten(tx, &record.id, soon)?;
                        shared.deadline.expect(soon);
                    }
                }
            }
            Ok(())
        })
        .await
}
