//! `GET …/rows/:row`.

use appwrite::Query;
use serde_json::json;

use super::{BOARD, NOTES, note, shared};
use crate::town::Town;

#[tokio::test]
async fn a_note_is_there_for_its_readers_and_for_nobody_else() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "n1", "secret").await.ok(201);
    let path = format!("{NOTES}/n1");
    assert_eq!(ana.get(&path).await.ok(200)["title"], "secret");
    assert_eq!(town.key().get(&path).await.ok(200)["title"], "secret");
    let hidden = ben.get(&path).await.refused(404, "row_not_found");
    let absent = ben.get(&format!("{NOTES}/none")).await.refused(404, "row_not_found");
    assert_eq!(hidden, absent, "the two cannot be told apart");
    town.guest().get(&path).await.refused(404, "row_not_found");
    shared(&town.key(), "n2", &["read(\"any\")"]).await;
    town.guest().get(&format!("{NOTES}/n2")).await.ok(200);
}

#[tokio::test]
async fn without_row_security_the_table_decides_alone() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    ana.post(BOARD, json!({ "rowId": "b1", "data": { "text": "x" }, "permissions": [] })).await.ok(201);
    town.guest().get(&format!("{BOARD}/b1")).await.ok(200);
    let only_members = json!({ "permissions": ["create(\"users\")", "read(\"label:member\")"] });
    town.key().put("/tablesdb/hall/tables/board", only_members).await.ok(200);
    let readable = json!({ "rowId": "b2", "data": { "text": "x" }, "permissions": ["read(\"user:ana\")"] });
    ana.post(BOARD, readable).await.ok(201);
    ana.get(&format!("{BOARD}/b2")).await.refused(404, "row_not_found");
}

#[tokio::test]
async fn select_names_the_columns_that_come_back() {
    let town = Town::new().await;
    shared(&town.key(), "n1", &[]).await;
    let queries = [Query::parse(r#"{"method":"select","values":["stars","$id"]}"#).unwrap()];
    let row = town.key().list(&format!("{NOTES}/n1"), &queries).await.ok(200);
    let mut members: Vec<_> = row.as_object().unwrap().keys().cloned().collect();
    members.sort();
    let system = ["$createdAt", "$databaseId", "$id", "$permissions", "$sequence", "$tableId", "$updatedAt"];
    assert_eq!(members, [&system[..], &["stars"]].concat());
    let unknown = [Query::parse(r#"{"method":"select","values":["nope"]}"#).unwrap()];
    let words = town.key().list(NOTES, &unknown).await.refused(400, "general_query_invalid");
    assert!(words.ends_with("Cannot select attributes: nope"), "{words}");
}
