//! Saying: the one way a record comes to be or is said anew, over REST and over the socket.

use std::sync::Arc;

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value};

use super::{
    Shared,
    model::{Presence, Source},
    store,
};
use crate::{
    access::Grants,
    caller::Caller,
    db::Tx,
    error::{Kind, Result},
    happening::Action,
};

/// What is said, and of whom.
pub(super) struct Said {
    /// The id the record gets, if the person has none yet.
    pub(super) id: Id,
    pub(super) user: Id,
    pub(super) status: String,
    /// `None` keeps what was said before.
    pub(super) metadata: Option<Map<String, Value>>,
    /// `None` gives everything to the person and nothing to others.
    pub(super) grants: Option<Grants>,
    pub(super) expires: Timestamp,
    pub(super) source: Source,
}

/// Writes and announces it. One record per person: if they have one, it is that one, whatever id was asked for.
///
/// Errors: `user_not_found`; `user_unauthorized` when the record at hand does not let the caller update it;
/// `presence_already_exists` when the id is another person's.
pub(super) fn say(
    tx: &mut Tx<'_>,
    shared: &Arc<Shared>,
    caller: &Caller,
    said: Said,
    now: Timestamp,
) -> Result<Presence> {
    let before = match store::of_user(tx, &said.user)? {
        Some(record) if record.is_over(now) => {
            end(tx, shared, &record)?;
            None
        }
        record => record,
    };
    if before.as_ref().is_some_and(|before| !before.grants.allow(appwrite::wire::Action::Update, caller)) {
        return Err(Kind::UserUnauthorized.into());
    }
    let grants = said.grants.unwrap_or_else(|| Grants::default_presence(&said.user));
    let kept = before.as_ref().map(|before| (before.id.clone(), before.created));
    let (id, created) = kept.unwrap_or((said.id, now));
    let metadata = said.metadata.or_else(|| before.as_ref().map(|before| before.metadata.clone()));
    let after = Presence {
        id,
        user: said.user,
        status: said.status,
        source: said.source,
        expires: said.expires,
        metadata: metadata.unwrap_or_default(),
        grants,
        created,
        updated: now,
    };
    match &before {
        Some(before) => store::replace(tx, before, &after)?,
        None => {
            make_room(tx, shared, &after.id, now)?;
            store::insert(tx, &after)?;
        }
    }
    shared.deadline.expect(after.expires);
    tx.announce(after.happening(Action::Upsert));
    Ok(after)
}

/// The id is free, or was that of a record which is over.
fn make_room(tx: &mut Tx<'_>, shared: &Arc<Shared>, id: &Id, now: Timestamp) -> Result<()> {
    match store::by_id(tx, id)? {
        Some(record) if record.is_over(now) => end(tx, shared, &record),
        Some(_) => Err(Kind::PresenceAlreadyExists.into()),
        None => Ok(()),
    }
}

/// Removes a record and says goodbye to its readers. Whoever has heard it finds it in no kept list any more.
pub(super) fn end(tx: &mut Tx<'_>, shared: &Arc<Shared>, record: &Presence) -> Result<()> {
    store::remove(tx, &record.id)?;
    shared.holders.forget(&record.id);
    purge(tx, shared);
    tx.announce(record.happening(Action::Delete));
    Ok(())
}

/// Empties the kept lists once this is committed: a list read before has seen the past, and is not kept either.
pub(super) fn purge(tx: &mut Tx<'_>, shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    tx.once_committed(move || shared.pages.purge());
}

/// The person is no more: their record goes with them, and its readers hear of it.
pub(crate) fn end_with(tx: &mut Tx<'_>, shared: &Arc<Shared>, user: &Id) -> Result<()> {
    match store::of_user(tx, user)? {
        Some(record) => end(tx, shared, &record),
        None => Ok(()),
    }
}
