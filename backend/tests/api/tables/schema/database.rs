//! `/tablesdb`.

use appwrite::Query;
use serde_json::{Value, json};

use crate::{
    tables::row::{NOTES, note},
    town::{START, Town},
};

#[tokio::test]
async fn a_database_is_made_renamed_listed_and_deleted() {
    let town = Town::new().await;
    let key = town.key();
    let made = key.post("/tablesdb", json!({ "databaseId": "inn", "name": "Inn" })).await.ok(201);
    let expected = json!({
        "$id": "inn", "name": "Inn", "$createdAt": START, "$updatedAt": START,
        "enabled": true, "type": "tablesdb", "status": "ready",
    });
    assert_eq!(made, expected);
    key.post("/tablesdb", json!({ "databaseId": "inn", "name": "Inn" }))
        .await
        .refused(409, "database_already_exists");
    assert_eq!(key.get("/tablesdb/inn").await.ok(200), expected);
    assert_eq!(key.put("/tablesdb/inn", json!({ "name": "Tavern" })).await.ok(200)["name"], "Tavern");

    let ids = |list: Value| -> Vec<String> {
        list["databases"].as_array().unwrap().iter().map(|d| d["$id"].as_str().unwrap().into()).collect()
    };
    assert_eq!(ids(key.get("/tablesdb").await.ok(200)), ["hall", "inn"]);
    assert_eq!(ids(key.get("/tablesdb?search=TAV").await.ok(200)), ["inn"]);
    assert_eq!(ids(key.list("/tablesdb", &[Query::cursor_after("hall")]).await.ok(200)), ["inn"]);
    let wrong = key.list("/tablesdb", &[Query::equal("nope", 1)]).await;
    let words = wrong.refused(400, "general_argument_invalid");
    assert!(words.starts_with("Invalid `queries` param: Invalid query: Attribute not found"), "{words}");

    key.delete("/tablesdb/inn").await.ok(204);
    key.get("/tablesdb/inn").await.refused(404, "database_not_found");
}

#[tokio::test]
async fn deleting_a_database_takes_its_tables_and_rows_along() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "x").await.ok(201);
    key.delete("/tablesdb/hall").await.ok(204);
    key.get(NOTES).await.refused(404, "database_not_found");
    let town = town.restarted().await;
    assert_eq!(town.key().get(NOTES).await.ok(200)["total"], 0, "made anew, and empty");
}

#[tokio::test]
async fn a_disabled_database_is_gone_for_all_but_keys() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    town.key().put("/tablesdb/hall", json!({ "name": "Hall", "enabled": false })).await.ok(200);
    ana.get(NOTES).await.refused(404, "database_not_found");
    note(&ana, "n2", "x").await.refused(404, "database_not_found");
    assert_eq!(town.key().get(NOTES).await.ok(200)["total"], 1);
}

#[tokio::test]
async fn only_keys_define_anything() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for somebody in [ana, town.guest()] {
        for path in ["/tablesdb", "/tablesdb/hall/tables", "/tablesdb/hall/tables/notes/columns"] {
            somebody.get(path).await.refused(401, "general_unauthorized_scope");
        }
        somebody.delete("/tablesdb/hall").await.refused(401, "general_unauthorized_scope");
        somebody
            .put("/tablesdb/hall/tables/notes", json!({}))
            .await
            .refused(401, "general_unauthorized_scope");
    }
}
