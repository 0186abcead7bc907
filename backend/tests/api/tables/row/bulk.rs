//! Many rows at once.

use std::time::Duration;

use appwrite::Query;
use serde_json::{Value, json};

use super::{NOTES, PAIRS, ids, note, shared};
use crate::{
    realtime::socket::Socket,
    town::{START, Somebody, Town},
};

const NOTE: &str = "tablesdb.hall.tables.notes.rows";

/// `DELETE …/rows` with what the SDKs send as its body.
async fn delete_found(somebody: &Somebody, queries: &[Query]) -> crate::town::Answer {
    let queries: Vec<String> = queries.iter().map(ToString::to_string).collect();
    let request = somebody.request(reqwest::Method::DELETE, NOTES).json(&json!({ "queries": queries }));
    Somebody::answer(request).await
}

async fn count(key: &Somebody) -> Value {
    key.get(NOTES).await.ok(200)["total"].clone()
}

#[tokio::test]
async fn many_rows_are_made_together_each_with_its_own_id_and_permissions() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let rows = json!([
        { "$id": "n1", "title": "one", "$permissions": ["read(\"user:ana\")"] },
        { "title": "two" },
        { "$id": "unique()", "title": "three", "$createdAt": "2026-05-25T08:00:00.000+00:00" },
        "{\"$id\":\"n4\",\"title\":\"four\",\"stars\":4}",
    ]);
    let made = town.key().post(NOTES, json!({ "rows": rows })).await.ok(201);
    assert_eq!(made["total"], 4);
    assert_eq!((ids(&made)[0], ids(&made)[3]), ("n1", "n4"));
    let expected = json!({
        "$id": "n1", "$sequence": "1", "$tableId": "notes", "$databaseId": "hall",
        "$createdAt": START, "$updatedAt": START, "$permissions": ["read(\"user:ana\")"],
        "title": "one", "stars": null, "due": null,
    });
    assert_eq!(made["rows"][0], expected);
    assert_eq!((made["rows"][1]["$id"].as_str().unwrap().len(), ids(&made)[2].len()), (20, 20));
    assert_eq!(made["rows"][1]["$permissions"], json!([]));
    assert_eq!(made["rows"][2]["$createdAt"], "2026-05-25T08:00:00.000+00:00");
    assert_eq!(town.key().get(NOTES).await.ok(200), made);
    assert_eq!(ids(&ana.get(NOTES).await.ok(200)), ["n1"]);
}

#[tokio::test]
async fn one_row_that_cannot_be_undoes_all() {
    let town = Town::new().await;
    let key = town.key();
    shared(&key, "there", &[]).await;
    let with = |last: Value| json!({ "rows": [{ "$id": "n1", "title": "x" }, last] });
    let unfit = key.post(NOTES, with(json!({ "stars": 1 }))).await;
    assert_eq!(
        unfit.refused(400, "row_invalid_structure"),
        "Invalid document structure: Missing required attribute \"title\""
    );
    for twin in ["there", "n1"] {
        let taken = with(json!({ "$id": twin, "title": "x" }));
        key.post(NOTES, taken).await.refused(409, "row_already_exists");
    }
    assert_eq!(count(&key).await, 1);
    let pairs = json!({ "rows": [{ "one": "ana", "two": "ben" }, { "one": "ana", "two": "ben" }] });
    key.post(PAIRS, pairs).await.refused(409, "row_unique_constraint_violation");
    let unfit = json!({ "rows": [{ "$id": "there", "title": "y" }, { "$id": "n2" }] });
    key.put(NOTES, unfit).await.refused(400, "row_invalid_structure");
    assert_eq!(key.get(NOTES).await.ok(200)["rows"][0]["title"], "there");
}

#[tokio::test]
async fn only_keys_write_many() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    for somebody in [&ana, &town.guest()] {
        let rows = || json!({ "rows": [{ "$id": "n1", "title": "y" }] });
        somebody.post(NOTES, rows()).await.refused(401, "general_unauthorized_scope");
        somebody.put(NOTES, rows()).await.refused(401, "general_unauthorized_scope");
        let data = json!({ "data": { "title": "y" } });
        somebody.patch(NOTES, data).await.refused(401, "general_unauthorized_scope");
        somebody.delete(NOTES).await.refused(401, "general_unauthorized_scope");
    }
    assert_eq!(ana.get(NOTES).await.ok(200)["rows"][0]["title"], "x");
}

