//! Who may see somebody's presence: they themselves and each of their accepted friends, by permission.

use appwrite::{Client, Id, Permission, Role, client::PresenceChange};

use crate::{AppError, friends::friend_ids};

/// The permissions of a presence whose owner has these friends.
pub(crate) fn permissions(owner: &Id, friends: &[Id]) -> Vec<Permission> {
    let mut all = Permission::owner(owner);
    all.extend(friends.iter().map(|friend| Permission::read(Role::user(friend))));
    all
}

/// Rewrites the permissions of a live presence from the friendships there are now. Who is not here has none to
/// rewrite, and that is fine.
pub(crate) async fn regrant(admin: &Client, user: &Id) -> Result<(), AppError> {
    loop {
        let friends = friend_ids(admin, user).await?;
        let change =
            PresenceChange { permissions: Some(permissions(user, &friends)), ..PresenceChange::default() };
        match admin.presences().update(user, &change).await {
            Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
            _ => {}
        }
        // Another friendship may have begun or ended meanwhile; the last one to look must have seen them all.
        if same_people(friends, friend_ids(admin, user).await?) {
            return Ok(());
        }
    }
}

/// Whether both lists hold the same people, in whatever order.
pub(crate) fn same_people(mut one: Vec<Id>, mut other: Vec<Id>) -> bool {
    one.sort();
    other.sort();
    one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presence_is_read_by_its_owner_and_friends_and_changed_by_its_owner_alone() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let all: Vec<_> = permissions(&id("ana"), &[id("ben")]).iter().map(ToString::to_string).collect();
        assert_eq!(
            all,
            ["read(\"user:ana\")", "update(\"user:ana\")", "delete(\"user:ana\")", "read(\"user:ben\")"]
        );
    }
}
