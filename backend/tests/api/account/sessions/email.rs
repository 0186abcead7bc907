//! `POST /account/sessions/email`.

use serde_json::json;

use crate::town::{PASSWORD, PROJECT, Town};

#[tokio::test]
async fn a_browser_gets_two_cookies_and_never_sees_the_secret_in_the_body() {
    let town = Town::new().await;
    town.member("ana").await;
    let credentials = json!({ "email": "ANA@town.test", "password": PASSWORD });
    let answer = town.guest().post("/account/sessions/email", credentials).await;
    let fallback: serde_json::Value = serde_json::from_str(answer.header("x-fallback-cookies")).unwrap();
    let secret = fallback[format!("a_session_{PROJECT}")].as_str().unwrap().to_owned();
    let cookies = answer.cookies();
    let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    assert!(cookies[0].starts_with(&format!("a_session_{PROJECT}_legacy={encoded}; Path=/; Expires=")));
    assert!(cookies[0].ends_with("; HttpOnly"), "{}", cookies[0]);
    assert!(cookies[1].starts_with(&format!("a_session_{PROJECT}={encoded}; Path=/; Expires=")));
    assert!(cookies[1].ends_with("; HttpOnly; SameSite=None"), "{}", cookies[1]);
    let session = answer.ok(201);
    assert_eq!(session["secret"], "");
    assert_eq!(session["current"], true);
    assert_eq!(session["provider"], "email");
    assert_eq!(session["providerUid"], "ana@town.test");
    assert_eq!(session["factors"], json!(["password"]));
    assert_eq!(session["ip"], "127.0.0.1");
    assert_eq!(session["countryCode"], "--");
    assert_eq!(session["expire"], "2027-05-26T09:00:00.000+00:00");
    let cookie = cookies[1].split(';').next().unwrap();
    assert_eq!(town.guest().with("cookie", cookie).get("/account").await.ok(200)["$id"], "ana");
}

#[tokio::test]
async fn a_key_is_told_the_secret() {
    let town = Town::new().await;
    town.member("ana").await;
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    let session = town.key().post("/account/sessions/email", credentials).await.ok(201);
    assert_eq!(town.holding(&session).get("/account").await.ok(200)["$id"], "ana");
}

#[tokio::test]
async fn the_old_address_of_the_route_still_works() {
    let town = Town::new().await;
    town.member("ana").await;
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    town.guest().post("/account/sessions", credentials).await.ok(201);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_alike() {
    let town = Town::new().await;
    town.member("ana").await;
    town.user("no-password").await;
    let mut words = vec![];
    for (email, password) in [("ana@town.test", "wrong horse"), ("nobody@town.test", PASSWORD)] {
        let credentials = json!({ "email": email, "password": password });
        let answer = town.guest().post("/account/sessions/email", credentials).await;
        assert!(answer.cookies().is_empty());
        words.push(answer.refused(401, "user_invalid_credentials"));
    }
    assert_eq!(words[0], words[1]);
}

#[tokio::test]
async fn who_is_signed_in_signs_out_first() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    ana.post("/account/sessions/email", credentials).await.refused(401, "user_session_already_exists");
}

#[tokio::test]
async fn the_browser_is_recognised() {
    let town = Town::new().await;
    town.member("ana").await;
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0";
    let browser = town.key().with("x-forwarded-user-agent", agent);
    let session = browser.post("/account/sessions/email", credentials).await.ok(201);
    assert_eq!(session["clientName"], "Firefox");
    assert_eq!(session["osName"], "GNU/Linux");
}
