//! `GET /account`.

use crate::town::Town;

#[tokio::test]
async fn a_person_sees_themselves() {
    let town = Town::new().await;
    let account = town.member("ana").await.get("/account").await.ok(200);
    assert_eq!(account["$id"], "ana");
    assert_eq!(account["email"], "ana@town.test");
    assert_eq!(account["status"], true);
    assert_eq!(account["targets"][0]["identifier"], "ana@town.test");
    assert!(account.get("password").is_none());
}

#[tokio::test]
async fn a_guest_and_a_key_have_no_account() {
    let town = Town::new().await;
    let words = town.guest().get("/account").await.refused(401, "general_unauthorized_scope");
    assert_eq!(words, "User (role: guests) missing scopes ([\"account\"])");
    town.key().get("/account").await.refused(401, "general_unauthorized_scope");
}
