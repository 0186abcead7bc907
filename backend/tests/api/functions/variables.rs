//! `/functions/{functionId}/variables`.

use appwrite::Query;
use serde_json::{Value, json};

use super::{heard, town};
use crate::town::START;

const VARIABLES: &str = "/functions/echo/variables";

fn colour(secret: bool) -> Value {
    json!({ "variableId": "v1", "key": "COLOUR", "value": "green", "secret": secret })
}

#[tokio::test]
async fn a_variable_is_made_changed_listed_and_deleted() {
    let town = town().await;
    let key = town.key();
    let made = key.post(VARIABLES, colour(false)).await.ok(201);
    let expected = json!({
        "$id": "v1", "$createdAt": START, "$updatedAt": START, "key": "COLOUR", "value": "green", "secret": false,
        "resourceType": "function", "resourceId": "echo",
    });
    assert_eq!(made, expected);
    let one = format!("{VARIABLES}/v1");
    assert_eq!(key.get(&one).await.ok(200), expected);
    assert_eq!(key.get("/functions/echo").await.ok(200)["vars"], json!([expected]));
    key.post(VARIABLES, colour(false)).await.refused(409, "variable_already_exists");
    let twin = json!({ "variableId": "v2", "key": "COLOUR", "value": "red" });
    key.post(VARIABLES, twin).await.refused(409, "variable_already_exists");
    key.post(VARIABLES, json!({ "key": "SIZE", "value": "9" })).await.ok(201);
    key.put(&one, json!({ "key": "SIZE" })).await.refused(409, "variable_already_exists");

    let changed = key.put(&one, json!({ "key": "TINT", "value": "blue" })).await.ok(200);
    assert_eq!((&changed["key"], &changed["value"]), (&json!("TINT"), &json!("blue")));
    let list = key.list(VARIABLES, &[Query::equal("key", "TINT")]).await.ok(200);
    assert_eq!(list, json!({ "total": 1, "variables": [changed] }));
    assert_eq!(key.get("/functions/safe/variables").await.ok(200)["total"], 0);

    key.delete(&one).await.ok(204);
    for answer in [key.get(&one).await, key.delete(&one).await, key.put(&one, json!({ "key": "A" })).await] {
        answer.refused(404, "variable_not_found");
    }
    for bad in [json!({ "key": "A" }), json!({ "key": "", "value": "" }), json!({ "key": "A", "value": 5 })] {
        key.post(VARIABLES, bad).await.refused(400, "general_argument_invalid");
    }
    let long = json!({ "key": "A", "value": "x".repeat(8193) });
    key.post(VARIABLES, long).await.refused(400, "general_argument_invalid");
    key.post("/functions/none/variables", colour(true)).await.refused(404, "function_not_found");
}

#[tokio::test]
async fn a_secret_is_told_to_its_function_alone() {
    let town = town().await;
    let key = town.key();
    let said = key.post(VARIABLES, colour(true)).await.ok(201);
    assert_eq!((&said["value"], &said["secret"]), (&json!(""), &json!(true)));
    let one = format!("{VARIABLES}/v1");
    for answer in [key.get(&one).await, key.get(VARIABLES).await, key.get("/functions/echo").await] {
        assert!(!answer.ok(200).to_string().contains("green"));
    }
    key.put(&one, json!({ "key": "COLOUR", "secret": false }))
        .await
        .refused(400, "variable_cannot_unset_secret");

    let heard = heard(&town.guest(), json!({ "path": "/variables" })).await;
    assert_eq!(heard["variables"]["COLOUR"], "green");
    assert_eq!(heard["variables"]["APPWRITE_FUNCTION_ID"], "echo");
    assert_eq!(heard["variables"]["APPWRITE_FUNCTION_DEPLOYMENT"], "native");
    assert_eq!(heard["variables"]["APPWRITE_FUNCTION_PROJECT_ID"], "town");
}
