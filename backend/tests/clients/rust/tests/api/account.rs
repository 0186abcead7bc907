//! Signing in, as AppChat's server does it.

use appwrite::id::ID;
use official_client::{Home, PASSWORD, refusal};
use serde_json::json;

#[tokio::test]
async fn the_key_signs_people_in_and_they_sign_out() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let account = &alice.client.account;
    let me = account.get().await.unwrap();
    assert_eq!((&me.id, &me.email, me.name.as_str()), (&alice.id, &alice.email, "alice"));
    let sessions = account.list_sessions(None).await.unwrap();
    assert_eq!((sessions.total, sessions.sessions[0].current), (1, true));
    account.delete_session("current").await.unwrap();
    assert_eq!(refusal(account.get().await), (401, "general_unauthorized_scope".into()));
}

#[tokio::test]
async fn a_sign_up_or_sign_in_that_cannot_be_is_refused() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let account = home.key().account;
    let again = account.create(ID::unique(), &alice.email, PASSWORD, None).await;
    assert_eq!(refusal(again), (409, "user_already_exists".into()));
    let wrong = account.create_email_password_session(&alice.email, "not the password", None).await;
    assert_eq!(refusal(wrong), (401, "user_invalid_credentials".into()));
    assert_eq!(refusal(account.get().await), (401, "general_unauthorized_scope".into()));
}

#[tokio::test]
async fn preferences_and_name_are_ones_own() {
    let home = Home::open();
    let account = home.person("alice").await.client.account;
    account.update_prefs(json!({ "theme": "dark" })).await.unwrap();
    assert_eq!(account.get_prefs().await.unwrap().get::<String>("theme").as_deref(), Some("dark"));
    assert_eq!(account.update_name("Alicia").await.unwrap().name, "Alicia");
}

#[tokio::test]
async fn a_jwt_acts_as_the_person_and_not_beside_their_session() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let jwt = home.key().users.create_jwt(&alice.id, None, Some(60)).await.unwrap().jwt;
    assert_eq!(home.jwt(&jwt, None).account.get().await.unwrap().id, alice.id);
    let session = home.key().users.create_session(&alice.id).await.unwrap().secret;
    let both = home.jwt(&jwt, Some(&session)).account.get().await;
    assert_eq!(refusal(both), (403, "user_jwt_and_cookie_set".into()));
    assert_eq!(
        refusal(home.jwt("no.such.token", None).account.get().await),
        (401, "user_jwt_invalid".into())
    );
}

#[tokio::test]
async fn a_guest_becomes_somebody_and_later_somebody_with_an_e_mail() {
    let home = Home::open();
    let secret = home.key().account.create_anonymous_session().await.unwrap().secret;
    let account = home.session(&secret).account;
    let nameless = account.get().await.unwrap();
    assert_eq!((nameless.name.as_str(), nameless.email.as_str()), ("", ""));
    let real = account.update_email("alice@example.com", PASSWORD).await.unwrap();
    assert_eq!((real.id, real.email.as_str()), (nameless.id, "alice@example.com"));
}
