//! `/tokens`: file tokens, and what they open.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    storage::{FILES, bucket, form, picture, store},
    town::{Somebody, Town},
};

const TOKENS: &str = "/tokens/buckets/pictures/files/cat";
const DAY: u64 = 24 * 3600;

/// A town with a picture in it that only Ana may see.
async fn town() -> Town {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for id in ["cat", "dog"] {
        store(&ana, id, picture(9), None).await.ok(201);
    }
    town
}

/// Whether somebody without any right sees the file with this token.
async fn opens(town: &Town, file: &str, token: &Value) -> bool {
    let paths = ["view", "download", "preview"].map(|path| format!("{FILES}/{file}/{path}"));
    let mut seen = vec![];
    for path in paths {
        let answer = town.guest().get(&format!("{path}?token={}", token["secret"].as_str().unwrap())).await;
        if answer.status != 200 {
            answer.refused(404, "storage_file_not_found");
            seen.push(false);
        } else {
            seen.push(true);
        }
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    seen[0]
}

#[tokio::test]
async fn a_token_opens_one_file_to_whoever_holds_it() {
    let town = town().await;
    let token = town.key().post(TOKENS, json!({})).await.ok(201);
    assert_eq!((&token["resourceId"], &token["resourceType"]), (&json!("pictures:cat"), &json!("files")));
    assert_eq!((&token["expire"], &token["accessedAt"]), (&json!(""), &json!("")));
    assert_eq!(token["secret"].as_str().unwrap().split('.').count(), 3, "it is a JWT");
    assert!(opens(&town, "cat", &token).await);
    assert!(!opens(&town, "dog", &token).await);
    let tagged = format!("{FILES}/cat/view?project=town&token={}", token["secret"].as_str().unwrap());
    town.guest().without("x-appwrite-project").get(&tagged).await.ok(200);
    let about = town.guest().get(&format!("{FILES}/cat?token={}", token["secret"].as_str().unwrap())).await;
    about.refused(404, "storage_file_not_found");
}

#[tokio::test]
async fn a_token_that_is_no_good_says_nothing_and_permissions_decide() {
    let town = town().await;
    let ana = town.sign_in("ana").await;
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].clone();
    let real = town.key().post(TOKENS, json!({})).await.ok(201)["secret"].as_str().unwrap().to_owned();
    let forged = format!("{}x", real.rsplit_once('.').unwrap().0);
    for bad in ["", "x", "a.b.c", &forged, jwt.as_str().unwrap()] {
        assert!(!opens(&town, "cat", &json!({ "secret": bad })).await, "{bad}");
        ana.get(&format!("{FILES}/cat/view?token={bad}")).await.ok(200);
    }
    let closed = bucket(&town, "closed", json!({})).await;
    let nothing = town.guest().get(&format!("{closed}/cat/view?token=x")).await;
    nothing.refused(401, "user_unauthorized");
}

#[tokio::test]
async fn a_token_also_opens_a_file_in_a_bucket_that_is_closed_as_a_whole_but_not_in_one_switched_off() {
    let town = Town::new().await;
    let files = bucket(&town, "closed", json!({})).await;
    let sent = town.key().request(Method::POST, &files).multipart(form("cat", "cat.jpg", picture(9), None));
    Somebody::answer(sent).await.ok(201);
    let token = town.key().post("/tokens/buckets/closed/files/cat", json!({})).await.ok(201);
    let view = format!("{files}/cat/view");
    let opened = format!("{view}?token={}", token["secret"].as_str().unwrap());
    town.guest().get(&view).await.refused(401, "user_unauthorized");
    assert_eq!(town.guest().get(&opened).await.bytes, picture(9));
    town.key().put("/storage/buckets/closed", json!({ "name": "closed", "enabled": false })).await.ok(200);
    town.guest().get(&opened).await.refused(404, "storage_bucket_not_found");
}

