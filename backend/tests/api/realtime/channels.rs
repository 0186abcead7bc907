//! Which channels a change is heard on: those the SDK's helpers spell, and no others.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::socket::Socket;
use crate::{presences::said_for, storage, town::Town};

/// As the SDK spells them, and what is never published.
const CHANNELS: [&str; 40] = [
    "presences",
    "presences.upsert",
    "presences.ben",
    "presences.ben.upsert",
    "presences.ben.update",
    "presences.ben.delete",
    "presences.ben.create",
    "presences.cid",
    "rows",
    "rows.create",
    "rows.bogus",
    "documents",
    "documents.update",
    "tablesdb.hall.tables.notes.rows",
    "tablesdb.hall.tables.notes.rows.create",
    "tablesdb.hall.tables.notes.rows.update",
    "tablesdb.hall.tables.notes.rows.upsert",
    "tablesdb.hall.tables.notes.rows.delete",
    "tablesdb.hall.tables.notes.rows.n1",
    "tablesdb.hall.tables.notes.rows.n1.delete",
    "tablesdb.hall.tables.board.rows",
    "databases.hall.tables.notes.rows",
    "databases.hall.collections.notes.documents.n1",
    "databases.hall",
    "tables",
    "collections",
    "files",
    "files.create",
    "buckets",
    "buckets.pictures",
    "buckets.pictures.files",
    "buckets.pictures.files.cat",
    "buckets.pictures.files.cat.delete",
    "account",
    "account.create",
    "account.update",
    "functions",
    "executions",
    "*",
    "",
];

/// A socket with a subscription for each channel.
async fn all_ears(socket: &mut Socket) {
    let items: Vec<Value> = CHANNELS
        .iter()
        .enumerate()
        .map(|(at, channel)| json!({ "subscriptionId": format!("c{at}"), "channels": [channel] }))
        .collect();
    socket.ask("subscribe", json!(items)).await;
}

/// The channels on which the next event was heard.
async fn heard(socket: &mut Socket) -> BTreeSet<&'static str> {
    let event = socket.expect("event").await;
    let ids = event["subscriptions"].as_array().unwrap().iter();
    ids.map(|id| CHANNELS[id.as_str().unwrap()[1..].parse::<usize>().unwrap()]).collect()
}

#[tokio::test]
async fn a_presence_is_heard_on_its_channels_and_by_what_was_done() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::of(&town, &ana).await;
    all_ears(&mut socket).await;
    let mut said = said_for("ben", &["users"]);
    town.key().put("/presences/ben", said.clone()).await.ok(200);
    let expected = ["presences", "presences.upsert", "presences.ben", "presences.ben.upsert"];
    assert_eq!(heard(&mut socket).await, BTreeSet::from(expected));
    said["status"] = json!("away");
    town.key().patch("/presences/ben", said).await.ok(200);
    let expected = ["presences", "presences.ben", "presences.ben.update"];
    assert_eq!(heard(&mut socket).await, BTreeSet::from(expected));
    town.key().delete("/presences/ben").await.ok(204);
    let expected = ["presences", "presences.ben", "presences.ben.delete"];
    assert_eq!(heard(&mut socket).await, BTreeSet::from(expected));
    socket.hears_nothing().await;
}

#[tokio::test]
async fn a_row_is_heard_under_all_the_names_its_table_has_had() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    all_ears(&mut socket).await;
    let always = [
        "rows",
        "documents",
        "tablesdb.hall.tables.notes.rows",
        "tablesdb.hall.tables.notes.rows.n1",
        "databases.hall.tables.notes.rows",
        "databases.hall.collections.notes.documents.n1",
    ];
    let with = |more: &[&'static str]| always.iter().chain(more).copied().collect::<BTreeSet<&str>>();
    let rows = "/tablesdb/hall/tables/notes/rows";
    ana.post(rows, json!({ "rowId": "n1", "data": { "title": "a" } })).await.ok(201);
    let created = with(&["rows.create", "tablesdb.hall.tables.notes.rows.create"]);
    assert_eq!(heard(&mut socket).await, created);
    ana.patch(&format!("{rows}/n1"), json!({ "data": { "title": "b" } })).await.ok(200);
    let updated = with(&["documents.update", "tablesdb.hall.tables.notes.rows.update"]);
    assert_eq!(heard(&mut socket).await, updated);
    ana.put(&format!("{rows}/n1"), json!({ "data": { "title": "c" } })).await.ok(200);
    assert_eq!(heard(&mut socket).await, with(&["tablesdb.hall.tables.notes.rows.upsert"]));
    ana.delete(&format!("{rows}/n1")).await.ok(204);
    let deleted =
        with(&["tablesdb.hall.tables.notes.rows.delete", "tablesdb.hall.tables.notes.rows.n1.delete"]);
    assert_eq!(heard(&mut socket).await, deleted);
    socket.hears_nothing().await;
}

#[tokio::test]
async fn a_file_and_an_account_are_heard_on_theirs() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    all_ears(&mut socket).await;
    storage::store(&ana, "cat", storage::picture(9), None).await.ok(201);
    let expected = ["files", "files.create", "buckets.pictures.files", "buckets.pictures.files.cat"];
    assert_eq!(heard(&mut socket).await, BTreeSet::from(expected));
    ana.delete(&format!("{}/cat", storage::FILES)).await.ok(204);
    let expected = [
        "files",
        "buckets.pictures.files",
        "buckets.pictures.files.cat",
        "buckets.pictures.files.cat.delete",
    ];
    assert_eq!(heard(&mut socket).await, BTreeSet::from(expected));
    ana.patch("/account/name", json!({ "name": "Ana" })).await.ok(200);
    assert_eq!(heard(&mut socket).await, BTreeSet::from(["account", "account.update"]));
    socket.hears_nothing().await;
}
