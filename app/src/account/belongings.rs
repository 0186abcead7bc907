//! What is somebody's: in which tables, and by which of their columns. Deleting an account and taking its contents along
//! both go by this one list.

use crate::ids;

/// Every table, with the columns that say whose a row is.
pub(super) const TABLES: [(&str, &[&str]); 14] = [
    (ids::PROFILES, &["$id"]),
    (ids::FRIENDSHIPS, &["userA", "userB"]),
    (ids::FRIEND_REQUESTS, &["fromUserId", "toUserId"]),
    (ids::SNAPS, &["senderId", "recipientId"]),
    (ids::REMNANTS, &["senderId", "recipientId"]),
    (ids::EXCEPTIONS, &["ownerId", "friendId"]),
    (ids::PLACES, &["ownerId"]),
    (ids::BLOCKS, &["blockerId", "blockedId"]),
    (ids::INVITES, &["ownerId"]),
    (ids::INVITE_USES, &["personId"]),
    (ids::DECLINES, &["fromUserId", "toUserId"]),
    (ids::MUTES, &["ownerId", "mutedId"]),
    (ids::FAVOURITES, &["ownerId", "friendId"]),
    // What others told of somebody is the operator's, for whom it was written.
    (ids::REPORTS, &["reporterId"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_is_forgotten() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../../../appwrite.config.json")).unwrap();
        for table in config["tables"].as_array().unwrap() {
            let id = table["$id"].as_str().unwrap();
            let listed = TABLES.iter().find(|(table, _)| *table == id);
            let (_, columns) = listed.unwrap_or_else(|| panic!("whose rows in {id} go with an account?"));
            for column in columns.iter().filter(|column| **column != "$id") {
                let known = table["columns"].as_array().unwrap();
                assert!(known.iter().any(|one| one["key"] == *column), "{id} has no {column}");
            }
        }
    }
}
