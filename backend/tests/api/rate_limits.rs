//! How often one may ask.

use std::time::Duration;

use serde_json::json;

use crate::town::{PASSWORD, Somebody, Town};

async fn limited() -> Town {
    Town::with(|config| config.limits = true).await
}

/// A town with limits that believes what callers say of their address.
async fn addressed() -> Town {
    Town::with(|config| {
        config.limits = true;
        config.trust_forwarded_for = true;
    })
    .await
}

/// The status of one sign-in to Ana's account.
async fn signs_in(from: Somebody, password: &str) -> u16 {
    from.post("/account/sessions/email", json!({ "email": "ana@town.test", "password": password }))
        .await
        .status
}

#[tokio::test]
async fn somebody_elses_wrong_passwords_do_not_lock_the_owner_out() {
    let town = addressed().await;
    town.member("ana").await;
    let from = |address: &str| town.guest().with("x-forwarded-for", address);
    for _ in 0..10 {
        assert_eq!(signs_in(from("198.51.100.1"), "wrong horse").await, 401);
    }
    assert_eq!(signs_in(from("198.51.100.1"), PASSWORD).await, 429);
    assert_eq!(signs_in(from("::ffff:198.51.100.1"), PASSWORD).await, 429, "the same address");
    assert_eq!(signs_in(from("192.0.2.1"), PASSWORD).await, 201);
}

#[tokio::test]
async fn wrong_passwords_from_one_ipv6_network_count_together() {
    let town = addressed().await;
    town.member("ana").await;
    for host in 1..=10 {
        let from = town.guest().with("x-forwarded-for", &format!("2001:db8:0:1::{host:x}"));
        assert_eq!(signs_in(from, "wrong horse").await, 401);
    }
    let from = |address: &str| town.guest().with("x-forwarded-for", address);
    assert_eq!(signs_in(from("2001:db8:0:1:ffff::1"), PASSWORD).await, 429);
    assert_eq!(signs_in(from("2001:db8:0:2::1"), PASSWORD).await, 201);
}

