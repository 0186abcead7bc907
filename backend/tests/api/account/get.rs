//! `GET /account`: the ways to say who one is.

use std::time::Duration;

use serde_json::json;

use crate::town::{PROJECT, Town};

#[tokio::test]
async fn a_person_sees_themselves() {
    let town = Town::new().await;
    let account = town.member("ana").await.get("/account").await.ok(200);
    assert_eq!(account["$id"], "ana");
    assert_eq!(account["email"], "ana@town.test");
    assert_eq!(account["status"], true);
    assert_eq!(account["targets"][0]["identifier"], "ana@town.test");
    assert_eq!(account["targets"][0]["providerType"], "email");
    assert!(account.get("password").is_none());
}

#[tokio::test]
async fn a_guest_and_a_key_have_no_account() {
    let town = Town::new().await;
    let words = town.guest().get("/account").await.refused(401, "general_unauthorized_scope");
    assert_eq!(words, "User (role: guests) missing scopes ([\"account\"])");
    town.key().get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_session_is_known_from_cookies_and_from_the_fallback() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let secret = ana.secret();
    let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    for cookie in [
        format!("a_session_{PROJECT}={encoded}"),
        format!("other=1; a_session_{PROJECT}={secret}"),
        format!("a_session_{PROJECT}_legacy={encoded}"),
        format!("a_session_{PROJECT}=deleted; a_session_{PROJECT}_legacy={encoded}"),
    ] {
        town.guest().with("cookie", &cookie).get("/account").await.ok(200);
    }
    let fallback = json!({ format!("a_session_{PROJECT}"): secret }).to_string();
    let answer = town.guest().with("x-fallback-cookies", &fallback).get("/account").await;
    assert_eq!(answer.ok(200)["$id"], "ana");
}

#[tokio::test]
async fn whatever_is_no_session_is_a_guest_and_not_an_error() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let ben = town.user("ben").await;
    let forged = {
        // Ben's proof under Ana's name.
        use base64::{Engine, engine::general_purpose::STANDARD};
        let text = String::from_utf8(STANDARD.decode(ben.secret()).unwrap()).unwrap();
        STANDARD.encode(text.replace("ben", "ana"))
    };
    for secret in ["deleted", "e30=", "%%%", forged.as_str()] {
        let nobody = town.guest().with("x-appwrite-session", secret);
        nobody.get("/account").await.refused(401, "general_unauthorized_scope");
    }
    let nobody = town.guest().with("x-fallback-cookies", "[]");
    nobody.get("/account").await.refused(401, "general_unauthorized_scope");
    ana.get("/account").await.ok(200);
}

#[tokio::test]
async fn a_session_ends_after_a_year() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.pass(Duration::from_secs(31_536_000 - 1));
    ana.get("/account").await.ok(200);
    town.pass(Duration::from_secs(1));
    ana.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_person_is_noted_as_seen_once_a_day() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let made = town.now().to_string();
    town.pass(Duration::from_secs(23 * 3600));
    assert_eq!(ana.get("/account").await.ok(200)["accessedAt"], made);
    town.pass(Duration::from_secs(3600));
    let now = town.now().to_string();
    assert_eq!(ana.get("/account").await.ok(200)["accessedAt"], now);
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let town = Town::new().await;
    let secret = town.user("ana").await.secret().to_owned();
    let town = town.restarted().await;
    town.guest().with("x-appwrite-session", &secret).get("/account").await.ok(200);
}
