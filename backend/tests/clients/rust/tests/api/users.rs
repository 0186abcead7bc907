//! The users of a project, which are the key's business alone.

use appwrite::{id::ID, query::Query};
use official_client::{Home, PASSWORD, refusal};

#[tokio::test]
async fn the_key_makes_finds_labels_and_deletes_users() {
    let home = Home::open();
    let users = home.key().users;
    let made =
        users.create(ID::unique(), Some("ana@example.com"), None, Some(PASSWORD), Some("Ana")).await.unwrap();
    assert_eq!(users.get(&made.id).await.unwrap().email, "ana@example.com");
    let by_email = Some(vec![Query::equal("email", "ana@example.com").to_string()]);
    assert_eq!(users.list(by_email, None, None).await.unwrap().total, 1);
    assert_eq!(users.update_labels(&made.id, ["vip"]).await.unwrap().labels, ["vip"]);
    let again = users.create(ID::unique(), Some("ana@example.com"), None, None, None).await;
    assert_eq!(refusal(again), (409, "user_already_exists".into()));
    users.delete(&made.id).await.unwrap();
    assert_eq!(refusal(users.get(&made.id).await), (404, "user_not_found".into()));
}

#[tokio::test]
async fn a_session_may_not_ask_about_users() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let asked = alice.client.users.list(None, None, None).await;
    assert_eq!(refusal(asked), (401, "general_unauthorized_scope".into()));
}
