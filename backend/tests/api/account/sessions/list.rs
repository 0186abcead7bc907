//! `GET /account/sessions` and one of them.

use std::time::Duration;

use crate::town::Town;

#[tokio::test]
async fn a_person_sees_their_sessions_and_which_one_this_is() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    town.pass(Duration::from_secs(1));
    let laptop = town.sign_in("ana").await;
    town.user("ben").await;
    let list = laptop.get("/account/sessions").await.ok(200);
    assert_eq!(list["total"], 2);
    let current: Vec<_> =
        list["sessions"].as_array().unwrap().iter().map(|one| one["current"].as_bool().unwrap()).collect();
    assert_eq!(current, [false, true]);
    assert!(list["sessions"].as_array().unwrap().iter().all(|session| session["secret"] == ""));

    let one = phone.get("/account/sessions/current").await.ok(200);
    assert_eq!(one["$id"], list["sessions"][0]["$id"]);
    let id = one["$id"].as_str().unwrap();
    assert_eq!(laptop.get(&format!("/account/sessions/{id}")).await.ok(200)["current"], false);
}

#[tokio::test]
async fn another_persons_session_is_not_there() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let bens = town.user("ben").await.get("/account/sessions/current").await.ok(200);
    let path = format!("/account/sessions/{}", bens["$id"].as_str().unwrap());
    ana.get(&path).await.refused(404, "user_session_not_found");
    ana.delete(&path).await.refused(404, "user_session_not_found");
    ana.patch(&path, serde_json::json!({})).await.refused(404, "user_session_not_found");
    ana.get("/account/sessions/-x").await.refused(400, "general_argument_invalid");
    town.guest().get("/account/sessions").await.refused(401, "general_unauthorized_scope");
}

#[tokio::test]
async fn the_eleventh_session_takes_the_place_of_the_oldest() {
    let town = Town::new().await;
    let first = town.user("ana").await;
    let mut last = first.clone();
    for _ in 0..9 {
        town.pass(Duration::from_secs(1));
        last = town.sign_in("ana").await;
    }
    first.get("/account").await.ok(200);
    town.pass(Duration::from_secs(1));
    town.sign_in("ana").await;
    first.get("/account").await.refused(401, "general_unauthorized_scope");
    assert_eq!(last.get("/account/sessions").await.ok(200)["total"], 10);
}
