//! `POST /account`.

use serde_json::{Value, json};

use crate::town::Town;

fn ana() -> Value {
    json!({ "userId": "ana", "email": "ana@town.test", "password": "correct horse", "name": "Ana" })
}

#[tokio::test]
async fn signing_up_makes_an_account_and_no_session() {
    let town = Town::new().await;
    let answer = town.guest().post("/account", ana()).await;
    assert!(answer.cookies().is_empty());
    let account = answer.ok(201);
    assert_eq!(account["$id"], "ana");
    assert_eq!(account["name"], "Ana");
    assert_eq!(account["email"], "ana@town.test");
    assert_eq!(account["emailVerification"], false);
    assert_eq!(account["prefs"], json!({}));
    assert_eq!(account["labels"], json!([]));
    assert_eq!(account["registration"], crate::town::START);
    assert_eq!(account["passwordUpdate"], crate::town::START);
    for hidden in ["password", "hash", "hashOptions"] {
        assert!(account.get(hidden).is_none(), "{hidden} is for keys");
    }
    let sessions = town.key().get("/users/ana/sessions").await.ok(200);
    assert_eq!(sessions["total"], 0);
}

#[tokio::test]
async fn an_id_may_be_left_to_the_server_and_a_name_out() {
    let town = Town::new().await;
    let body = json!({ "userId": "unique()", "email": "x@town.test", "password": "correct horse" });
    let account = town.guest().post("/account", body).await.ok(201);
    assert_eq!(account["$id"].as_str().unwrap().len(), 20);
    assert_eq!(account["name"], "");
}

#[tokio::test]
async fn an_id_or_an_address_can_be_taken_once() {
    let town = Town::new().await;
    town.guest().post("/account", ana()).await.ok(201);
    for (member, value) in [("userId", "other"), ("email", "other@town.test")] {
        let mut body = ana();
        body[member] = value.into();
        town.guest().post("/account", body).await.refused(409, "user_already_exists");
    }
    let mut body = ana();
    body["userId"] = "other".into();
    body["email"] = "ANA@town.test".into();
    town.guest().post("/account", body).await.refused(409, "user_already_exists");
}

#[tokio::test]
async fn what_is_not_well_formed_is_refused_by_name() {
    let town = Town::new().await;
    for (member, value) in [
        ("userId", json!("-ana")),
        ("email", json!("ana@localhost")),
        ("email", json!(7)),
        ("password", json!("1234567")),
        ("password", json!("x".repeat(257))),
        ("name", json!("")),
        ("name", json!("x".repeat(129))),
    ] {
        let mut body = ana();
        body[member] = value;
        let words = town.guest().post("/account", body).await.refused(400, "general_argument_invalid");
        assert!(words.starts_with(&format!("Invalid `{member}` param: ")), "{words}");
    }
    let mut body = ana();
    body.as_object_mut().unwrap().remove("email");
    let words = town.guest().post("/account", body).await.refused(400, "general_argument_invalid");
    assert_eq!(words, "Param \"email\" is not optional.");
}

#[tokio::test]
async fn a_key_and_somebody_signed_in_may_sign_others_up() {
    let town = Town::new().await;
    town.key().post("/account", ana()).await.ok(201);
    let body = json!({ "userId": "ben", "email": "ben@town.test", "password": "correct horse" });
    town.sign_in("ana").await.post("/account", body).await.ok(201);
}