#[tokio::test]
async fn the_own_password_is_tried_ten_times_an_hour_whatever_it_is_to_change() {
    let town = addressed().await;
    let at = |somebody: &Somebody, address: &str| somebody.with("x-forwarded-for", address);
    let (ana, ben) = (town.member("ana").await, town.member("ben").await);
    let email = |password: &str| json!({ "email": "new@town.test", "password": password });
    let fresh = |old: &str| json!({ "password": "battery staple", "oldPassword": old });
    let here = at(&ana, "192.0.2.1");
    for _ in 0..5 {
        here.patch("/account/email", email("wrong horse")).await.refused(401, "user_invalid_credentials");
        here.patch("/account/password", fresh("wrong horse")).await.refused(401, "user_invalid_credentials");
    }
    here.patch("/account/email", email(PASSWORD)).await.refused(429, "general_rate_limit_exceeded");
    here.patch("/account/password", fresh(PASSWORD)).await.refused(429, "general_rate_limit_exceeded");
    assert_eq!(ana.get("/account").await.ok(200)["email"], "ana@town.test", "nothing is changed");

    at(&ben, "192.0.2.1").patch("/account/password", fresh(PASSWORD)).await.ok(200);
    at(&ana, "192.0.2.2").patch("/account/email", email(PASSWORD)).await.ok(200);
    town.pass(Duration::from_secs(3600));
    here.patch("/account/password", fresh(PASSWORD)).await.ok(200);
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

#[tokio::test]
async fn rows_are_counted_by_verb_and_person_and_reading_is_not() {
    let town = limited().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let rows = "/tablesdb/hall/tables/notes/rows";
    let remaining = |answer: &crate::town::Answer| answer.header("x-ratelimit-remaining").to_owned();
    let make = |id: &str| json!({ "rowId": id, "data": { "title": "x" } });
    assert_eq!(remaining(&ana.post(rows, make("a")).await), "119");
    assert_eq!(remaining(&ana.post(rows, make("b")).await), "118");
    assert_eq!(remaining(&ben.post(rows, make("c")).await), "119");
    assert_eq!(remaining(&ana.delete(&format!("{rows}/a")).await), "59");
    let read = ana.get(&format!("{rows}/b")).await;
    assert!(!read.headers.contains_key("x-ratelimit-limit"));
    read.ok(200);
}

#[tokio::test]
async fn every_way_to_write_rows_counts_for_itself_under_either_name() {
    let town = limited().await;
    let ana = town.user("ana").await;
    let remaining = |answer: &crate::town::Answer| answer.header("x-ratelimit-remaining").to_owned();
    let (rows, documents) =
        ("/tablesdb/hall/tables/notes/rows", "/databases/hall/collections/notes/documents");
    ana.post(rows, json!({ "rowId": "a", "data": { "title": "a" } })).await.ok(201);
    let twin = ana.post(documents, json!({ "documentId": "b", "data": { "title": "b" } })).await;
    assert_eq!(remaining(&twin), "118", "one allowance for both names");
    let change = || json!({ "data": { "stars": 1 } });
    assert_eq!(remaining(&ana.patch(&format!("{rows}/a"), change()).await), "119");
    assert_eq!(remaining(&ana.patch(&format!("{rows}/a/stars/increment"), json!({})).await), "119");
    assert_eq!(remaining(&ana.patch(&format!("{rows}/a/stars/decrement"), json!({})).await), "119");
    assert_eq!(remaining(&ana.patch(rows, change()).await), "119");
    assert_eq!(remaining(&ana.put(rows, json!({ "rows": [] })).await), "119");
    assert_eq!(remaining(&ana.delete(rows).await), "59");
    assert_eq!(remaining(&ana.delete(&format!("{rows}/a")).await), "59");
    for _ in 0..118 {
        ana.post(rows, json!({})).await.refused(400, "row_missing_data");
    }
    ana.post(rows, json!({})).await.refused(429, "general_rate_limit_exceeded");
    ana.post(documents, json!({})).await.refused(429, "general_rate_limit_exceeded");
    let key = town.key().post(rows, json!({ "rowId": "c", "data": { "title": "c" } })).await;
    assert!(key.headers.get("x-ratelimit-limit").is_none());
    key.ok(201);
}

#[tokio::test]
async fn the_later_parts_of_an_upload_are_counted_by_themselves() {
    let town = limited().await;
    let ana = town.user("ana").await;
    let files = "/storage/buckets/pictures/files";
    let part = |range: &'static str, upload: &'static str| {
        let request = ana.request(reqwest::Method::POST, files);
        let request = request.header("content-range", range).header("x-appwrite-id", upload);
        crate::town::Somebody::answer(request)
    };
    let remaining = |answer: crate::town::Answer| answer.header("x-ratelimit-remaining").to_owned();
    assert_eq!(remaining(part("bytes 0-9/30", "one").await), "59");
    assert_eq!(remaining(part("bytes 0-9/30", "two").await), "58", "whoever begins something is counted");
    assert_eq!(remaining(part("bytes 10-19/30", "one").await), "59");
    assert_eq!(remaining(part("bytes 20-29/30", "one").await), "58");
}

#[tokio::test]
async fn every_limited_road_tells_its_own_limit() {
    let town = limited().await;
    let (ana, guest) = (town.member("ana").await, town.guest());
    let none = || json!({});
    let file = "/storage/buckets/pictures/files/cat";
    let told = [
        ("10", guest.post("/account", none()).await),
        ("50", guest.post("/account/sessions/anonymous", none()).await),
        ("10", guest.post("/account/sessions/token", none()).await),
        ("10", guest.post("/account/sessions/email", none()).await),
        ("10", ana.patch("/account/sessions/nowhere", none()).await),
        ("100", ana.delete("/account/sessions/nowhere").await),
        ("10", ana.patch("/account/password", none()).await),
        ("10", ana.patch("/account/email", none()).await),
        ("120", ana.post("/account/jwts", none()).await),
        ("120", ana.post("/account/jwt", none()).await),
        ("60", ana.post("/storage/buckets/pictures/files", none()).await),
        ("60", ana.delete(file).await),
        ("60", ana.post("/tokens/buckets/pictures/files/cat", none()).await),
        ("60", ana.patch("/tokens/nowhere", none()).await),
        ("60", ana.delete("/tokens/nowhere").await),
        ("100", ana.delete("/account/sessions").await),
    ];
    for (at, (limit, answer)) in told.iter().enumerate() {
        assert_eq!(answer.header("x-ratelimit-limit"), *limit, "{at}");
    }
    for free in [
        guest.get("/locale").await,
        guest.get(file).await,
        guest.get(&format!("{file}/preview")).await,
        guest.put(file, none()).await,
    ] {
        assert!(!free.headers.contains_key("x-ratelimit-limit"));
    }
}
