//! What the runtime tells a function of its caller, and what it lets it do.

use serde_json::json;

use crate::functions::{heard, town};

#[tokio::test]
async fn a_session_is_handed_on_as_a_token_and_nothing_else_is() {
    let town = town().await;
    let ana = town.user("ana").await;
    let asked = json!({ "path": "/call/account" });
    let by_session = heard(&ana, asked.clone()).await;
    assert_eq!(by_session["headers"]["x-appwrite-user-id"], "ana");
    assert_eq!(by_session["byToken"], 200, "the function may speak as its caller");

    let token = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let by_token = heard(&town.guest().with("x-appwrite-jwt", &token), asked.clone()).await;
    assert_eq!(by_token["headers"]["x-appwrite-user-id"], "ana");
    assert_eq!(
        (&by_token["headers"]["x-appwrite-user-jwt"], &by_token["byToken"]),
        (&json!(""), &json!(401))
    );
    for nobody in [town.guest(), town.key()] {
        let heard = heard(&nobody, asked.clone()).await;
        assert_eq!(heard["headers"]["x-appwrite-user-id"], "");
        assert_eq!(heard["headers"]["x-appwrite-user-jwt"], "");
    }
}

#[tokio::test]
async fn a_functions_token_ends_with_its_callers_session() {
    let town = town().await;
    let ana = town.user("ana").await;
    let heard = heard(&ana, json!({})).await;
    let token = heard["headers"]["x-appwrite-user-jwt"].as_str().unwrap();
    let as_ana = town.guest().with("x-appwrite-jwt", token);
    assert_eq!(as_ana.get("/account").await.ok(200)["$id"], "ana");
    ana.delete("/account/sessions/current").await.ok(204);
    as_ana.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_functions_key_opens_its_scopes_for_the_time_it_may_run() {
    let town = town().await;
    let heard = heard(&town.guest(), json!({ "path": "/call/users" })).await;
    assert_eq!(heard["byKey"], 200);
    let key = heard["headers"]["x-appwrite-key"].as_str().unwrap();
    assert!(key.starts_with("ephemeral_"));
    let function = town.guest().with("x-appwrite-key", key);
    function.get("/users").await.ok(200);
    function.get("/storage/buckets").await.refused(401, "general_unauthorized_scope");
    function.delete("/users/ana").await.refused(401, "general_unauthorized_scope");
    town.pass(std::time::Duration::from_secs(15 + 60));
    function.get("/users").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn the_run_is_described_in_every_header_there_is() {
    let town = town().await;
    let heard = heard(&town.guest(), json!({ "headers": { "Accept-Language": "de" } })).await;
    let headers = heard["headers"].as_object().unwrap();
    for (name, value) in [
        ("x-appwrite-trigger", "http"),
        ("x-appwrite-country-code", "--"),
        ("x-appwrite-continent-code", ""),
        ("x-appwrite-continent-eu", "false"),
        ("x-appwrite-client-ip", "127.0.0.1"),
        ("accept-language", "de"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    assert_eq!(headers["x-appwrite-execution-id"].as_str().unwrap().len(), 20);
}

#[tokio::test]
async fn a_scope_opens_the_same_under_its_older_name() {
    let town = town().await;
    town.key().post("/tablesdb", json!({ "databaseId": "inn", "name": "Inn" })).await.ok(201);
    for scope in ["tables.read", "collections.read"] {
        let changed = json!({ "name": "Echo", "scopes": [scope] });
        town.key().put("/functions/echo", changed).await.ok(200);
        for (path, status) in [
            ("/call/tablesdb/inn/tables", 200),
            ("/call/databases/inn/collections", 200),
            ("/call/tablesdb", 401),
            ("/call/functions", 401),
        ] {
            let heard = heard(&town.guest(), json!({ "path": path })).await;
            assert_eq!(heard["byKey"], status, "{scope} {path}");
        }
    }
}
