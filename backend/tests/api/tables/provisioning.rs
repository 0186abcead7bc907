//! What `appwrite.config.json` describes is there when the backend has started, and what was there stays.

use backend::{Config, Deployment};
use serde_json::{Value, json};

use super::row::{NOTES, ids, note, shared};
use crate::town::Town;

/// The town's own description, with its table of notes as this makes it.
fn notes(change: impl FnOnce(&mut Value)) -> impl FnOnce(&mut Config) {
    let mut text: Value = serde_json::from_str(include_str!("../town.json")).unwrap();
    change(&mut text["tables"][0]);
    let deployment = Deployment::parse(&text.to_string()).unwrap();
    |config| config.deployment = deployment
}

/// A column of the notes.
fn column<'a>(table: &'a mut Value, key: &str) -> &'a mut Value {
    table["columns"].as_array_mut().unwrap().iter_mut().find(|column| column["key"] == key).unwrap()
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

#[tokio::test]
async fn a_first_start_makes_what_is_described_and_a_second_changes_nothing() {
    let town = Town::new().await;
    let table = town.key().get("/tablesdb/hall/tables/notes").await.ok(200);
    assert_eq!((&table["name"], &table["rowSecurity"]), (&json!("Notes"), &json!(true)));
    assert_eq!(table["$permissions"], json!(["create(\"users\")"]));
    let keys: Vec<&Value> = table["columns"].as_array().unwrap().iter().map(|c| &c["key"]).collect();
    assert_eq!(keys, ["title", "stars", "due"]);
    let town = town.restarted().await;
    assert_eq!(town.key().get("/tablesdb/hall/tables/notes").await.ok(200), table);
}

#[tokio::test]
async fn additions_are_made_without_losing_a_row() {
    let town = Town::new().await;
    note(&town.key(), "n1", &"x".repeat(64)).await.ok(201);
    let town = town
        .restarted_with(notes(|table| {
            table["name"] = "Letters".into();
            table["$permissions"] = json!(["read(\"any\")"]);
            table["rowSecurity"] = false.into();
            column(table, "title")["size"] = 128.into();
            push(
                &mut table["columns"],
                json!({ "key": "tags", "type": "varchar", "size": 8, "array": true }),
            );
            push(&mut table["indexes"], json!({ "key": "stars", "type": "unique", "columns": ["stars"] }));
        }))
        .await;

    let rows = town.guest().get(NOTES).await.ok(200);
    assert_eq!(ids(&rows), ["n1"]);
    assert_eq!(rows["rows"][0]["title"], "x".repeat(64));
    assert_eq!(rows["rows"][0]["tags"], Value::Null);

    let key = town.key();
    let row =
        |id: &str| json!({ "rowId": id, "data": { "title": "y".repeat(128), "tags": ["a"], "stars": 1 } });
    assert_eq!(key.post(NOTES, row("n2")).await.ok(201)["tags"], json!(["a"]));
    key.post(NOTES, row("n3")).await.refused(409, "row_unique_constraint_violation");
    assert_eq!(key.get("/tablesdb/hall/tables/notes").await.ok(200)["name"], "Letters");
}

#[tokio::test]
async fn what_would_lose_data_is_refused_by_name_and_changes_nothing() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "twelve chars").await.ok(201);
    note(&key, "n2", "twelve chars").await.ok(201);
    let before = key.get("/tablesdb/hall/tables/notes").await.ok(200);

    let refusal = async |change: fn(&mut Value)| {
        let words = town.refuses(notes(|table| {
            table["name"] = "Changed".into();
            change(table);
        }));
        words.await
    };
    let words = refusal(|table| column(table, "title")["type"] = "integer".into()).await;
    assert!(words.contains("table \"notes\"") && words.contains("column \"title\""), "{words}");
    assert!(words.contains("from varchar to integer"), "{words}");
    let words = refusal(|table| column(table, "title")["size"] = 11.into()).await;
    assert!(words.contains("column \"title\": its size cannot shrink to 11: a row holds 12"), "{words}");
    let words = refusal(|table| column(table, "title")["array"] = true.into()).await;
    assert!(words.contains("between one value and an array"), "{words}");
    let words = refusal(|table| {
        push(&mut table["indexes"], json!({ "key": "once", "type": "unique", "columns": ["title"] }));
    });
    let words = words.await;
    assert!(words.contains("index \"once\": Rows with the same values exist already."), "{words}");

    assert_eq!(key.get("/tablesdb/hall/tables/notes").await.ok(200), before);
    let town = town.restarted_with(notes(|table| column(table, "title")["size"] = 12.into())).await;
    assert_eq!(town.key().get(NOTES).await.ok(200)["total"], 2, "what fits may shrink");
}

#[tokio::test]
async fn what_the_description_does_not_mention_is_kept() {
    let town = Town::new().await;
    shared(&town.key(), "n1", &[]).await;
    town.key().patch(&format!("{NOTES}/n1"), json!({ "data": { "stars": 4 } })).await.ok(200);
    let town = town
        .restarted_with(notes(|table| {
            table["columns"].as_array_mut().unwrap().retain(|column| column["key"] != "stars");
            table["indexes"] = json!([]);
        }))
        .await;
    assert_eq!(town.key().get(&format!("{NOTES}/n1")).await.ok(200)["stars"], 4);
    let indexes = town.key().get("/tablesdb/hall/tables/notes/indexes").await.ok(200);
    assert_eq!(indexes["total"], 1);
}
