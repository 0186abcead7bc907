//! What is asked for within a transaction, of which there are none.

use reqwest::Method;
use serde_json::json;

use super::{NOTES, shared};
use crate::town::{Somebody, Town};

#[tokio::test]
async fn nothing_is_written_or_read_within_an_unknown_transaction() {
    let town = Town::new().await;
    let key = town.key();
    let row = shared(&key, "n1", &[]).await;
    let one = format!("{NOTES}/n1");
    let up = format!("{one}/stars/increment");
    let writes = [
        (Method::POST, NOTES, json!({ "rowId": "n2", "data": { "title": "x" } })),
        (Method::POST, NOTES, json!({ "rows": [{ "title": "x" }] })),
        (Method::PUT, &one, json!({ "data": { "title": "x" } })),
        (Method::PATCH, &one, json!({ "data": { "title": "x" } })),
        (Method::DELETE, &one, json!({})),
        (Method::PUT, NOTES, json!({ "rows": [{ "title": "x" }] })),
        (Method::PATCH, NOTES, json!({ "data": { "title": "x" } })),
        (Method::DELETE, NOTES, json!({})),
        (Method::PATCH, &up, json!({})),
    ];
    for (method, path, mut body) in writes {
        body["transactionId"] = "t1".into();
        let answer = Somebody::answer(key.request(method, path).json(&body)).await;
        answer.refused(404, "transaction_not_found");
    }
    for path in [NOTES, &one] {
        key.get(&format!("{path}?transactionId=t1")).await.refused(404, "transaction_not_found");
    }
    assert_eq!(key.get(NOTES).await.ok(200)["rows"], json!([row]));
}
