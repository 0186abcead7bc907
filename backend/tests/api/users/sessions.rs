//! `/users/{userId}/sessions`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn a_key_signs_a_person_in_and_hands_over_the_secret() {
    let town = Town::new().await;
    town.user("ana").await;
    let session = town.key().post("/users/ana/sessions", json!({})).await.ok(201);
    assert_eq!(session["provider"], "server");
    assert_eq!(session["factors"], json!(["server"]));
    town.holding(&session).get("/account").await.ok(200);
    let list = town.key().get("/users/ana/sessions").await.ok(200);
    assert_eq!(list["total"], 2);
    assert!(list["sessions"].as_array().unwrap().iter().all(|session| session["secret"] == ""));
    town.key().post("/users/zoe/sessions", json!({})).await.refused(404, "user_not_found");
    town.key().get("/users/zoe/sessions").await.refused(404, "user_not_found");
}

#[tokio::test]
async fn a_key_signs_a_person_out_here_or_everywhere() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    let laptop = town.sign_in("ana").await;
    town.user("ben").await;
    let id = phone.get("/account/sessions/current").await.ok(200)["$id"].as_str().unwrap().to_owned();
    let elsewhere = town.key().delete(&format!("/users/ben/sessions/{id}")).await;
    elsewhere.refused(404, "user_session_not_found");
    town.key().delete(&format!("/users/ana/sessions/{id}")).await.ok(204);
    phone.get("/account").await.refused(401, "general_unauthorized_scope");
    laptop.get("/account").await.ok(200);
    town.key().delete("/users/ana/sessions").await.ok(204);
    laptop.get("/account").await.refused(401, "general_unauthorized_scope");
}
