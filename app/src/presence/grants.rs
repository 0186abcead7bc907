//! Who may see somebody's presence: they themselves and each of their accepted friends, by permission.
//!
//! Promise: once a write has been answered, everybody who can read the record was a friend after it was written. A
//! friendship that ended while it was under way would else leave its read behind for as long as the record lives.

use std::{collections::BTreeSet, pin::Pin};

use appwrite::{Client, Id, Permission, Role, client, client::PresenceChange, wire::Presence};

use crate::{AppError, friends::friend_ids};

/// How many friends one presence can be shown to. Appwrite takes 100 permissions for one record, and three of them
/// are the owner's.
const MOST_READERS: usize = 97;

/// How often friendships may change under one write before it is given up.
const ROUNDS: usize = 5;

/// A write under way.
pub(crate) type Writing<'a> = Pin<Box<dyn Future<Output = client::Result<Presence>> + Send + 'a>>;

/// Calls `write` with the permissions the presence of `owner` is to have, and again for as long as somebody became
/// or ceased to be a friend meanwhile.
pub(crate) async fn granted<'a>(
    admin: &Client,
    owner: &Id,
    write: impl Fn(Vec<Permission>) -> Writing<'a>,
) -> Result<Presence, AppError> {
    let mut friends = friends(admin, owner).await?;
    for _ in 0..ROUNDS {
        let record = write(permissions(owner, &friends)).await?;
        if record.user_id != *owner {
            // Somebody else's record under this person's id must not be shown to this person's friends.
            remove(admin, owner).await?;
            return Err(AppError::Gone);
        }
        let now = self::friends(admin, owner).await?;
        if now == friends {
            return Ok(record);
        }
        friends = now;
    }
    // Better unseen than seen by the wrong people; the next beat says it again.
    tracing::warn!(%owner, "friendships changed faster than a presence could be written");
    remove(admin, owner).await?;
    Err(AppError::Unexpected)
}

/// Rewrites the permissions of a live presence from the friendships there are now. Who is not here has none to
/// rewrite, and that is fine.
pub(crate) async fn regrant(admin: &Client, user: &Id) -> Result<(), AppError> {
    let write = |permissions| -> Writing<'_> {
        let change = PresenceChange { permissions: Some(permissions), ..PresenceChange::default() };
        Box::pin(async move { admin.presences().update(user, &change).await })
    };
    match granted(admin, user, write).await {
        Err(AppError::Gone) => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// Takes `user` off the globe. Not being there is fine.
pub(crate) async fn remove(admin: &Client, user: &Id) -> Result<(), AppError> {
    match admin.presences().delete(user).await {
        Err(error) if error.status() != Some(404) => Err(error.into()),
        _ => Ok(()),
    }
}

async fn friends(admin: &Client, user: &Id) -> Result<BTreeSet<Id>, AppError> {
    Ok(friend_ids(admin, user).await?.into_iter().collect())
}

fn permissions(owner: &Id, friends: &BTreeSet<Id>) -> Vec<Permission> {
    if friends.len() > MOST_READERS {
        tracing::warn!(%owner, friends = friends.len(), "more friends than one presence can be shown to");
    }
    let reads = friends.iter().take(MOST_READERS).map(|friend| Permission::read(Role::user(friend)));
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
