//! `POST …/rows`.

use std::time::Duration;

use serde_json::{Value, json};

use super::{BOARD, NOTES, PAIRS, note};
use crate::town::{START, Town};

#[tokio::test]
async fn a_row_has_every_column_and_belongs_to_its_maker() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let row = note(&ana, "n1", "Hello").await.ok(201);
    let expected = json!({
        "$id": "n1", "$sequence": "1", "$tableId": "notes", "$databaseId": "hall",
        "$createdAt": START, "$updatedAt": START,
        "$permissions": ["read(\"user:ana\")", "update(\"user:ana\")", "delete(\"user:ana\")"],
        "title": "Hello", "stars": null, "due": null,
    });
    assert_eq!(row, expected);
    assert_eq!(town.restarted().await.key().get(&format!("{NOTES}/n1")).await.ok(200), expected);
}

#[tokio::test]
async fn a_key_gives_no_permissions_unless_it_names_them() {
    let town = Town::new().await;
    assert_eq!(note(&town.key(), "n1", "x").await.ok(201)["$permissions"], json!([]));
    let named = json!(["read(\"user:nobody\")", "write(\"user:ana\")", "read(\"user:nobody\")"]);
    let body = json!({ "rowId": "unique()", "data": "{\"title\":\"text\"}", "permissions": named });
    let row = town.key().post(NOTES, body).await.ok(201);
    assert_eq!(row["$id"].as_str().unwrap().len(), 20);
    assert_eq!(row["title"], "text");
    let spelled_out = ["read(\"user:nobody\")", "update(\"user:ana\")", "delete(\"user:ana\")"];
    assert_eq!(row["$permissions"], json!(spelled_out));
}

#[tokio::test]
async fn people_may_only_give_what_they_hold_and_only_where_they_may_create() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let to = |role: &str| json!({ "rowId": "n1", "data": { "title": "x" }, "permissions": [format!("read(\"{role}\")")] });
    let words = ana.post(NOTES, to("user:ben")).await.refused(401, "user_unauthorized");
    assert!(words.starts_with("Permissions must be one of: (") && words.contains("user:ana"), "{words}");
    ana.post(NOTES, to("users")).await.ok(201);

    let pair = json!({ "rowId": "p1", "data": { "one": "ana", "two": "ben" } });
    let words = ana.post(PAIRS, pair.clone()).await.refused(401, "user_unauthorized");
    assert_eq!(words, "No permissions provided for action 'create'");
    town.guest().post(PAIRS, pair).await.refused(401, "user_unauthorized");
    let words = note(&town.guest(), "n2", "x").await.refused(401, "user_unauthorized");
    assert!(words.starts_with("Missing \"create\" permission for role \"guests\"."), "{words}");
    assert_eq!(town.key().get(PAIRS).await.ok(200)["total"], 0);
}

#[tokio::test]
async fn the_same_id_or_the_same_pair_is_refused_by_its_own_name() {
    let town = Town::new().await;
    let key = town.key();
    let pair = |id: &str, one: &str| json!({ "rowId": id, "data": { "one": one, "two": "ben" } });
    key.post(PAIRS, pair("p1", "ana")).await.ok(201);
    key.post(PAIRS, pair("p1", "cy")).await.refused(409, "row_already_exists");
    key.post(PAIRS, pair("p1", "ana")).await.refused(409, "row_already_exists");
    let words = key.post(PAIRS, pair("p2", "ana")).await.refused(409, "row_unique_constraint_violation");
    assert!(!words.contains("with the requested ID"), "{words}");
    assert_eq!(key.get(PAIRS).await.ok(200)["total"], 1);
}

