//! `/databases/:db/collections/:collection/documents`: the same rows in the words of the older family.

use std::time::Duration;

use appwrite::Query;
use serde_json::{Value, json};

use super::{NOTES, note};
use crate::{
    realtime::socket::Socket,
    town::{START, Somebody, Town},
};

const DOCUMENTS: &str = "/databases/hall/collections/notes/documents";
const PAIRS: &str = "/databases/hall/collections/pairs/documents";

fn ids(list: &Value) -> Vec<&str> {
    list["documents"].as_array().unwrap().iter().map(|row| row["$id"].as_str().unwrap()).collect()
}

async fn document(somebody: &Somebody, id: &str) -> Value {
    somebody.post(DOCUMENTS, json!({ "documentId": id, "data": { "title": id } })).await.ok(201)
}

#[tokio::test]
async fn a_document_is_a_row_under_other_names() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let expected = json!({
        "$id": "n1", "$sequence": "1", "$collectionId": "notes", "$databaseId": "hall",
        "$createdAt": START, "$updatedAt": START,
        "$permissions": ["read(\"user:ana\")", "update(\"user:ana\")", "delete(\"user:ana\")"],
        "title": "n1", "stars": null, "due": null,
    });
    assert_eq!(document(&ana, "n1").await, expected);
    let path = format!("{DOCUMENTS}/n1");
    assert_eq!(ana.get(&path).await.ok(200), expected);
    let row = ana.get(&format!("{NOTES}/n1")).await.ok(200);
    assert_eq!((&row["$tableId"], row.get("$collectionId")), (&json!("notes"), None));

    note(&ana, "n2", "x").await.ok(201);
    let list = ana.list(DOCUMENTS, &[Query::order_desc("$createdAt")]).await.ok(200);
    assert_eq!((ids(&list), &list["total"], list.get("rows")), (vec!["n2", "n1"], &json!(2), None));

    assert_eq!(ana.patch(&path, json!({ "data": { "stars": 1 } })).await.ok(200)["stars"], 1);
    assert_eq!(ana.put(&path, json!({ "data": { "stars": 2 } })).await.ok(200)["$collectionId"], "notes");
    assert_eq!(ana.patch(&format!("{path}/stars/increment"), json!({})).await.ok(200)["stars"], 3);
    assert_eq!(ana.patch(&format!("{path}/stars/decrement"), json!({})).await.ok(200)["stars"], 2);
    ana.delete(&path).await.ok(204);
    ana.get(&format!("{NOTES}/n1")).await.refused(404, "row_not_found");
}

#[tokio::test]
async fn many_documents_go_by_their_own_name() {
    let town = Town::new().await;
    let key = town.key();
    let made = key.post(
        DOCUMENTS,
        json!({ "documents": [{ "$id": "n1", "title": "x" }, { "$id": "n2", "title": "y" }] }),
    );
    assert_eq!(ids(&made.await.ok(201)), ["n1", "n2"]);
    let written = key.put(DOCUMENTS, json!({ "documents": [{ "$id": "n1", "stars": 1 }] })).await.ok(200);
    assert_eq!(written["documents"][0]["$collectionId"], "notes");
    assert_eq!(key.patch(DOCUMENTS, json!({ "data": { "stars": 2 } })).await.ok(200)["total"], 2);
    assert_eq!(ids(&key.delete(DOCUMENTS).await.ok(200)), ["n1", "n2"]);
    key.post(DOCUMENTS, json!({ "rows": [{ "title": "x" }] })).await.refused(400, "document_missing_data");
    let ana = town.user("ana").await;
    let many = json!({ "documents": [{ "title": "x" }] });
    ana.post(DOCUMENTS, many).await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn every_refusal_is_in_the_older_words() {
    let town = Town::new().await;
    let (key, ana) = (town.key(), town.user("ana").await);
    document(&ana, "n1").await;
    let path = format!("{DOCUMENTS}/n1");
    let words = ana.get(&format!("{DOCUMENTS}/none")).await.refused(404, "document_not_found");
    assert_eq!(words, "Document with the requested ID could not be found.");
    town.guest().get(&path).await.refused(404, "document_not_found");
    let absent = "/databases/hall/collections/none/documents";
    let words = ana.get(absent).await.refused(404, "collection_not_found");
    assert_eq!(words, "Collection with the requested ID could not be found.");
    ana.get("/databases/none/collections/notes/documents").await.refused(404, "database_not_found");

    let with = |data: Value| json!({ "documentId": "n1", "data": data });
    ana.post(DOCUMENTS, with(json!({ "title": "x" }))).await.refused(409, "document_already_exists");
    let words = ana.post(DOCUMENTS, with(json!({ "x": 1 }))).await.refused(400, "document_invalid_structure");
    assert_eq!(words, "Invalid document structure: Missing required attribute \"title\"");
    ana.post(DOCUMENTS, with(json!({}))).await.refused(400, "document_missing_data");
    ana.post(DOCUMENTS, json!({ "rowId": "n2", "data": { "title": "x" } }))
        .await
        .refused(400, "document_missing_data");
    ana.patch(&path, json!({})).await.refused(400, "document_missing_payload");
    town.pass(Duration::from_secs(5));
    ana.patch(&path, json!({ "data": { "stars": 1 } })).await.ok(200);
    let old = ana.with("x-appwrite-timestamp", START);
    old.patch(&path, json!({ "data": { "stars": 2 } })).await.refused(409, "document_update_conflict");
    town.guest().patch(&path, json!({ "data": { "stars": 2 } })).await.refused(401, "user_unauthorized");
    let words = ana.patch(&format!("{path}/stars/increment"), json!({ "max": 1 })).await;
    assert_eq!(
        words.refused(400, "attribute_limit_exceeded"),
        "Attribute \"stars\" has reached the maximum value of 1"
    );
    ana.patch(&format!("{path}/nope/increment"), json!({})).await.refused(404, "attribute_not_found");
    ana.patch(&format!("{path}/title/increment"), json!({})).await.refused(400, "attribute_type_invalid");

    let pair = || json!({ "documentId": "unique()", "data": { "one": "ana", "two": "ben" } });
    key.post(PAIRS, pair()).await.ok(201);
    key.post(PAIRS, pair()).await.refused(409, "document_unique_constraint_violation");
    ana.post(PAIRS, pair()).await.refused(401, "user_unauthorized");
    let bad = ana.get(&format!("{DOCUMENTS}/-")).await.refused(400, "general_argument_invalid");
    assert!(bad.starts_with("Invalid `documentId` param"), "{bad}");
    let unknown = ana.list(DOCUMENTS, &[Query::equal("nope", 1)]).await;
    unknown.refused(400, "general_query_invalid");
}

#[tokio::test]
async fn whoever_listens_hears_of_it_as_it_was_answered() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["rows"]).await;
    let made = document(&ana, "n1").await;
    assert_eq!(socket.event("tablesdb.hall.tables.notes.rows.n1.create").await["payload"], made);
}
