//! What becomes of presences by themselves.

use std::time::Duration;

use serde_json::json;

use super::said_for;
use crate::{realtime::socket::Socket, town::Town};

/// ER-5
#[tokio::test]
async fn only_who_falls_silent_goes_and_those_who_may_see_them_hear_of_it() {
    let town = Town::new().await;
    let (ana, _cid) = (town.user("ana").await, town.user("cid").await);
    let mut socket = Socket::listening(&town, &ana, &["presences.delete"]).await;
    let lasting = |user: &str, seconds| {
        let mut said = said_for(user, &["user:ana"]);
        said["expiresAt"] = json!(town.now().plus_seconds(seconds));
        said
    };
    town.key().put("/presences/ana", lasting("ana", 10)).await.ok(200);
    town.key().put("/presences/cid", lasting("cid", 10)).await.ok(200);
    town.pass(Duration::from_secs(9));
    town.key().put("/presences/ana", lasting("ana", 10)).await.ok(200);
    town.pass(Duration::from_secs(1));
    socket.event("presences.cid.delete").await;
    socket.hears_nothing().await;
    town.pass(Duration::from_secs(9));
    socket.event("presences.ana.delete").await;
}

/// ER-5
#[tokio::test]
async fn the_nearest_end_is_kept_even_if_a_farther_one_was_said_first() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &ana, &["presences.delete"]).await;
    for (user, seconds) in [("ana", 1000), ("ben", 5)] {
        let mut said = said_for(user, &["user:ana"]);
        said["expiresAt"] = json!(town.now().plus_seconds(seconds));
        town.key().put(&format!("/presences/{user}"), said).await.ok(200);
    }
    town.pass(Duration::from_secs(5));
    socket.event("presences.ben.delete").await;
    socket.hears_nothing().await;
}

/// ER-5
#[tokio::test]
async fn on_the_systems_clock_too_an_end_comes_by_itself_and_not_before_its_time() {
    let town = Town::with(|config| config.clock = backend::Clock::system()).await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["presences.delete"]).await;
    let ends = town.now().plus_seconds(1);
    ana.put("/presences/ana", json!({ "status": "x", "expiresAt": ends })).await.ok(200);
    let event = socket.event("presences.ana.delete").await;
    let told: appwrite::Timestamp = event["timestamp"].as_str().unwrap().parse().unwrap();
    assert!(told >= ends, "{ends} {told}");
}

/// ER-5: the sockets of another process are no more.
#[tokio::test]
async fn a_restart_keeps_what_was_said_over_rest_and_forgets_what_was_said_over_a_socket() {
    let town = Town::new().await;
    let (ana, ben, cid) = (town.user("ana").await, town.user("ben").await, town.user("cid").await);
    let lasting = |seconds| json!({ "status": "online", "expiresAt": town.now().plus_seconds(seconds) });
    let said = ana.put("/presences/ana", lasting(60)).await.ok(200);
    cid.put("/presences/cid", lasting(60)).await.ok(200);
    let mut socket = Socket::of(&town, &ben).await;
    socket.ask("presence", json!({ "status": "online", "presenceId": "ben" })).await;
    assert_eq!(town.key().get("/presences").await.ok(200)["total"], 3);

    let town = town.restarted().await;
    let page = town.key().get("/presences").await.ok(200);
    assert_eq!((&page["total"], &page["presences"][0]), (&json!(2), &said));
    let mut socket = Socket::listening(&town, &town.sign_in("ana").await, &["presences"]).await;
    town.pass(Duration::from_secs(60));
    socket.event("presences.ana.delete").await;
}
