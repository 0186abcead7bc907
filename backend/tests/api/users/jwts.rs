//! `POST /users/{userId}/jwts`.

use serde_json::{Value, json};

use crate::town::{Somebody, Town};

async fn bearer(town: &Town, body: Value) -> Somebody {
    let answer = town.key().post("/users/ana/jwts", body).await.ok(201);
    town.guest().with("x-appwrite-jwt", answer["jwt"].as_str().unwrap())
}

#[tokio::test]
async fn a_key_lets_a_program_speak_for_a_person() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let tied = bearer(&town, json!({})).await;
    assert_eq!(tied.get("/account").await.ok(200)["$id"], "ana");
    ana.delete("/account/sessions").await.ok(204);
    tied.get("/account").await.refused(401, "general_unauthorized_scope");
    let free = bearer(&town, json!({ "duration": 60 })).await;
    assert_eq!(free.get("/account").await.ok(200)["$id"], "ana", "without a session it stands alone");
    free.get("/account/sessions/current").await.refused(404, "user_session_not_found");
    town.key().post("/users/zoe/jwts", json!({})).await.refused(404, "user_not_found");
}

#[tokio::test]
async fn a_token_can_be_tied_to_any_session_of_the_person() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    town.pass(std::time::Duration::from_secs(1));
    let laptop = town.sign_in("ana").await;
    let older = phone.get("/account/sessions/current").await.ok(200)["$id"].clone();
    let tied = bearer(&town, json!({ "sessionId": older })).await;
    laptop.delete("/account/sessions/current").await.ok(204);
    assert_eq!(tied.get("/account/sessions/current").await.ok(200)["$id"], older);
    phone.delete("/account/sessions/current").await.ok(204);
    tied.get("/account").await.refused(401, "general_unauthorized_scope");
}
