//! `PATCH /account/password`.

use std::time::Duration;

use serde_json::json;

use crate::{
    realtime::socket::Socket,
    town::{PASSWORD, Town},
};

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

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_its_sockets() {
    let town = Town::new().await;
    let (ana, ben) = (town.member("ana").await, town.member("ben").await);
    let elsewhere = town.sign_in("ana").await;
    let jwt = elsewhere.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let mut there = Socket::listening(&town, &elsewhere, &["account"]).await;
    let mut here = Socket::listening(&town, &ana, &["account"]).await;

    let wrong = json!({ "password": "battery staple", "oldPassword": "wrong horse" });
    ana.patch("/account/password", wrong).await.refused(401, "user_invalid_credentials");
    elsewhere.get("/account").await.ok(200);

    let right = json!({ "password": "battery staple", "oldPassword": PASSWORD });
    ana.patch("/account/password", right).await.ok(200);
    elsewhere.get("/account").await.refused(401, "general_unauthorized_scope");
    let by_token = town.guest().with("x-appwrite-jwt", &jwt);
    by_token.get("/account").await.refused(401, "general_unauthorized_scope");
    assert_eq!(there.closed().await, 4001);
    here.event("users.ana.update").await;
    assert_eq!(ana.get("/account/sessions").await.ok(200)["total"], 1);
    ben.get("/account").await.ok(200);
}

#[tokio::test]
async fn a_password_changed_by_token_keeps_the_session_the_token_is_from() {
    let town = Town::new().await;
    let (ana, elsewhere) = (town.member("ana").await, town.sign_in("ana").await);
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let body = json!({ "password": "battery staple", "oldPassword": PASSWORD });
    town.guest().with("x-appwrite-jwt", &jwt).patch("/account/password", body).await.ok(200);
    ana.get("/account").await.ok(200);
    elsewhere.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_password_that_a_key_changes_or_takes_ends_every_session_and_its_sockets() {
    let town = Town::new().await;
    town.member("ana").await;
    for password in ["battery staple", ""] {
        let (here, elsewhere) = (town.sign_in("ana").await, town.sign_in("ana").await);
        let mut socket = Socket::listening(&town, &here, &["account"]).await;
        let short = town.key().patch("/users/ana/password", json!({ "password": "short" })).await;
        short.refused(400, "general_argument_invalid");
        here.get("/account").await.ok(200);
        town.key().patch("/users/ana/password", json!({ "password": password })).await.ok(200);
        for session in [here, elsewhere] {
            session.get("/account").await.refused(401, "general_unauthorized_scope");
        }
        assert_eq!(socket.closed().await, 4001);
        assert_eq!(town.key().get("/users/ana/sessions").await.ok(200)["total"], 0);
    }
}
