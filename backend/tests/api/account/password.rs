//! `PATCH /account/password`.

use std::time::Duration;

use serde_json::json;

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn a_new_password_needs_the_old_one() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    for old in [json!(null), json!(""), json!("wrong horse")] {
        let body = json!({ "password": "battery staple", "oldPassword": old });
        ana.patch("/account/password", body).await.refused(401, "user_invalid_credentials");
    }
    town.pass(Duration::from_secs(5));
    let body = json!({ "password": "battery staple", "oldPassword": PASSWORD });
    let account = ana.patch("/account/password", body).await.ok(200);
    assert_eq!(account["passwordUpdate"], town.now().to_string());
    let old = json!({ "email": "ana@town.test", "password": PASSWORD });
    town.guest().post("/account/sessions/email", old).await.refused(401, "user_invalid_credentials");
    let new = json!({ "email": "ana@town.test", "password": "battery staple" });
    town.guest().post("/account/sessions/email", new).await.ok(201);
}

#[tokio::test]
async fn an_account_that_never_had_one_needs_none() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    ana.patch("/account/password", json!({ "password": PASSWORD })).await.ok(200);
    let again = json!({ "password": "battery staple" });
    ana.patch("/account/password", again).await.refused(401, "user_invalid_credentials");
}

#[tokio::test]
async fn a_short_password_is_refused_in_words_a_person_can_use() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let body = json!({ "password": "short", "oldPassword": PASSWORD });
    let words = ana.patch("/account/password", body).await.refused(400, "general_argument_invalid");
    assert_eq!(words, "Invalid `password` param: Password must be between 8 and 256 characters long.");
}
