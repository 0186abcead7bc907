//! `PATCH /users/{userId}/…`.

use serde_json::json;

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn names_may_be_emptied_by_a_key() {
    let town = Town::new().await;
    town.user("ana").await;
    let user = town.key().patch("/users/ana/name", json!({ "name": "" })).await.ok(200);
    assert_eq!(user["name"], "");
    assert!(user.get("hash").is_some(), "a key sees the whole person");
    town.key().patch("/users/zoe/name", json!({ "name": "Zoe" })).await.refused(404, "user_not_found");
}

#[tokio::test]
async fn a_blocked_person_is_refused_everywhere() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.key().patch("/users/ana/status", json!({ "status": false })).await.ok(200);
    ana.get("/account").await.refused(403, "user_blocked");
    ana.get("/users").await.refused(401, "general_unauthorized_scope");
    let words = town.key().patch("/users/ana/status", json!({ "status": "maybe" })).await;
    words.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn a_new_address_is_not_verified_and_an_empty_one_takes_it_away() {
    let town = Town::new().await;
    town.member("ana").await;
    town.member("ben").await;
    let key = town.key();
    let user = key.patch("/users/ana/verification", json!({ "emailVerification": true })).await.ok(200);
    assert_eq!(user["emailVerification"], true);
    let user = key.patch("/users/ana/email", json!({ "email": "New@town.test" })).await.ok(200);
    assert_eq!((user["email"].as_str(), &user["emailVerification"]), (Some("new@town.test"), &json!(false)));
    let taken = key.patch("/users/ana/email", json!({ "email": "ben@town.test" })).await;
    taken.refused(409, "user_email_already_exists");
    let user = key.patch("/users/ana/email", json!({ "email": "" })).await.ok(200);
    assert_eq!((user["email"].as_str(), &user["targets"]), (Some(""), &json!([])));
}

#[tokio::test]
async fn phone_numbers_are_checked_and_taken_once() {
    let town = Town::new().await;
    town.user("ana").await;
    town.user("ben").await;
    let key = town.key();
    let number = json!({ "number": "+43123456789" });
    assert_eq!(key.patch("/users/ana/phone", number.clone()).await.ok(200)["phone"], "+43123456789");
    key.patch("/users/ben/phone", number).await.refused(409, "user_phone_already_exists");
    key.patch("/users/ben/phone", json!({ "number": "123" })).await.refused(400, "general_argument_invalid");
    let user = key.patch("/users/ana/verification/phone", json!({ "phoneVerification": true })).await.ok(200);
    assert_eq!(user["phoneVerification"], true);
    assert_eq!(key.patch("/users/ana/phone", json!({ "number": "" })).await.ok(200)["phone"], "");
}

#[tokio::test]
async fn a_key_sets_and_takes_passwords() {
    let town = Town::new().await;
    town.member("ana").await;
    let sign_in = |password: &'static str| {
        let guest = town.guest();
        async move {
            let credentials = json!({ "email": "ana@town.test", "password": password });
            guest.post("/account/sessions/email", credentials).await
        }
    };
    town.key().patch("/users/ana/password", json!({ "password": "battery staple" })).await.ok(200);
    sign_in("battery staple").await.ok(201);
    sign_in(PASSWORD).await.refused(401, "user_invalid_credentials");
    town.key().patch("/users/ana/password", json!({ "password": "" })).await.ok(200);
    sign_in("battery staple").await.refused(401, "user_invalid_credentials");
    let short = town.key().patch("/users/ana/password", json!({ "password": "short" })).await;
    short.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn labels_are_replaced_and_said_once() {
    let town = Town::new().await;
    town.user("ana").await;
    let key = town.key();
    let user = key.put("/users/ana/labels", json!({ "labels": ["vip", "x1", "vip"] })).await.ok(200);
    assert_eq!(user["labels"], json!(["vip", "x1"]));
    assert_eq!(key.put("/users/ana/labels", json!({ "labels": [] })).await.ok(200)["labels"], json!([]));
    for bad in [json!(["a-b"]), json!(["x".repeat(37)]), json!("vip"), json!([""])] {
        let answer = key.put("/users/ana/labels", json!({ "labels": bad })).await;
        answer.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn preferences_come_back_by_themselves() {
    let town = Town::new().await;
    town.user("ana").await;
    let prefs = json!({ "theme": "dark" });
    assert_eq!(town.key().patch("/users/ana/prefs", json!({ "prefs": prefs })).await.ok(200), prefs);
    assert_eq!(town.key().get("/users/ana/prefs").await.ok(200), prefs);
}
