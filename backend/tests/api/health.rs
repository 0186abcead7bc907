//! `/ping`, `/health`, `/locale`.

use crate::town::Town;

#[tokio::test]
async fn a_ping_is_answered_in_plain_text() {
    let town = Town::new().await;
    let answer = town.guest().get("/ping").await;
    assert!(answer.header("content-type").starts_with("text/plain"));
    assert_eq!((answer.status, answer.bytes.as_slice()), (200, b"Pong!".as_slice()));
    let lost = town.guest().with("x-appwrite-project", "elsewhere");
    lost.get("/ping").await.refused(404, "project_not_found");
}

#[tokio::test]
async fn the_version_is_for_everybody_but_keys() {
    let town = Town::new().await;
    let nameless = town.guest().without("x-appwrite-project");
    assert_eq!(nameless.get("/health/version").await.ok(200)["version"], "1.9.6");
    town.key().get("/health/version").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn health_is_for_keys() {
    let town = Town::new().await;
    let health = town.key().get("/health").await.ok(200);
    assert_eq!(health["status"], "pass");
    assert!(health["ping"].is_u64());
    town.guest().get("/health").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_locale_is_told_to_guests() {
    let town = Town::new().await;
    assert_eq!(town.guest().get("/locale").await.ok(200)["ip"], "127.0.0.1");
}
