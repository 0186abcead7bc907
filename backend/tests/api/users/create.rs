//! `POST /users`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn a_key_makes_a_person_whom_it_sees_whole() {
    let town = Town::new().await;
    let body = json!({ "userId": "ana", "email": "Ana@Town.test", "password": "correct horse" });
    let user = town.key().post("/users", body).await.ok(201);
    assert_eq!(user["email"], "ana@town.test");
    assert!(user["password"].as_str().unwrap().starts_with("$argon2id$"));
    assert_eq!(town.key().get("/users/ana").await.ok(200), user);
}
