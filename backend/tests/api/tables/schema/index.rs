//! `/tablesdb/:db/tables/:table/indexes`.

use serde_json::{Value, json};

use crate::{
    tables::row::{NOTES, note},
    town::Town,
};

const INDEXES: &str = "/tablesdb/hall/tables/notes/indexes";

#[tokio::test]
async fn a_unique_index_forbids_a_second_row_with_the_same_values() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "x").await.ok(201);
    let body = json!({ "key": "once", "type": "unique", "columns": ["title", "stars"] });
    let index = key.post(INDEXES, body).await.ok(202);
    assert_eq!((&index["status"], &index["columns"]), (&json!("available"), &json!(["title", "stars"])));
    note(&key, "n2", "x").await.ok(201); // having no stars is not the same as having none
    let one = |id: &str| json!({ "rowId": id, "data": { "title": "x", "stars": 1 } });
    key.post(NOTES, one("n3")).await.ok(201);
    key.post(NOTES, one("n4")).await.refused(409, "row_unique_constraint_violation");
    key.delete(&format!("{INDEXES}/once")).await.ok(204);
    key.post(NOTES, one("n4")).await.ok(201);
    let again = json!({ "key": "once", "type": "unique", "columns": ["title", "stars"] });
    key.post(INDEXES, again).await.refused(409, "row_unique_constraint_violation");
    key.get(&format!("{INDEXES}/once")).await.refused(404, "column_index_not_found");
}

#[tokio::test]
async fn an_index_that_could_not_work_is_refused_by_its_fault() {
    let town = Town::new().await;
    let key = town.key();
    let refused = async |body: Value, status: u16, name: &str| {
        key.post(INDEXES, body).await.refused(status, name);
    };
    refused(
        json!({ "key": "title", "type": "key", "columns": ["stars"] }),
        409,
        "column_index_already_exists",
    )
    .await;
    refused(json!({ "key": "a", "type": "key", "columns": ["nope"] }), 400, "column_unknown").await;
    refused(json!({ "key": "a", "type": "key", "columns": [] }), 400, "column_index_invalid").await;
    refused(json!({ "key": "a", "type": "odd", "columns": ["stars"] }), 400, "general_argument_invalid")
        .await;
    let uneven = json!({ "key": "a", "type": "key", "columns": ["stars"], "orders": ["ASC", "ASC"] });
    refused(uneven, 400, "column_index_invalid").await;
    assert_eq!(key.get(INDEXES).await.ok(200)["total"], 1);
    let dates = json!({ "key": "a", "type": "key", "columns": ["$createdAt"], "orders": ["DESC"] });
    key.post(INDEXES, dates).await.ok(202);
    assert_eq!(key.get(INDEXES).await.ok(200)["indexes"][1]["key"], "a");
}

#[tokio::test]
async fn lengths_are_one_for_each_column_and_there_is_a_most_of_indexes() {
    let town = Town::new().await;
    let key = town.key();
    let index = |name: String, lengths: Value| json!({ "key": name, "type": "key", "columns": ["title", "stars"], "lengths": lengths });
    let made = key.post(INDEXES, index("a".into(), json!([8, 0]))).await.ok(202);
    assert_eq!((&made["lengths"], &made["orders"]), (&json!([8, 0]), &json!([])));
    key.post(INDEXES, index("b".into(), json!([8]))).await.refused(400, "column_index_invalid");
    key.post(INDEXES, index("b".into(), json!("8"))).await.refused(400, "general_argument_invalid");
    for number in 2..64 {
        key.post(INDEXES, index(format!("i{number}"), json!([]))).await.ok(202);
    }
    key.post(INDEXES, index("b".into(), json!([]))).await.refused(400, "column_index_limit_exceeded");
}