#[tokio::test]
async fn what_belongs_to_a_single_row_is_not_taken_for_many() {
    let town = Town::new().await;
    let key = town.key();
    let rows = || json!([{ "title": "x" }]);
    for other in [
        json!({ "data": { "title": "x" } }),
        json!({ "rowId": "n1" }),
        json!({ "permissions": ["read(\"any\")"] }),
    ] {
        let mut body = other.clone();
        body["rows"] = rows();
        key.post(NOTES, body).await.refused(400, "general_bad_request");
    }
    key.post(NOTES, json!({ "rows": [] })).await.refused(400, "row_missing_data");
    let none = json!({ "rows": [], "rowId": "n1", "data": { "title": "x" } });
    key.post(NOTES, none).await.ok(201);
    key.delete(&format!("{NOTES}/n1")).await.ok(204);
    for bad in [
        json!("x"),
        json!([5]),
        json!([{ "$id": "-", "title": "x" }]),
        json!(vec![json!({ "title": "x" }); 101]),
    ] {
        key.post(NOTES, json!({ "rows": bad })).await.refused(400, "general_argument_invalid");
        key.put(NOTES, json!({ "rows": bad })).await.refused(400, "general_argument_invalid");
    }
    key.put(NOTES, json!({})).await.refused(400, "general_argument_invalid");
    let create = json!({ "rows": [{ "title": "x", "$permissions": ["create(\"any\")"] }] });
    key.post(NOTES, create).await.refused(400, "general_bad_request");
    assert_eq!(count(&key).await, 0);
}

#[tokio::test]
async fn rows_are_made_or_changed_as_they_are_there_or_not() {
    let town = Town::new().await;
    let key = town.key();
    shared(&key, "n1", &["read(\"any\")"]).await;
    town.pass(Duration::from_secs(5));
    let rows = json!([{ "$id": "n1", "stars": 1 }, { "$id": "n2", "title": "two" }]);
    let written = key.put(NOTES, json!({ "rows": rows })).await.ok(200);
    assert_eq!((written["total"].as_i64(), ids(&written)), (Some(2), vec!["n1", "n2"]));
    let (one, two) = (&written["rows"][0], &written["rows"][1]);
    assert_eq!((&one["title"], &one["stars"]), (&json!("n1"), &json!(1)));
    assert_eq!(one["$permissions"], json!(["read(\"any\")"]), "kept");
    assert_eq!(
        (one["$createdAt"].as_str(), one["$updatedAt"].as_str()),
        (Some(START), Some(&*town.now().to_string()))
    );
    assert_eq!((&two["title"], &two["$permissions"]), (&json!("two"), &json!([])));
}

#[tokio::test]
async fn a_change_reaches_every_row_that_is_found_and_no_other() {
    let town = Town::new().await;
    let key = town.key();
    let rows: Vec<_> =
        (0..100).map(|at| json!({ "$id": format!("n{at}"), "title": "old", "stars": at % 2 })).collect();
    key.post(NOTES, json!({ "rows": rows })).await.ok(201);
    shared(&key, "new", &["read(\"any\")"]).await;
    town.pass(Duration::from_secs(5));

    let odd = json!({ "data": { "title": "odd" }, "queries": [Query::equal("stars", 1).to_string()] });
    let changed = key.patch(NOTES, odd).await.ok(200);
    assert_eq!((&changed["total"], ids(&changed).len()), (&json!(50), 50), "more than a page");
    assert!(changed["rows"].as_array().unwrap().iter().all(|row| row["title"] == "odd"));
    assert_eq!(key.list(NOTES, &[Query::equal("title", "old")]).await.ok(200)["total"], 50);

    let two = json!({ "data": { "stars": 5 }, "queries": [Query::limit(2).to_string()] });
    assert_eq!(ids(&key.patch(NOTES, two).await.ok(200)), ["n0", "n1"]);

    let all = json!({ "data": { "due": null, "$permissions": ["read(\"any\")"] } });
    let changed = key.patch(NOTES, all).await.ok(200);
    assert_eq!(
        (&changed["total"], ids(&changed).len()),
        (&json!(101), 100),
        "all are counted, the first are shown"
    );
    assert_eq!(town.guest().get(NOTES).await.ok(200)["total"], 101);
    let untouched = key.get(&format!("{NOTES}/new")).await.ok(200);
    assert_eq!(untouched["$updatedAt"], START, "nothing changed there");
}

