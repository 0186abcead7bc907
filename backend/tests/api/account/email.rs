//! `PATCH /account/email`.

use serde_json::json;

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn a_new_address_needs_the_password_and_is_not_verified() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    town.key().patch("/users/ana/verification", json!({ "emailVerification": true })).await.ok(200);
    let wrong = json!({ "email": "new@town.test", "password": "wrong horse" });
    ana.patch("/account/email", wrong).await.refused(401, "user_invalid_credentials");
    let account =
        ana.patch("/account/email", json!({ "email": "New@town.test", "password": PASSWORD })).await.ok(200);
    assert_eq!(account["email"], "new@town.test");
    assert_eq!(account["emailVerification"], false);
    assert_eq!(account["targets"][0]["identifier"], "new@town.test");
    let credentials = json!({ "email": "new@town.test", "password": PASSWORD });
    town.guest().post("/account/sessions/email", credentials).await.ok(201);
}

#[tokio::test]
async fn an_address_in_use_is_refused_even_ones_own() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    town.member("ben").await;
    for email in ["ben@town.test", "ana@town.test"] {
        let body = json!({ "email": email, "password": PASSWORD });
        ana.patch("/account/email", body).await.refused(409, "user_target_already_exists");
    }
}

#[tokio::test]
async fn an_anonymous_account_becomes_a_full_one_with_its_id_and_session() {
    let town = Town::new().await;
    town.member("ben").await;
    let session = town.key().post("/account/sessions/anonymous", json!({})).await.ok(201);
    let someone = town.holding(&session);
    let taken = json!({ "email": "ben@town.test", "password": PASSWORD });
    someone.patch("/account/email", taken).await.refused(409, "user_target_already_exists");
    let body = json!({ "email": "cleo@town.test", "password": "my own words" });
    let account = someone.patch("/account/email", body.clone()).await.ok(200);
    assert_eq!(account["$id"], someone.id());
    assert_eq!(someone.get("/account").await.ok(200)["email"], "cleo@town.test");
    let again = town.guest().post("/account/sessions/email", body).await.ok(201);
    assert_eq!(again["userId"], someone.id());
    let other = json!({ "email": "dora@town.test", "password": "other words" });
    someone.patch("/account/email", other).await.refused(401, "user_invalid_credentials");
}
