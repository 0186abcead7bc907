//! Friendships, and requests nobody has answered yet.

use app::ids::{DATABASE, FRIEND_REQUESTS, FRIENDSHIPS};
use appwrite::{Client, Id, Permission, Query, Role, client};
use serde_json::{Value, json};

use super::{SeedError, people::id, unless_there};

const FRIENDS: [(&str, &str); 9] = [
    ("alice", "bob"),
    ("alice", "chidi"),
    ("alice", "emi"),
    ("alice", "flora"),
    ("alice", "gus"),
    ("bob", "dina"),
    ("bob", "emi"),
    ("chidi", "dina"),
    ("gus", "hana"),
];

/// From whom, to whom.
const REQUESTS: [(&str, &str); 4] = [("dina", "alice"), ("alice", "hana"), ("ilse", "bob"), ("bob", "gus")];

/// Everybody who is a friend of this person.
pub(super) fn friends_of(handle: &str) -> impl Iterator<Item = Id> {
    FRIENDS.into_iter().filter_map(move |(a, b)| match handle {
        _ if a == handle => Some(id(b)),
        _ if b == handle => Some(id(a)),
        _ => None,
    })
}

pub(super) async fn create(admin: &Client) -> Result<(), SeedError> {
    for (a, b) in FRIENDS {
        let (first, second) = sorted(a, b);
        let row = json!({ "userA": first, "userB": second });
        create_row(admin, FRIENDSHIPS, first, second, row).await?;
    }
    for (from, to) in REQUESTS {
        if are_friends(admin, from, to).await? {
            continue; // it was accepted since
        }
        let row = json!({ "fromUserId": from, "toUserId": to, "status": "pending" });
        create_row(admin, FRIEND_REQUESTS, from, to, row).await?;
    }
    Ok(())
}

async fn are_friends(admin: &Client, a: &str, b: &str) -> client::Result<bool> {
    let (first, second) = sorted(a, b);
    let pair = [Query::equal("userA", first), Query::equal("userB", second), Query::limit(1)];
    let found = admin.tables_db(DATABASE).list_rows::<Value>(FRIENDSHIPS, &pair).await?;
    Ok(!found.rows.is_empty())
}

fn sorted<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    if a < b { (a, b) } else { (b, a) }
}

/// A row that both people may read.
async fn create_row(admin: &Client, table: &str, a: &str, b: &str, row: Value) -> Result<(), SeedError> {
    let readers = [a, b].map(|person| Permission::read(Role::user(&id(person))));
    let row_id = id(&format!("seed-{a}-{b}"));
    Ok(unless_there(admin.tables_db(DATABASE).create_row(table, &row_id, &row, &readers).await)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::people;

    #[test]
    fn bonds_are_between_people_there_are() {
        let known = |handle| people::ALL.iter().any(|person| person.handle == handle);
        assert!(FRIENDS.iter().chain(&REQUESTS).all(|(a, b)| known(*a) && known(*b)));
    }

    #[test]
    fn nobody_asks_a_friend() {
        for (from, to) in REQUESTS {
            assert!(friends_of(from).all(|friend| friend != to), "{from} {to}");
        }
    }
}
