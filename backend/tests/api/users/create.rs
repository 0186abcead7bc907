//! `POST /users` and one of them.

use serde_json::json;

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn a_key_makes_a_person_whom_it_sees_whole() {
    let town = Town::new().await;
    let body =
        json!({ "userId": "ana", "email": "Ana@Town.test", "password": PASSWORD, "phone": "+43123456789" });
    let user = town.key().post("/users", body).await.ok(201);
    assert_eq!(user["email"], "ana@town.test");
    assert!(user["password"].as_str().unwrap().starts_with("$argon2id$v=19$m=7168,t=5,p=1$"));
    assert_eq!(user["hash"], "argon2");
    assert_eq!(user["hashOptions"]["memoryCost"], 7168);
    assert_eq!(user["targets"].as_array().unwrap().len(), 2);
    assert_eq!(town.key().get("/users/ana").await.ok(200), user);
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    town.guest().post("/account/sessions/email", credentials).await.ok(201);
}

#[tokio::test]
async fn a_person_may_have_nothing_but_an_id() {
    let town = Town::new().await;
    let user = town.key().post("/users", json!({ "userId": "ana", "email": null })).await.ok(201);
    assert_eq!((user["email"].as_str(), user["phone"].as_str()), (Some(""), Some("")));
    assert_eq!(user["password"], json!(null));
    assert_eq!(user["passwordUpdate"], "");
    town.key().post("/users", json!({ "userId": "ben" })).await.ok(201);
}

#[tokio::test]
async fn ids_addresses_and_numbers_are_taken_once() {
    let town = Town::new().await;
    let ana = json!({ "userId": "ana", "email": "ana@town.test", "phone": "+43123456789" });
    town.key().post("/users", ana).await.ok(201);
    for other in [
        json!({ "userId": "ana" }),
        json!({ "userId": "x", "email": "ana@town.test" }),
        json!({ "userId": "x", "phone": "+43123456789" }),
    ] {
        town.key().post("/users", other).await.refused(409, "user_already_exists");
    }
    for bad in [
        json!({ "userId": "a b" }),
        json!({ "userId": "x", "email": "x" }),
        json!({ "userId": "x", "phone": "0123" }),
        json!({ "userId": "x", "password": "short" }),
        json!({ "email": "x@town.test" }),
    ] {
        town.key().post("/users", bad).await.refused(400, "general_argument_invalid");
    }
    town.key().get("/users/nobody").await.refused(404, "user_not_found");
}

#[tokio::test]
async fn only_keys_see_other_people() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for somebody in [&ana, &town.guest()] {
        somebody.get("/users").await.refused(401, "general_unauthorized_scope");
        somebody.get("/users/ana").await.refused(401, "general_unauthorized_scope");
        somebody.get("/users/ana/sessions").await.refused(401, "general_unauthorized_scope");
        somebody.delete("/users/ana").await.refused(401, "general_unauthorized_scope");
        somebody.post("/users", json!({ "userId": "x" })).await.refused(401, "general_unauthorized_scope");
        let steal = somebody.post("/users/ana/sessions", json!({})).await;
        steal.refused(401, "general_unauthorized_scope");
    }
}
