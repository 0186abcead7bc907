//! How often one may ask.

use std::time::Duration;

use serde_json::json;

use crate::town::{PASSWORD, Town};

async fn limited() -> Town {
    Town::with(|config| config.limits = true).await
}

#[tokio::test]
async fn ten_wrong_passwords_close_the_door_even_to_the_right_one_for_an_hour() {
    let town = limited().await;
    town.member("ana").await;
    let sign_in = |password: &'static str| {
        let guest = town.guest();
        async move {
            let credentials = json!({ "email": "ana@town.test", "password": password });
            guest.post("/account/sessions/email", credentials).await
        }
    };
    for left in (0..10).rev() {
        let answer = sign_in("wrong horse").await;
        assert_eq!(answer.header("x-ratelimit-limit"), "10");
        assert_eq!(answer.header("x-ratelimit-remaining"), left.to_string());
        let ends = town.now().plus_seconds(3600).millis() / 1000;
        assert_eq!(answer.header("x-ratelimit-reset"), ends.to_string());
        answer.refused(401, "user_invalid_credentials");
    }
    sign_in(PASSWORD).await.refused(429, "general_rate_limit_exceeded");
    town.pass(Duration::from_secs(3600));
    sign_in(PASSWORD).await.ok(201);
}

#[tokio::test]
async fn signing_in_starts_the_count_afresh() {
    let town = limited().await;
    town.member("ana").await;
    let sign_in = |password: &'static str| {
        let guest = town.guest();
        async move {
            let credentials = json!({ "email": "ana@town.test", "password": password });
            guest.post("/account/sessions/email", credentials).await
        }
    };
    for _ in 0..9 {
        sign_in("wrong horse").await.refused(401, "user_invalid_credentials");
    }
    sign_in(PASSWORD).await.ok(201);
    assert_eq!(sign_in("wrong horse").await.header("x-ratelimit-remaining"), "9");
}

#[tokio::test]
async fn jwts_are_counted_by_person_and_minute() {
    let town = limited().await;
    let ana = town.user("ana").await;
    assert_eq!(ana.post("/account/jwts", json!({})).await.header("x-ratelimit-remaining"), "119");
    let ben = town.user("ben").await;
    assert_eq!(ben.post("/account/jwts", json!({})).await.header("x-ratelimit-remaining"), "119");
    assert_eq!(ana.post("/account/jwts", json!({})).await.header("x-ratelimit-remaining"), "118");
}

#[tokio::test]
async fn keys_are_not_counted_and_limits_can_be_switched_off() {
    let town = limited().await;
    town.member("ana").await;
    let wrong = json!({ "email": "ana@town.test", "password": "wrong horse" });
    for _ in 0..11 {
        let answer = town.key().post("/account/sessions/email", wrong.clone()).await;
        assert!(!answer.headers.contains_key("x-ratelimit-limit"));
        answer.refused(401, "user_invalid_credentials");
    }
    let town = Town::new().await;
    for _ in 0..11 {
        town.guest()
            .post("/account/sessions/email", wrong.clone())
            .await
            .refused(401, "user_invalid_credentials");
    }
}
