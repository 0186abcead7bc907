//! How often one person may write presences.

use std::time::Duration;

use serde_json::json;

use super::said_for;
use crate::{
    realtime::socket::Socket,
    town::{Somebody, Town},
};

/// Writes that one person has in a second.
const WRITES: usize = 5;

async fn limited() -> Town {
    Town::with(|config| config.limits = true).await
}

async fn use_up(ana: &Somebody) {
    for number in 0..WRITES {
        ana.put("/presences/ana", json!({ "status": number.to_string() })).await.ok(200);
    }
}

#[tokio::test]
async fn a_person_writes_a_few_times_a_second_and_again_in_the_next() {
    let town = limited().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut ear = Socket::listening(&town, &ana, &["presences"]).await;
    for _ in 0..2 {
        use_up(&ana).await;
        for _ in 0..3 {
            let refused = ana.put("/presences/ana", json!({ "status": "too often" })).await;
            refused.refused(429, "general_rate_limit_exceeded");
        }
        for number in 0..WRITES {
            let heard = ear.event("presences.ana.upsert").await;
            assert_eq!(heard["payload"]["status"], number.to_string());
        }
        ear.hears_nothing().await;
        town.pass(Duration::from_secs(1));
    }
    use_up(&ana).await;
    ben.put("/presences/ben", json!({ "status": "another person" })).await.ok(200);
}

#[tokio::test]
async fn every_way_to_write_counts_and_reading_does_not() {
    let town = limited().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let online = json!({ "status": "online" });
    ana.put("/presences/ana", online.clone()).await.ok(200);
    ana.patch("/presences/ana", json!({ "status": "away" })).await.ok(200);
    ana.delete("/presences/ana").await.ok(204);
    socket.ask("presence", json!({ "status": "online", "presenceId": "ana" })).await;
    ana.delete("/presences/nobody").await.refused(404, "presence_not_found");

    ana.put("/presences/ana", online.clone()).await.refused(429, "general_rate_limit_exceeded");
    ana.patch("/presences/ana", online.clone()).await.refused(429, "general_rate_limit_exceeded");
    ana.delete("/presences/ana").await.refused(429, "general_rate_limit_exceeded");
    assert_eq!(socket.refused("presence", online.clone()).await.0, 429);
    ana.get("/presences/ana").await.ok(200);
    ana.get("/presences").await.ok(200);
    town.pass(Duration::from_secs(1));
    socket.ask("presence", online).await;
}

#[tokio::test]
async fn sessions_of_one_person_share_what_they_may_write() {
    let town = limited().await;
    town.member("ana").await;
    let (phone, desk) = (town.sign_in("ana").await, town.sign_in("ana").await);
    use_up(&phone).await;
    let refused = desk.put("/presences/ana", json!({ "status": "x" })).await;
    refused.refused(429, "general_rate_limit_exceeded");
}

#[tokio::test]
async fn a_key_writes_as_often_as_it_likes() {
    let town = limited().await;
    let ana = town.user("ana").await;
    for _ in 0..WRITES * 4 {
        town.key().put("/presences/ana", said_for("ana", &[])).await.ok(200);
    }
    town.pass(Duration::from_secs(1));
    use_up(&ana).await;
}