#[tokio::test]
async fn what_is_missing_is_asked_for() {
    let town = Town::new().await;
    let key = town.key();
    key.post(NOTES, json!({ "data": { "title": "x" } })).await.refused(400, "row_missing_data");
    key.post(NOTES, json!({ "rowId": "n1" })).await.refused(400, "row_missing_data");
    key.post(NOTES, json!({ "rowId": "n1", "data": {} })).await.refused(400, "row_missing_data");
    let words = key.post(NOTES, json!({ "rowId": "n1", "data": 5 })).await;
    assert_eq!(
        words.refused(400, "general_argument_invalid"),
        "Invalid `data` param: Value must be a valid JSON object"
    );
    note(&key, "-bad", "x").await.refused(400, "general_argument_invalid");
    let create = json!({ "rowId": "n1", "data": { "title": "x" }, "permissions": ["create(\"users\")"] });
    key.post(NOTES, create).await.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn data_must_fit_the_columns() {
    let town = Town::new().await;
    let key = town.key();
    let refusal = async |data: Value| {
        let words = key.post(NOTES, json!({ "rowId": "n1", "data": data })).await;
        let words = words.refused(400, "row_invalid_structure");
        words.strip_prefix("Invalid document structure: ").unwrap().to_owned()
    };
    assert_eq!(refusal(json!({ "stars": 1 })).await, "Missing required attribute \"title\"");
    assert_eq!(refusal(json!({ "title": null, "stars": 1 })).await, "Missing required attribute \"title\"");
    assert_eq!(refusal(json!({ "title": "x", "y": 1 })).await, "Unknown attribute: \"y\"");
    let too_long = "Attribute \"title\" has invalid type. \
        Value must be a valid string and no longer than 64 chars";
    assert_eq!(refusal(json!({ "title": "é".repeat(65) })).await, too_long);
    assert_eq!(refusal(json!({ "title": 5 })).await, too_long);
    assert_eq!(
        refusal(json!({ "title": "x", "stars": "5" })).await,
        "Attribute \"stars\" has invalid type. Value must be a valid integer"
    );
    assert_eq!(
        refusal(json!({ "title": "x", "stars": 6 })).await,
        "Attribute \"stars\" has invalid format. Value must be a valid range between 0 and 5"
    );
    let words = refusal(json!({ "title": "x", "due": "16/01/2024 12:00:00AM" })).await;
    assert!(words.starts_with("Attribute \"due\" has invalid type. Value must be valid date"), "{words}");

    let row = json!({ "title": "é".repeat(64), "stars": 5, "due": "1975-06-12 14:12:55+02:00" });
    let row = key.post(NOTES, json!({ "rowId": "n1", "data": row })).await.ok(201);
    assert_eq!(row["due"], "1975-06-12T12:12:55.000+00:00");
}

#[tokio::test]
async fn a_key_may_say_when_a_row_was_made_and_a_person_may_not() {
    let town = Town::new().await;
    let then = "2026-05-25T08:00:00.000+00:00";
    let body = |id: &str| {
        let data = json!({
            "title": "x", "$createdAt": then, "$updatedAt": then, "$id": "other", "$sequence": "9",
            "$permissions": ["read(\"any\")"], "$tableId": "t", "$databaseId": "d",
        });
        json!({ "rowId": id, "data": data })
    };
    town.pass(Duration::from_secs(60));
    let row = town.key().post(NOTES, body("n1")).await.ok(201);
    assert_eq!((row["$createdAt"].as_str(), row["$updatedAt"].as_str()), (Some(then), Some(then)));
    assert_eq!((row["$id"].as_str(), &row["$permissions"]), (Some("n1"), &json!([])));
    let row = town.user("ana").await.post(NOTES, body("n2")).await.ok(201);
    assert_eq!(row["$createdAt"], town.now().to_string());
    let bad = json!({ "rowId": "n3", "data": { "title": "x", "$createdAt": "soon" } });
    town.key().post(NOTES, bad).await.refused(400, "row_invalid_structure");
}

#[tokio::test]
async fn a_table_that_is_not_there_says_so() {
    let town = Town::new().await;
    let body = || json!({ "rowId": "n1", "data": { "title": "x" } });
    let key = town.key();
    key.post("/tablesdb/hall/tables/none/rows", body()).await.refused(404, "table_not_found");
    key.post("/tablesdb/none/tables/notes/rows", body()).await.refused(404, "database_not_found");
    key.post("/tablesdb/hall/tables/-/rows", body()).await.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn numbers_of_rows_are_never_used_twice() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let post = async |id: &str| {
        let row = ana.post(BOARD, json!({ "rowId": id, "data": { "text": "x" } })).await.ok(201);
        row["$sequence"].as_str().unwrap().to_owned()
    };
    assert_eq!(post("a").await, "1");
    ana.delete(&format!("{BOARD}/a")).await.ok(204);
    assert_eq!(post("a").await, "2");
}

#[tokio::test]
async fn permissions_are_kept_as_they_are_meant_and_refused_when_they_mean_nothing() {
    let town = Town::new().await;
    let key = town.key();
    let create = async |id: &str, permissions: Value| {
        key.post(NOTES, json!({ "rowId": id, "data": { "title": "x" }, "permissions": permissions })).await
    };
    let every_role = json!([
        "read(\"any\")",
        "read(\"guests\")",
        "read(\"users/verified\")",
        "read(\"user:nobody/unverified\")",
        "read(\"team:t/owner\")",
        "read(\"member:m\")",
        "read(\"label:vip\")",
    ]);
    assert_eq!(create("n1", every_role.clone()).await.ok(201)["$permissions"], every_role);
    for bad in [
        json!("read(\"any\")"),
        json!([5]),
        json!(["read(any)"]),
        json!(["look(\"any\")"]),
        json!(["read(\"*\")"]),
        json!(["read(\"user:\")"]),
        json!(["read(\"somebody\")"]),
        json!([format!("read(\"user:{}\")", "a".repeat(37))]),
        json!((0..101).map(|at| format!("read(\"user:u{at}\")")).collect::<Vec<_>>()),
    ] {
        create("n2", bad).await.refused(400, "general_argument_invalid");
    }
    assert_eq!(key.get(NOTES).await.ok(200)["total"], 1);
}
