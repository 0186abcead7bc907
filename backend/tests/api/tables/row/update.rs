//! `PATCH …/rows/:row`.

use std::time::Duration;

use serde_json::json;

use super::{BOARD, NOTES, PAIRS, note, shared};
use crate::town::{START, Town};

#[tokio::test]
async fn a_change_touches_what_it_names_and_the_time_of_change() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let before = note(&ana, "n1", "Hello").await.ok(201);
    town.pass(Duration::from_secs(5));
    let path = format!("{NOTES}/n1");
    let after = ana.patch(&path, json!({ "data": { "stars": 3 } })).await.ok(200);
    assert_eq!((&after["title"], &after["stars"]), (&json!("Hello"), &json!(3)));
    assert_eq!(after["$permissions"], before["$permissions"]);
    assert_eq!(after["$createdAt"], START);
    assert_eq!(after["$updatedAt"], town.now().to_string());
    assert_eq!(ana.get(&path).await.ok(200), after);
}

#[tokio::test]
async fn a_change_of_nothing_needs_only_a_reader_and_leaves_the_time_alone() {
    let town = Town::new().await;
    let (ben, cy) = (town.user("ben").await, town.user("cy").await);
    shared(&town.key(), "n1", &["read(\"user:ben\")"]).await;
    town.pass(Duration::from_secs(5));
    let path = format!("{NOTES}/n1");
    let same = || json!({ "data": { "title": "n1" } });
    assert_eq!(ben.patch(&path, same()).await.ok(200)["$updatedAt"], START);
    ben.patch(&path, json!({ "data": { "title": "else" } })).await.refused(401, "user_unauthorized");
    cy.patch(&path, same()).await.refused(401, "user_unauthorized");
    assert_eq!(town.key().get(&path).await.ok(200)["title"], "n1");
}

#[tokio::test]
async fn permissions_alone_are_a_change_and_replace_the_old_ones() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    town.pass(Duration::from_secs(5));
    let path = format!("{NOTES}/n1");
    let to_ben = json!({ "permissions": ["read(\"user:ben\")"] });
    ana.patch(&path, to_ben).await.refused(401, "user_unauthorized");
    let row = ana.patch(&path, json!({ "permissions": ["read(\"users\")"] })).await.ok(200);
    assert_eq!(row["$permissions"], json!(["read(\"users\")"]));
    assert_eq!(row["$updatedAt"], town.now().to_string());
    ana.patch(&path, json!({ "data": { "stars": 1 } })).await.refused(401, "user_unauthorized");
}

#[tokio::test]
async fn what_is_not_there_or_not_allowed_or_does_not_fit_is_refused() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "n1", "x").await.ok(201);
    let path = format!("{NOTES}/n1");
    let stars = || json!({ "data": { "stars": 1 } });
    ana.patch(&path, json!({})).await.refused(400, "row_missing_payload");
    ana.patch(&path, json!({ "data": {} })).await.refused(400, "row_missing_payload");
    ana.patch(&format!("{NOTES}/none"), stars()).await.refused(404, "row_not_found");
    ben.patch(&path, stars()).await.refused(401, "user_unauthorized");
    ben.patch(&path, json!({ "data": { "nope": 1 } })).await.refused(401, "user_unauthorized");
    ana.patch(&path, json!({ "data": { "title": null } })).await.refused(400, "row_invalid_structure");
    ana.patch(&path, json!({ "data": { "nope": 1 } })).await.refused(400, "row_invalid_structure");
    assert_eq!(ana.get(&path).await.ok(200)["stars"], json!(null));
}

#[tokio::test]
async fn a_change_based_on_an_old_row_is_a_conflict() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    town.pass(Duration::from_secs(5));
    let path = format!("{NOTES}/n1");
    ana.patch(&path, json!({ "data": { "stars": 1 } })).await.ok(200);
    let stars = || json!({ "data": { "stars": 2 } });
    let old = ana.with("x-appwrite-timestamp", START);
    old.patch(&path, stars()).await.refused(409, "row_update_conflict");
    let garbled = ana.with("x-appwrite-timestamp", "soon");
    garbled.patch(&path, stars()).await.refused(400, "general_argument_invalid");
    old.delete(&path).await.refused(409, "row_update_conflict");
    ana.with("x-appwrite-timestamp", &town.now().to_string()).patch(&path, stars()).await.ok(200);
}

#[tokio::test]
async fn a_row_cannot_become_a_pair_that_is_there() {
    let town = Town::new().await;
    let key = town.key();
    for (id, one) in [("p1", "ana"), ("p2", "cy")] {
        key.post(PAIRS, json!({ "rowId": id, "data": { "one": one, "two": "ben" } })).await.ok(201);
    }
    let taken = json!({ "data": { "one": "ana" } });
    key.patch(&format!("{PAIRS}/p2"), taken).await.refused(409, "row_unique_constraint_violation");
    assert_eq!(key.get(&format!("{PAIRS}/p2")).await.ok(200)["one"], "cy");
}

#[tokio::test]
async fn the_tables_own_permission_is_enough_to_change_any_row() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    ana.post(BOARD, json!({ "rowId": "b1", "data": { "text": "x" } })).await.ok(201);
    let path = format!("{BOARD}/b1");
    assert_eq!(ben.patch(&path, json!({ "data": { "text": "y" } })).await.ok(200)["text"], "y");
    town.guest().patch(&path, json!({ "data": { "text": "z" } })).await.refused(401, "user_unauthorized");
}
