//! Who may see somebody's presence, and what it says of where they are: their accepted friends, as far as they want
//! to be seen by them, by permission.
//!
//! Promise: once a write has been answered, everybody who can read the record was a friend who may, after it was
//! written, and what it says is what they may have. A friendship that ended while it was under way, or somebody who
//! became a ghost, would else leave what was written behind for as long as the record lives.

use std::{collections::BTreeSet, pin::Pin};

use appwrite::{
    Client, Id, Permission, Role, client,
    client::{PresenceChange, PresenceUpsert},
    wire::Presence,
};
use serde_json::{Map, Value, json};

use super::model::{Dot, LIFE, Zone};
use crate::{
    AppError,
    clock::now,
    hue::Hue,
    privacy::{places, showing::Showing, terms::Terms},
};

/// How many friends one presence can be shown to. Appwrite takes 100 permissions for one record, and three of them
/// are the owner's.
const MOST_READERS: usize = 97;

/// How often what a write depends on may change under it before it is given up.
const ROUNDS: usize = 5;

/// A write under way.
pub(crate) type Writing<'a> = Pin<Box<dyn Future<Output = client::Result<Presence>> + Send + 'a>>;

/// What a write may say, and to whom.
pub(crate) struct Grant {
    pub(crate) permissions: Vec<Permission>,
    pub(crate) showing: Showing,
    /// The record there was. It is gone by now if it had readers who may read it no more: only a goodbye reaches them.
    before: Option<Presence>,
    ended: bool,
}

/// What became of a write.
pub(crate) struct Granted {
    /// `None`: they are shown to nobody, and there is nothing on record.
    pub(crate) record: Option<Presence>,
    /// What it went by.
    pub(crate) terms: Terms,
}

/// Calls `write` with what the presence of `owner` may say, and again for as long as that changed meanwhile.
pub(crate) async fn granted<'a>(
    admin: &Client,
    owner: &Id,
    write: impl Fn(Grant) -> Writing<'a>,
) -> Result<Granted, AppError> {
    let mut terms = Terms::read(admin, owner).await?;
    for _ in 0..ROUNDS {
        let Some(showing) = Showing::of(&terms) else {
            remove(admin, owner).await?;
            return Ok(Granted { record: None, terms });
        };
        let grant = prepare(admin, owner, showing.clone()).await?;
        let record = write(grant).await?;
        if record.user_id != *owner {
            // Somebody else's record under this person's id must not be shown to this person's friends.
            remove(admin, owner).await?;
            return Err(AppError::Gone);
        }
        places::put(admin, owner, &showing.finer).await?;
        let now = Terms::read(admin, owner).await?;
        if now.agree(&terms) {
            return Ok(Granted { record: Some(record), terms });
        }
        terms = now;
    }
    // Better unseen than seen by the wrong people; the next beat says it again.
    tracing::warn!(%owner, "friendships or settings changed faster than a presence could be written");
    remove(admin, owner).await?;
    Err(AppError::Unexpected)
}

/// Rewrites a live presence from the friendships and settings there are now. Who is not here has none to rewrite, and
/// that is fine.
pub(crate) async fn regrant(admin: &Client, user: &Id) -> Result<(), AppError> {
    write_again(admin, user, None).await
}

/// The same, with the picture in this colour from now on.
pub(crate) async fn repaint(admin: &Client, user: &Id, hue: Hue) -> Result<(), AppError> {
    write_again(admin, user, Some(hue)).await
}

async fn write_again(admin: &Client, user: &Id, hue: Option<Hue>) -> Result<(), AppError> {
    let write = |grant: Grant| -> Writing<'_> { Box::pin(rewrite(admin, user, grant, hue)) };
    match granted(admin, user, write).await {
        Err(AppError::Gone) => places::put(admin, user, &[]).await,
        outcome => outcome.map(drop),
    }
}

/// Whether the presence of one of two people is granted to the other by name. One that is open to everybody is not.
pub(crate) async fn show_each_other(admin: &Client, a: &Id, b: &Id) -> Result<bool, AppError> {
    let shows = async |owner: &Id, reader: &Id| {
        let read = Permission::read(Role::user(reader));
        match admin.presences().get(owner).await {
            Ok(record) => Ok::<_, AppError>(record.user_id == *owner && record.permissions.contains(&read)),
            Err(error) if error.status() == Some(404) => Ok(false),
            Err(error) => Err(error.into()),
        }
    };
    let (one, other) = tokio::try_join!(shows(a, b), shows(b, a))?;
    Ok(one || other)
}

