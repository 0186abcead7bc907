//! `/tablesdb/:db/tables`.

use appwrite::Query;
use serde_json::json;

use crate::{
    tables::row::{NOTES, note},
    town::{START, Town},
};

#[tokio::test]
async fn a_table_is_made_with_its_columns_and_indexes_or_not_at_all() {
    let town = Town::new().await;
    let key = town.key();
    let body = json!({
        "tableId": "pets", "name": "Pets", "permissions": ["write(\"users\")"], "rowSecurity": true,
        "columns": [{ "key": "name", "type": "varchar", "size": 32, "required": true }],
        "indexes": [{ "key": "by-name", "type": "key", "attributes": ["name"], "orders": ["DESC"] }],
    });
    let made = key.post("/tablesdb/hall/tables", body.clone()).await.ok(201);
    assert_eq!(made["$permissions"], json!(["create(\"users\")", "update(\"users\")", "delete(\"users\")"]));
    assert_eq!((&made["databaseId"], &made["enabled"]), (&json!("hall"), &json!(true)));
    let column = json!({
        "key": "name", "type": "varchar", "status": "available", "error": "", "required": true, "array": false,
        "$createdAt": START, "$updatedAt": START, "size": 32, "default": null, "encrypt": null,
    });
    assert_eq!(made["columns"], json!([column]));
    let index = json!({
        "$id": "by-name", "$createdAt": START, "$updatedAt": START, "key": "by-name", "type": "key",
        "status": "available", "error": "", "columns": ["name"], "lengths": [], "orders": ["DESC"],
    });
    assert_eq!(made["indexes"], json!([index]));
    assert!(made["bytesMax"].as_u64() > made["bytesUsed"].as_u64());
    assert_eq!(key.get("/tablesdb/hall/tables/pets").await.ok(200), made);
    key.post("/tablesdb/hall/tables", body).await.refused(409, "table_already_exists");

    let bad = json!({
        "tableId": "cars", "name": "Cars",
        "columns": [{ "key": "name", "type": "varchar", "size": 32, "required": true, "default": "x" }],
    });
    key.post("/tablesdb/hall/tables", bad).await.refused(400, "general_argument_invalid");
    key.get("/tablesdb/hall/tables/cars").await.refused(404, "table_not_found");
}

#[tokio::test]
async fn tables_are_listed_within_their_database() {
    let town = Town::new().await;
    let key = town.key();
    key.post("/tablesdb", json!({ "databaseId": "inn", "name": "Inn" })).await.ok(201);
    key.post("/tablesdb/inn/tables", json!({ "tableId": "notes", "name": "Bills" })).await.ok(201);
    let list = key.get("/tablesdb/inn/tables").await.ok(200);
    assert_eq!((&list["total"], &list["tables"][0]["name"]), (&json!(1), &json!("Bills")));
    let after = [Query::cursor_after("notes"), Query::limit(1)];
    let list = key.list("/tablesdb/hall/tables", &after).await.ok(200);
    assert_eq!((&list["total"], &list["tables"][0]["$id"]), (&json!(3), &json!("board")));
    let foreign = [Query::cursor_after("board")];
    key.list("/tablesdb/inn/tables", &foreign).await.refused(400, "general_cursor_not_found");
    key.get("/tablesdb/none/tables").await.refused(404, "database_not_found");
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let town = Town::new().await;
    let key = town.key();
    let path = "/tablesdb/hall/tables/notes";
    let changed = key.put(path, json!({ "name": "Letters" })).await.ok(200);
    assert_eq!((&changed["name"], &changed["rowSecurity"]), (&json!("Letters"), &json!(true)));
    assert_eq!(changed["$permissions"], json!(["create(\"users\")"]));
    let changed = key.put(path, json!({ "permissions": [], "enabled": false })).await.ok(200);
    assert_eq!((&changed["name"], &changed["$permissions"]), (&json!("Letters"), &json!([])));
    town.guest().get(NOTES).await.refused(404, "table_not_found");
    note(&key, "n1", "x").await.ok(201);
}

#[tokio::test]
async fn a_deleted_table_takes_its_rows_along() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "x").await.ok(201);
    let path = "/tablesdb/hall/tables/notes";
    key.delete(path).await.ok(204);
    key.get(path).await.refused(404, "table_not_found");
    key.get(NOTES).await.refused(404, "table_not_found");
    let body = json!({ "tableId": "notes", "name": "New", "columns": [{ "key": "title", "type": "text" }] });
    key.post("/tablesdb/hall/tables", body).await.ok(201);
    assert_eq!(key.get(NOTES).await.ok(200)["total"], 0);
    note(&key, "n1", "x").await.ok(201);
}
