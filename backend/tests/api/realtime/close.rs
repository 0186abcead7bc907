//! How sockets end from our side.

use serde_json::json;

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

/// ER-9: 1013 means to come back.
#[tokio::test]
async fn who_does_not_read_is_closed_and_costs_nobody_else() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut slow = Socket::listening(&town, &ben, &["presences.ana"]).await;
    let said = slow.ask("presence", json!({ "status": "here", "presenceId": "ben" })).await;
    let mut quick = Socket::listening(&town, &ana, &["presences.ana"]).await;
    let heard = tokio::spawn(async move {
        let mut heard = 0;
        while quick.event("presences.ana.upsert").await["payload"]["status"] != "last" {
            heard += 1;
        }
        heard
    });
    let mut loud = said_for("ana", &["users"]);
    loud["metadata"] = json!({ "noise": "x".repeat(60_000) });
    let mut told = 0;
    // That the slow one is given up shows in the end of what it said being near.
    while ben.get("/presences/ben").await.ok(200)["expiresAt"] == said["presence"]["expiresAt"] {
        town.key().put("/presences/ana", loud.clone()).await.ok(200);
        told += 1;
    }
    assert_eq!(slow.closed().await, 1013);
    loud["status"] = json!("last");
    town.key().put("/presences/ana", loud).await.ok(200);
    assert_eq!(heard.await.unwrap(), told);
}

#[tokio::test]
async fn a_frame_that_is_too_large_ends_the_socket() {
    let town = Town::new().await;
    let mut socket = Socket::of(&town, &town.guest()).await;
    let fits = json!({ "type": "ping", "data": "x".repeat(64_000 - 25) }).to_string();
    assert_eq!(fits.len(), 64_000);
    socket.send_text(&fits).await;
    assert_eq!(socket.frame().await, json!({ "type": "pong" }));
    socket.send_text(&format!("{fits} ")).await;
    assert_eq!(socket.closed().await, 1009);
}

/// ER-9: 1001 means to come back later.
#[tokio::test]
async fn whoever_is_there_when_we_close_down_is_told_to_come_back() {
    let town = Town::new().await;
    let mut sockets = vec![];
    for name in ["ana", "ben"] {
        sockets.push(Socket::of(&town, &town.user(name).await).await);
    }
    let codes = tokio::spawn(async move {
        let mut codes = vec![];
        for socket in &mut sockets {
            codes.push(socket.closed().await);
        }
        codes
    });
    let town = town.restarted().await;
    assert_eq!(codes.await.unwrap(), [1001, 1001]);
    drop(town);
}