/// Takes `user` off the globe. Not being there is fine.
pub(crate) async fn remove(admin: &Client, user: &Id) -> Result<(), AppError> {
    end(admin, user).await?;
    places::put(admin, user, &[]).await
}

/// The place a record carries is the grant's, and its colour the one given, if one is; all else stays what it says.
async fn rewrite(admin: &Client, user: &Id, grant: Grant, hue: Option<Hue>) -> client::Result<Presence> {
    let Grant { permissions, showing, before, ended } = grant;
    let metadata = before.as_ref().map(|before| {
        let mut metadata = placed(before, &showing);
        if let Some(hue) = hue {
            let picture = Dot { hue, ..Dot::from_wire(before) }.avatar();
            metadata.insert("avatarUrl".into(), json!(picture));
        }
        metadata
    });
    match before {
        Some(before) if ended => {
            let said = PresenceUpsert {
                user_id: Some(user.clone()),
                status: before.status.unwrap_or_default(),
                permissions,
                expires_at: before.expires_at.unwrap_or_else(|| now().plus_seconds(LIFE)),
                metadata: metadata.unwrap_or_default(),
            };
            admin.presences().upsert(user, &said).await
        }
        // Changes what is there and makes nothing, for they may be leaving at this moment.
        _ => {
            let change =
                PresenceChange { permissions: Some(permissions), metadata, ..PresenceChange::default() };
            admin.presences().update(user, &change).await
        }
    }
}

fn placed(record: &Presence, showing: &Showing) -> Map<String, Value> {
    let mut metadata = record.metadata.clone();
    for key in ["lat", "lng", "precision"] {
        metadata.remove(key);
    }
    let zone = metadata.remove("timeZone").as_ref().and_then(Value::as_str).and_then(Zone::new);
    metadata.extend(showing.metadata(zone.as_ref()));
    metadata
}

async fn prepare(admin: &Client, owner: &Id, showing: Showing) -> Result<Grant, AppError> {
    let permissions = permissions(owner, &showing.readers);
    let before = match admin.presences().get(owner).await {
        // Any session may take a free presence id, this person's among them.
        Ok(record) => Some(record).filter(|record| record.user_id == *owner),
        Err(error) if error.status() == Some(404) => None,
        Err(error) => return Err(error.into()),
    };
    let loses = |record: &Presence| record.permissions.iter().any(|held| !permissions.contains(held));
    let ended = before.as_ref().is_some_and(loses);
    if ended {
        end(admin, owner).await?;
    }
    Ok(Grant { permissions, showing, before, ended })
}

async fn end(admin: &Client, user: &Id) -> Result<(), AppError> {
    match admin.presences().delete(user).await {
        Err(error) if error.status() != Some(404) => Err(error.into()),
        _ => Ok(()),
    }
}

fn permissions(owner: &Id, readers: &BTreeSet<Id>) -> Vec<Permission> {
    if readers.len() > MOST_READERS {
        tracing::warn!(%owner, friends = readers.len(), "more friends than one presence can be shown to");
    }
    let reads = readers.iter().take(MOST_READERS).map(|friend| Permission::read(Role::user(friend)));
    Permission::owner(owner).into_iter().chain(reads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presence_is_read_by_its_owner_and_friends_and_changed_by_its_owner_alone() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let all: Vec<_> =
            permissions(&id("ana"), &BTreeSet::from([id("ben")])).iter().map(ToString::to_string).collect();
        assert_eq!(
            all,
            ["read(\"user:ana\")", "update(\"user:ana\")", "delete(\"user:ana\")", "read(\"user:ben\")"]
        );
    }

    #[test]
    fn no_presence_asks_for_more_permissions_than_appwrite_takes() {
        let crowd = (0..500).filter_map(|n| format!("u{n}").parse().ok()).collect();
        assert_eq!(permissions(&"ana".parse().unwrap(), &crowd).len(), 100);
    }
}
