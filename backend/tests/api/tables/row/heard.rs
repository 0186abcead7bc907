//! Who hears of what is done to rows.

use serde_json::json;

use super::{BOARD, NOTES, PAIRS, shared};
use crate::{realtime::socket::Socket, town::Town};

const NOTE: &str = "tablesdb.hall.tables.notes.rows";

#[tokio::test]
async fn readers_hear_of_every_write_and_of_nothing_that_changed_nothing() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut reader = Socket::listening(&town, &ben, &[NOTE]).await;
    let mut stranger = Socket::listening(&town, &ana, &["rows"]).await;
    let key = town.key();
    let path = format!("{NOTES}/n1");

    let made = shared(&key, "n1", &["read(\"user:ben\")"]).await;
    assert_eq!(reader.event(&format!("{NOTE}.n1.create")).await["payload"], made);
    key.patch(&path, json!({ "data": { "title": "n1" } })).await.ok(200);
    key.patch(&path, json!({ "data": { "nope": 1 } })).await.refused(400, "row_invalid_structure");
    let changed = key.patch(&path, json!({ "data": { "stars": 1 } })).await.ok(200);
    assert_eq!(reader.event(&format!("{NOTE}.n1.update")).await["payload"], changed);
    let changed = key.put(&path, json!({ "data": { "stars": 2 } })).await.ok(200);
    assert_eq!(reader.event(&format!("{NOTE}.n1.upsert")).await["payload"], changed);
    key.delete(&path).await.ok(204);
    assert_eq!(reader.event(&format!("{NOTE}.n1.delete")).await["payload"], changed, "as it was");

    shared(&key, "n2", &[]).await;
    reader.hears_nothing().await;
    stranger.hears_nothing().await;
}

#[tokio::test]
async fn without_row_security_a_rows_own_readers_hear_nothing() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.key().put("/tablesdb/hall/tables/board", json!({ "permissions": [] })).await.ok(200);
    let mut socket = Socket::listening(&town, &ana, &["rows"]).await;
    let body = json!({ "rowId": "b1", "data": { "text": "x" }, "permissions": ["read(\"any\")"] });
    town.key().post(BOARD, body).await.ok(201);
    socket.hears_nothing().await;
    let pair = json!({ "rowId": "p1", "data": { "one": "a", "two": "b" }, "permissions": ["read(\"any\")"] });
    town.key().post(PAIRS, pair).await.ok(201);
    socket.event("tablesdb.hall.tables.pairs.rows.p1.create").await;
}
