//! `PATCH /presences/{presenceId}`: changes what is given and nothing else.

use std::sync::Arc;

use appwrite::{Id, Timestamp, wire};
use axum::{Json, extract::State};
use serde_json::{Map, Value};

use super::{
    Shared, get,
    model::Presence,
    pace::count_write,
    rules::{self, Status},
    say, store,
};
use crate::{
    Backend,
    access::Grants,
    caller::{Caller, Scope},
    db::Tx,
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params},
};

/// What is given.
struct Change {
    user: Option<Id>,
    status: Option<String>,
    expires: Option<Timestamp>,
    metadata: Option<Map<String, Value>>,
    grants: Option<Grants>,
}

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::PresencesWrite)?;
    count_write(&backend, &caller)?;
    let now = backend.clock.now();
    let change = Change {
        user: rules::named_user(&params, &caller)?,
        status: params.get::<Status>("status")?.map(|status| status.0),
        expires: rules::expires(&params, now)?,
        metadata: rules::metadata(&params)?,
        grants: rules::permissions(&params, &caller)?,
    };
    let purge = params.or("purge", false)?;
    let shared = backend.presences.share();
    let presence = backend
        .db
        .write(move |tx| {
            let before = get::live(tx, &caller, &id, now)?;
            let after = apply(tx, &shared, &caller, before, change, now)?;
            if purge {
                say::purge(tx, &shared);
            }
            Ok(after)
        })
        .await?;
    Ok(Json(presence.to_json()))
}

/// Errors: `user_unauthorized` when something changes and the record does not let the caller change it;
/// `user_not_found` and `presence_already_exists` for the person it is given to.
fn apply(
    tx: &mut Tx<'_>,
    shared: &Arc<Shared>,
    caller: &Caller,
    before: Presence,
    change: Change,
    now: Timestamp,
) -> Result<Presence> {
    if change.is_empty() {
        return Ok(before);
    }
    let mut after = before.clone();
    if let Some(user) = change.user.filter(|user| *user != before.user) {
        take_over(tx, shared, &user, now)?;
        after.grants = Grants::default_presence(&user);
        after.user = user;
    }
    after.status = change.status.unwrap_or(after.status);
    after.expires = change.expires.unwrap_or(after.expires);
    after.metadata = change.metadata.unwrap_or(after.metadata);
    after.grants = change.grants.unwrap_or(after.grants);
    if after != before {
        if !before.grants.allow(wire::Action::Update, caller) {
            return Err(Kind::UserUnauthorized.into());
        }
        after.updated = now;
        store::replace(tx, &before, &after)?;
        shared.deadline.expect(after.expires);
    }
    tx.announce(after.happening(Action::Update));
    Ok(after)
}

/// A record can be given to a person who has none.
fn take_over(tx: &mut Tx<'_>, shared: &Arc<Shared>, user: &Id, now: Timestamp) -> Result<()> {
    match store::of_user(tx, user)? {
        Some(record) if record.is_over(now) => say::end(tx, shared, &record),
        Some(_) => Err(Kind::PresenceAlreadyExists.into()),
        None => Ok(()),
    }
}

impl Change {
    fn is_empty(&self) -> bool {
        self.user.is_none()
            && self.status.is_none()
            && self.expires.is_none()
            && self.metadata.is_none()
            && self.grants.is_none()
    }
}
