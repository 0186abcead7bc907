//! The exchange the contract ends with, and the burst the SDK begins with.

use std::time::Duration;

use serde_json::json;

use super::socket::Socket;
use crate::town::{PROJECT, Town};

/// ER-5: the pin goes by itself.
#[tokio::test]
async fn a_friend_sees_a_pin_come_and_go() {
    let town = Town::new().await;
    let (_alice, bob) = (town.user("u-alice").await, town.user("u-bob").await);
    let mut socket = Socket::of(&town, &bob).await;
    let answer = socket
        .ask("subscribe", json!([{ "subscriptionId": "S1", "channels": ["presences"], "queries": [] }]))
        .await;
    assert_eq!(answer["success"], true);
    assert_eq!(
        answer["subscriptions"],
        json!([{ "subscriptionId": "S1", "channels": ["presences"], "queries": [] }])
    );
    let permissions = [
        "delete(\"user:u-alice\")",
        "read(\"user:u-alice\")",
        "read(\"user:u-bob\")",
        "update(\"user:u-alice\")",
    ];
    let body = json!({
        "userId": "u-alice", "status": "online", "permissions": permissions,
        "expiresAt": town.now().plus_seconds(60), "metadata": { "lat": -33.8688, "lng": 151.2093 },
    });
    let presence = town.key().put("/presences/u-alice", body).await.ok(200);

    let mut upsert = socket.expect("event").await;
    assert!(upsert["timestamp"].take().is_string());
    assert_eq!(
        upsert,
        json!({
            "events": ["presences.u-alice.upsert", "presences.*.upsert", "presences.u-alice", "presences.*"],
            "channels": ["presences", "presences.u-alice", "presences.upsert", "presences.u-alice.upsert"],
            "timestamp": null, "payload": presence, "subscriptions": ["S1"],
        })
    );

    socket.hears_nothing().await;
    town.pass(Duration::from_secs(60));
    let mut delete = socket.expect("event").await;
    assert!(delete["timestamp"].take().is_string());
    assert_eq!(
        delete,
        json!({
            "events": ["presences.u-alice.delete", "presences.*.delete", "presences.u-alice", "presences.*"],
            "channels": ["presences", "presences.u-alice", "presences.delete", "presences.u-alice.delete"],
            "timestamp": null, "payload": presence, "subscriptions": ["S1"],
        })
    );
}

/// ER-10: each is done before the next is begun.
#[tokio::test]
async fn a_burst_of_authentication_subscribe_and_presence_is_answered_in_order() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for _ in 0..20 {
        let mut socket = Socket::open(&town, &format!("project={PROJECT}"), &[]).await;
        assert_eq!(
            socket.frame().await,
            json!({ "type": "connected", "data": { "channels": [], "subscriptions": [], "user": null } })
        );
        socket.send(json!({ "type": "authentication", "data": { "session": ana.secret() } })).await;
        socket
            .send(json!({ "type": "subscribe", "data": [{ "subscriptionId": "p", "channels": ["presences"] }] }))
            .await;
        let mine = ["read(\"user:ana\")", "update(\"user:ana\")", "delete(\"user:ana\")"];
        socket.send(json!({ "type": "presence", "data": { "status": "online", "permissions": mine } })).await;
        let authenticated = socket.expect("response").await;
        assert_eq!(
            (&authenticated["to"], &authenticated["success"]),
            (&json!("authentication"), &json!(true))
        );
        assert_eq!(authenticated["user"]["$id"], "ana");
        assert_eq!(socket.expect("response").await["to"], "subscribe");
        let (one, other) = (socket.frame().await, socket.frame().await);
        let (event, answer) = if one["type"] == "event" { (one, other) } else { (other, one) };
        assert_eq!(answer["data"]["to"], "presence");
        assert!(answer["data"].get("success").is_none());
        assert_eq!(answer["data"]["presence"]["source"], "realtime");
        assert_eq!(event["data"]["payload"], answer["data"]["presence"]);
        assert_eq!(event["data"]["subscriptions"], json!(["p"]));
        socket.close().await;
    }
}
