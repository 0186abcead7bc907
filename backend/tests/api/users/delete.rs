//! `DELETE /users/{userId}`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn who_is_deleted_is_gone_with_their_sessions_and_their_address_is_free() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    town.key().delete("/users/ana").await.ok(204);
    ana.get("/account").await.refused(401, "general_unauthorized_scope");
    let bearer = town.guest().with("x-appwrite-jwt", &jwt);
    bearer.get("/account").await.refused(401, "general_unauthorized_scope");
    town.key().get("/users/ana").await.refused(404, "user_not_found");
    town.key().delete("/users/ana").await.refused(404, "user_not_found");
    town.member("ana").await;
    ana.get("/account").await.refused(401, "general_unauthorized_scope");
}