#[tokio::test]
async fn a_change_that_one_row_cannot_take_changes_none() {
    let town = Town::new().await;
    let key = town.key();
    let pairs = json!({ "rows": [{ "$id": "p1", "one": "ana", "two": "ben" }, { "$id": "p2", "one": "cy", "two": "ben" }] });
    key.post(PAIRS, pairs).await.ok(201);
    let same = json!({ "data": { "one": "dan" } });
    key.patch(PAIRS, same).await.refused(409, "row_unique_constraint_violation");
    assert_eq!(key.get(&format!("{PAIRS}/p1")).await.ok(200)["one"], "ana");

    key.patch(PAIRS, json!({})).await.refused(400, "row_missing_payload");
    key.patch(PAIRS, json!({ "data": {} })).await.refused(400, "row_missing_payload");
    key.patch(PAIRS, json!({ "data": { "three": 1 } })).await.refused(400, "row_invalid_structure");
    let create = json!({ "data": { "$permissions": ["create(\"any\")"] } });
    key.patch(PAIRS, create).await.refused(400, "general_bad_request");
    let unknown = json!({ "data": { "one": "x" }, "queries": [Query::equal("three", 1).to_string()] });
    key.patch(PAIRS, unknown).await.refused(400, "general_query_invalid");

    town.pass(Duration::from_secs(5));
    key.patch(&format!("{PAIRS}/p2"), json!({ "data": { "one": "eve" } })).await.ok(200);
    let old = key.with("x-appwrite-timestamp", START);
    old.patch(PAIRS, json!({ "data": { "two": "fay" } })).await.refused(409, "row_update_conflict");
    assert_eq!(key.get(&format!("{PAIRS}/p1")).await.ok(200)["two"], "ben");
}

#[tokio::test]
async fn rows_that_are_found_are_deleted_and_told_as_they_were() {
    let town = Town::new().await;
    let key = town.key();
    let rows: Vec<_> =
        (0..30).map(|at| json!({ "$id": format!("n{at}"), "title": "x", "stars": at % 2 })).collect();
    key.post(NOTES, json!({ "rows": rows })).await.ok(201);
    let gone = delete_found(&key, &[Query::equal("stars", 1), Query::limit(1)]).await.ok(200);
    assert_eq!((ids(&gone), &gone["total"], &gone["rows"][0]["title"]), (vec!["n1"], &json!(1), &json!("x")));
    assert_eq!(delete_found(&key, &[Query::equal("stars", 1)]).await.ok(200)["total"], 14);
    assert_eq!(
        delete_found(&key, &[Query::equal("stars", 1)]).await.ok(200),
        json!({ "total": 0, "rows": [] })
    );
    delete_found(&key, &[Query::equal("nope", 1)]).await.refused(400, "general_query_invalid");
    assert_eq!(count(&key).await, 15);
    assert_eq!(key.delete(NOTES).await.ok(200)["total"], 15);
    assert_eq!(count(&key).await, 0);
}

#[tokio::test]
async fn every_row_is_heard_of_by_itself_and_what_failed_is_not() {
    let town = Town::new().await;
    let (key, ben) = (town.key(), town.user("ben").await);
    let mut socket = Socket::listening(&town, &ben, &["rows"]).await;
    let to_ben = json!(["read(\"user:ben\")"]);
    let row = |id: &str| json!({ "$id": id, "title": id, "$permissions": to_ben });
    let failed = json!({ "rows": [row("n1"), { "$id": "n2" }] });
    key.post(NOTES, failed).await.refused(400, "row_invalid_structure");
    let hidden = json!({ "$id": "n3", "title": "n3" });
    let made = key.post(NOTES, json!({ "rows": [row("n1"), hidden, row("n2")] })).await.ok(201);
    assert_eq!(socket.event(&format!("{NOTE}.n1.create")).await["payload"], made["rows"][0]);
    assert_eq!(socket.event(&format!("{NOTE}.n2.create")).await["payload"], made["rows"][2]);
    let first = json!({ "data": { "stars": 1 }, "queries": [Query::equal("$id", "n1").to_string()] });
    key.patch(NOTES, first).await.ok(200);
    socket.event(&format!("{NOTE}.n1.update")).await;
    key.patch(NOTES, json!({ "data": { "stars": 1 } })).await.ok(200);
    assert_eq!(socket.event(&format!("{NOTE}.n2.update")).await["payload"]["stars"], 1);
    key.put(NOTES, json!({ "rows": [{ "$id": "n1", "stars": 2 }] })).await.ok(200);
    socket.event(&format!("{NOTE}.n1.upsert")).await;
    key.delete(NOTES).await.ok(200);
    socket.event(&format!("{NOTE}.n1.delete")).await;
    socket.event(&format!("{NOTE}.n2.delete")).await;
    socket.hears_nothing().await;
}
