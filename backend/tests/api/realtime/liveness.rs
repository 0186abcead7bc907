//! Whether somebody is still there.

use std::time::Duration;

use serde_json::json;
use tokio::time::{advance, pause, resume};

use super::socket::Socket;
use crate::town::Town;

/// ER-8: a half-open socket would keep its presence up for 30 days.
#[tokio::test]
async fn who_answers_no_ping_for_a_minute_is_gone_and_their_presence_with_them() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mine = ["read(\"users\")", "update(\"user:ana\")"];
    let words = json!({ "status": "online", "presenceId": "ana", "permissions": mine });
    let mut silent = Socket::of(&town, &ana).await;
    let said = silent.ask("presence", words).await["presence"].take();
    let mut lively = Socket::listening(&town, &ben, &["presences"]).await;
    for _ in 0..4 {
        pause();
        advance(Duration::from_secs(26)).await;
        resume();
        // Reading anything, it answers the ping as a browser does by itself.
        lively.hears_nothing().await;
    }
    // That the silent one is given up shows in the end of what it said being near.
    while ben.get("/presences/ana").await.ok(200)["expiresAt"] == said["expiresAt"] {
        tokio::task::yield_now().await;
    }
    silent.lost_in_silence().await;
    town.pass(Duration::from_secs(2));
    lively.event("presences.ana.delete").await;
}
