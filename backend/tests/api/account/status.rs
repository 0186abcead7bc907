//! `PATCH /account/status`.

use serde_json::json;

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn who_blocks_themselves_is_out_until_a_key_lets_them_in() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let answer = ana.patch("/account/status", json!({})).await;
    assert_eq!(answer.cookies().len(), 2, "its cookies are cleared");
    assert_eq!(answer.ok(200)["status"], false);
    ana.get("/account").await.refused(403, "user_blocked");
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    let guest = town.guest();
    let sign_in = || guest.post("/account/sessions/email", credentials.clone());
    sign_in().await.refused(403, "user_blocked");
    town.key().patch("/users/ana/status", json!({ "status": true })).await.ok(200);
    ana.get("/account").await.ok(200);
    sign_in().await.ok(201);
}

#[tokio::test]
async fn a_blocked_account_does_not_tell_whoever_lacks_the_password() {
    let town = Town::new().await;
    town.member("ana").await;
    town.key().patch("/users/ana/status", json!({ "status": false })).await.ok(200);
    let wrong = json!({ "email": "ana@town.test", "password": "wrong horse" });
    town.guest().post("/account/sessions/email", wrong).await.refused(401, "user_invalid_credentials");
}