#[tokio::test]
async fn a_token_ends_when_it_should_and_its_end_can_be_moved() {
    let town = town().await;
    let key = town.key();
    let expire = town.now().plus_seconds(60);
    let token = key.post(TOKENS, json!({ "expire": expire })).await.ok(201);
    assert_eq!(token["expire"], expire.to_string());
    let one = format!("/tokens/{}", token["$id"].as_str().unwrap());
    town.pass(Duration::from_secs(59));
    assert!(opens(&town, "cat", &token).await);
    town.pass(Duration::from_secs(1));
    assert!(!opens(&town, "cat", &token).await);

    let moved = key.patch(&one, json!({ "expire": town.now().plus_seconds(60) })).await.ok(200);
    assert_eq!(moved["secret"], token["secret"], "who holds it need not be told");
    assert!(opens(&town, "cat", &token).await);
    assert_eq!(key.patch(&one, json!({ "expire": null })).await.ok(200)["expire"], "");
    town.pass(Duration::from_secs(400 * DAY));
    assert!(opens(&town, "cat", &token).await, "without an end it does not end");
    for past in [json!("2020-01-01"), json!("soon")] {
        key.patch(&one, json!({ "expire": past })).await.refused(400, "general_argument_invalid");
        key.post(TOKENS, json!({ "expire": past })).await.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn tokens_are_listed_taken_back_and_gone_with_their_file() {
    let town = town().await;
    let key = town.key();
    let first = key.post(TOKENS, json!({})).await.ok(201);
    let second = key.post(TOKENS, json!({})).await.ok(201);
    key.post("/tokens/buckets/pictures/files/dog", json!({})).await.ok(201);
    assert_eq!(key.get(TOKENS).await.ok(200), json!({ "total": 2, "tokens": [first, second] }));
    let page = key.list(TOKENS, &[appwrite::Query::limit(1), appwrite::Query::offset(1)]).await.ok(200);
    assert_eq!(page, json!({ "total": 2, "tokens": [second] }));

    let one = |token: &Value| format!("/tokens/{}", token["$id"].as_str().unwrap());
    assert_eq!(key.get(&one(&first)).await.ok(200), first);
    key.delete(&one(&first)).await.ok(204);
    assert!(!opens(&town, "cat", &first).await);
    key.delete(&format!("{FILES}/cat")).await.ok(204);
    for gone in [first, second] {
        key.get(&one(&gone)).await.refused(404, "token_not_found");
        key.patch(&one(&gone), json!({})).await.refused(404, "token_not_found");
        key.delete(&one(&gone)).await.refused(404, "token_not_found");
    }
    store(&town.sign_in("ana").await, "cat", picture(9), None).await.ok(201);
    assert_eq!(key.get(TOKENS).await.ok(200)["total"], 0, "another file of the same name");
}

#[tokio::test]
async fn a_token_is_noted_as_used_once_a_day() {
    let town = town().await;
    let token = town.key().post(TOKENS, json!({})).await.ok(201);
    let accessed = async || {
        let path = format!("/tokens/{}", token["$id"].as_str().unwrap());
        town.key().get(&path).await.ok(200)["accessedAt"].as_str().unwrap().to_owned()
    };
    assert!(opens(&town, "cat", &token).await);
    let first = town.now().to_string();
    assert_eq!(accessed().await, first);
    town.pass(Duration::from_secs(DAY - 1));
    assert!(opens(&town, "cat", &token).await);
    assert_eq!(accessed().await, first);
    town.pass(Duration::from_secs(1));
    assert!(opens(&town, "cat", &token).await);
    assert_eq!(accessed().await, town.now().to_string());
}

#[tokio::test]
async fn tokens_are_for_keys() {
    let town = town().await;
    let token = town.key().post(TOKENS, json!({})).await.ok(201);
    let one = format!("/tokens/{}", token["$id"].as_str().unwrap());
    let somebody: [Somebody; 2] = [town.sign_in("ana").await, town.guest()];
    for somebody in &somebody {
        somebody.post(TOKENS, json!({})).await.refused(401, "general_unauthorized_scope");
        somebody.get(TOKENS).await.refused(401, "general_unauthorized_scope");
        somebody.get(&one).await.refused(401, "general_unauthorized_scope");
        somebody.patch(&one, json!({})).await.refused(401, "general_unauthorized_scope");
        somebody.delete(&one).await.refused(401, "general_unauthorized_scope");
    }
    let nowhere = town.key().post("/tokens/buckets/pictures/files/bird", json!({})).await;
    nowhere.refused(404, "storage_file_not_found");
}
