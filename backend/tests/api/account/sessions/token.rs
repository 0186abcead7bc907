//! `POST /account/sessions/token`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::town::Town;

async fn token(town: &Town, body: Value) -> Value {
    let token = town.key().post("/users/ana/tokens", body).await.ok(201);
    json!({ "userId": "ana", "secret": token["secret"] })
}

#[tokio::test]
async fn a_token_signs_its_person_in_once() {
    let town = Town::new().await;
    town.user("ana").await;
    town.user("ben").await;
    let token = token(&town, json!({})).await;
    let mut stolen = token.clone();
    stolen["userId"] = "ben".into();
    town.guest().post("/account/sessions/token", stolen).await.refused(401, "user_invalid_token");
    let session = town.guest().post("/account/sessions/token", token.clone()).await.ok(201);
    assert_eq!(session["userId"], "ana");
    assert_eq!(session["provider"], "token");
    assert_eq!(session["factors"], json!(["token"]));
    town.guest().post("/account/sessions/token", token).await.refused(401, "user_invalid_token");
}

#[tokio::test]
async fn a_token_is_over_when_its_time_is() {
    let town = Town::new().await;
    town.user("ana").await;
    let token = token(&town, json!({ "expire": 60 })).await;
    town.pass(Duration::from_secs(60));
    town.guest().post("/account/sessions/token", token).await.refused(401, "user_invalid_token");
}

#[tokio::test]
async fn a_blocked_person_is_not_let_in_and_keeps_the_token() {
    let town = Town::new().await;
    town.user("ana").await;
    let token = token(&town, json!({})).await;
    town.key().patch("/users/ana/status", json!({ "status": false })).await.ok(200);
    town.guest().post("/account/sessions/token", token.clone()).await.refused(403, "user_blocked");
    town.key().patch("/users/ana/status", json!({ "status": true })).await.ok(200);
    town.guest().post("/account/sessions/token", token).await.ok(201);
}
