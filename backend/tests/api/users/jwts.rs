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
