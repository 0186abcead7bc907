//! `POST /account/jwts`, and what a JWT is good for.

use std::time::Duration;

use serde_json::json;

use crate::town::{Somebody, Town};

async fn jwt(person: &Somebody, body: serde_json::Value) -> String {
    person.post("/account/jwts", body).await.ok(201)["jwt"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_jwt_speaks_for_the_person_for_a_quarter_of_an_hour() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bearer = town.guest().with("x-appwrite-jwt", &jwt(&ana, json!({})).await);
    assert_eq!(bearer.get("/account").await.ok(200)["$id"], "ana");
    town.pass(Duration::from_secs(899));
    bearer.get("/account").await.ok(200);
    town.pass(Duration::from_secs(1));
    let words = bearer.get("/account").await.refused(401, "user_jwt_invalid");
    assert!(words.starts_with("Failed to verify JWT. "), "{words}");
}

#[tokio::test]
async fn a_jwt_ends_with_its_session() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bearer = town.guest().with("x-appwrite-jwt", &jwt(&ana, json!({ "duration": 3600 })).await);
    let sessions = bearer.get("/account/sessions").await.ok(200);
    assert_eq!(sessions["sessions"][0]["current"], true, "the session behind the JWT is the current one");
    ana.delete("/account/sessions/current").await.ok(204);
    bearer.get("/account").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn a_jwt_makes_no_jwt_and_goes_with_no_session() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let jwt = jwt(&ana, json!({})).await;
    let bearer = town.guest().with("x-appwrite-jwt", &jwt);
    bearer.post("/account/jwts", json!({})).await.refused(403, "user_jwt_creation_denied");
    ana.with("x-appwrite-jwt", &jwt).get("/account").await.refused(403, "user_jwt_and_cookie_set");
}

#[tokio::test]
async fn a_forged_jwt_and_a_long_life_are_refused() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let real = jwt(&ana, json!({})).await;
    let (head, signature) = real.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    for forged in ["x", "a.b.c", &format!("{head}.{turned}")] {
        town.guest().with("x-appwrite-jwt", forged).get("/account").await.refused(401, "user_jwt_invalid");
    }
    for duration in [-1, 3601] {
        let body = json!({ "duration": duration });
        ana.post("/account/jwts", body).await.refused(400, "general_argument_invalid");
    }
    town.guest().post("/account/jwts", json!({})).await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn the_old_address_of_the_route_still_works() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let jwt = ana.post("/account/jwt", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    town.guest().with("x-appwrite-jwt", &jwt).get("/account").await.ok(200);
}
