//! The door: origins, projects, keys, and roads that lead nowhere.

use reqwest::Method;
use serde_json::json;

use crate::{
    served,
    town::{Somebody, Town},
};

#[tokio::test]
async fn pages_of_our_own_host_may_call_and_read_even_the_errors() {
    let town = Town::new().await;
    for origin in ["http://localhost:3000", "http://127.0.0.1", "HTTP://LOCALHOST"] {
        let page = town.guest().with("origin", origin);
        let answer = page.get("/account").await;
        assert_eq!(answer.header("access-control-allow-origin"), origin.to_lowercase());
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert_eq!(answer.header("access-control-expose-headers"), "X-Appwrite-Session, X-Fallback-Cookies");
        answer.refused(401, "general_unauthorized_scope");
    }
}

#[tokio::test]
async fn strange_pages_are_refused_without_a_word_they_could_read() {
    let town = Town::with(|config| config.platforms = vec!["*.friends.test".into()]).await;
    let answer = town.guest().with("origin", "https://evil.test").get("/ping").await;
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    let words = answer.refused(403, "general_unknown_origin");
    assert_eq!(
        words,
        "Invalid Origin. Register your new client (evil.test) as a new Web platform on your project console dashboard"
    );
    let friend = town.guest().with("origin", "https://app.friends.test");
    assert_eq!(friend.get("/ping").await.status, 200);
    let lookalike = town.guest().with("origin", "https://friends.test.evil.test");
    lookalike.get("/ping").await.refused(403, "general_unknown_origin");
    let program = town.key().with("origin", "https://evil.test");
    program.get("/users").await.ok(200);
}

#[tokio::test]
async fn a_strange_page_cannot_use_the_cookie_of_whoever_looks_at_it() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let cookie = format!("a_session_town={}", ana.secret());
    let page = town.guest().with("cookie", &cookie).with("origin", "https://evil.test");
    page.get("/account").await.refused(403, "general_unknown_origin");
    let sly = page.with("x-appwrite-key", "made_up");
    sly.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_preflight_is_answered_before_anything_else() {
    let town = Town::new().await;
    let page = town.guest().without("x-appwrite-project").with("origin", "https://evil.test");
    let answer = Somebody::answer(page.request(Method::OPTIONS, "/account")).await;
    assert_eq!((answer.status, answer.bytes.len()), (204, 0));
    assert_eq!(answer.header("access-control-allow-origin"), "https://evil.test");
    assert_eq!(answer.header("access-control-allow-methods"), "GET, POST, PUT, PATCH, DELETE");
    assert!(answer.header("access-control-allow-headers").contains("X-Fallback-Cookies"));
    assert_eq!(answer.header("access-control-max-age"), "86400");
}

#[tokio::test]
async fn a_road_that_leads_nowhere_says_so() {
    let town = Town::new().await;
    for answer in [
        town.guest().get("/nowhere").await,
        town.guest().put("/account", json!({})).await,
        town.key().get("/users/ana/nowhere").await,
    ] {
        answer.refused(404, "general_route_not_found");
    }
}

#[tokio::test]
async fn every_answer_says_whose_it_is_and_errors_are_not_kept() {
    let town = Town::new().await;
    let answer = town.guest().get("/account").await;
    assert_eq!(answer.header("content-type"), "application/json; charset=UTF-8");
    assert_eq!(answer.header("server"), "Appwrite");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-cache, no-store, must-revalidate");
}

#[tokio::test]
async fn a_request_needs_a_project_that_is_ours() {
    let town = Town::new().await;
    let nameless = town.guest().without("x-appwrite-project");
    nameless.get("/account").await.refused(404, "project_not_found");
    assert_eq!(nameless.get("/ping?project=town").await.status, 200);
    nameless.get("/tablesdb").await.refused(401, "general_access_forbidden");
    nameless.get("/ping?project=other").await.refused(404, "project_not_found");
    let key = town.key().without("x-appwrite-project");
    key.get("/users?project=town").await.refused(403, "project_id_missing");
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_a_strange_one_says_nothing() {
    let town = Town::new().await;
    let with = |key| town.guest().with("x-appwrite-key", key);
    with("standard_00").get("/users").await.refused(401, "user_unauthorized");
    with("legacy").get("/users").await.refused(401, "user_unauthorized");
    for strange in ["ephemeral_x.y.z", "other_x"] {
        with(strange).get("/users").await.refused(401, "general_unauthorized_scope");
    }
    let ana = town.user("ana").await;
    let both = ana.with("x-appwrite-key", "other_x");
    both.get("/account").await.ok(200);
}

#[tokio::test]
async fn a_key_beside_a_session_wins() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let both = town.key().with("x-appwrite-session", ana.secret());
    both.get("/users").await.ok(200);
    both.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn bodies_that_are_no_objects_or_too_large_are_refused() {
    let town = Town::new().await;
    for body in ["[1]", "{", "7"] {
        let request = town.key().request(Method::POST, "/users").header("content-type", "application/json");
        Somebody::answer(request.body(body)).await.refused(400, "general_argument_invalid");
    }
    let large = town.key().request(Method::POST, "/users").header("content-type", "application/json");
    let answer = Somebody::answer(large.body(vec![b' '; 13 * 1024 * 1024])).await;
    answer.refused(413, "general_payload_too_large");
}

#[tokio::test]
async fn the_consoles_project_is_not_here() {
    let town = Town::new().await;
    let console = town.guest().with("x-appwrite-project", "console");
    console.get("/tablesdb").await.refused(401, "general_access_forbidden");
    console.get("/functions").await.refused(401, "general_access_forbidden");
    console.get("/account").await.refused(404, "project_not_found");
}

#[tokio::test]
async fn an_answer_tells_whether_the_session_came_from_the_fallback() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let fallback = json!({ "a_session_town": ana.secret() }).to_string();
    let told = async |who: Somebody| who.get("/account").await.header("x-debug-fallback").to_owned();
    assert_eq!(told(town.guest()).await, "false");
    assert_eq!(told(ana.clone()).await, "false");
    assert_eq!(told(town.guest().with("x-fallback-cookies", &fallback)).await, "true");
    assert_eq!(told(ana.with("x-fallback-cookies", &fallback)).await, "false");
    assert_eq!(told(town.guest().with("x-fallback-cookies", "[]")).await, "false");
}

#[tokio::test]
async fn who_came_by_https_is_told_to_stay_with_it() {
    let https = |town: &Town| town.guest().with("x-forwarded-proto", "https");
    let behind = Town::with(|config| config.trust_forwarded_for = true).await;
    let answer = https(&behind).get("/ping").await;
    assert_eq!(answer.header("strict-transport-security"), served::ONLY_HTTPS);
    assert!(!behind.guest().get("/ping").await.headers.contains_key("strict-transport-security"));
    let open = Town::new().await;
    let claimed = https(&open).get("/ping").await;
    assert!(!claimed.headers.contains_key("strict-transport-security"), "anybody could say so");
}
