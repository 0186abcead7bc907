//! What can be said, and how what cannot is refused.

use appwrite::Query;
use serde_json::{Value, json};

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

fn refusal(code: i64, message: &str) -> (i64, String) {
    (code, message.to_owned())
}

#[tokio::test]
async fn what_is_no_frame_is_refused_and_the_socket_stays() {
    let town = Town::new().await;
    let mut socket = Socket::of(&town, &town.guest()).await;
    for (text, message) in [
        ("", "Message format is not valid."),
        ("{", "Message format is not valid."),
        ("[]", "Message format is not valid."),
        ("{}", "Message format is not valid."),
        (r#"{"type":"sing"}"#, "Message type is not valid."),
        (r#"{"data":{}}"#, "Message type is not valid."),
        (r#"{"type":1}"#, "Message type is not valid."),
        (r#"{"type":"authentication"}"#, "Payload is not valid. Session is required"),
        (r#"{"type":"authentication","data":{"session":"nonsense"}}"#, "Session is not valid."),
        (r#"{"type":"presence","data":{}}"#, "Payload is not valid. Status is required"),
        (r#"{"type":"subscribe"}"#, "Payload is not valid. Items is required"),
        (r#"{"type":"unsubscribe","data":{}}"#, "Payload is not valid. Items is required"),
    ] {
        socket.send_text(text).await;
        assert_eq!(socket.expect("error").await, json!({ "code": 1003, "message": message }), "{text}");
    }
    socket.hears_nothing().await;
}

#[tokio::test]
async fn a_batch_of_subscriptions_is_taken_whole_or_not_at_all() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let good = json!({ "subscriptionId": "good", "channels": ["presences"] });
    for (bad, message) in [
        (json!(1), "items: Each subscribe payload must be an object."),
        (json!({}), "items: channels is not present in payload."),
        (json!({ "channels": "presences" }), "items: channels is not a valid array."),
        (json!({ "channels": [1] }), "items: channels must contain only strings."),
        (json!({ "channels": [], "queries": "x" }), "items: queries is not a valid array."),
        (json!({ "channels": [], "subscriptionId": "-" }), "items: subscriptionId is not a valid id."),
        (json!({ "channels": [], "subscriptionId": 1 }), "items: subscriptionId is not a valid id."),
    ] {
        assert_eq!(socket.refused("subscribe", json!([good, bad])).await, refusal(1003, message));
    }
    let limit = json!({ "channels": [], "queries": [r#"{"method":"limit","values":[1]}"#] });
    let (code, message) = socket.refused("subscribe", json!([good, limit])).await;
    assert!(code == 1003 && message.starts_with("Invalid query: Query method 'limit' is not supported"));
    ana.put("/presences/ana", json!({ "status": "x" })).await.ok(200);
    socket.hears_nothing().await;
}

#[tokio::test]
async fn ids_are_the_clients_or_ours_and_the_last_word_on_one_counts() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let answer = socket
        .ask(
            "subscribe",
            json!([
                { "subscriptionId": "one", "channels": ["rows"] },
                { "channels": ["account", "account.other"], "queries": null },
                { "subscriptionId": "unique()", "channels": ["files"] },
                { "subscriptionId": "one", "channels": ["presences"] },
            ]),
        )
        .await;
    let taken = answer["subscriptions"].as_array().unwrap();
    let ids: Vec<&str> = taken.iter().map(|item| item["subscriptionId"].as_str().unwrap()).collect();
    assert!(ids[0] == "one" && ids[3] == "one" && ids[1].len() == 20 && ids[1] != ids[2]);
    assert_eq!(taken[1]["channels"], json!(["account", "account.ana"]));
    assert_eq!(taken[1]["queries"], json!([]));
    ana.put("/presences/ana", json!({ "status": "x" })).await.ok(200);
    assert_eq!(socket.event("presences.ana.upsert").await["subscriptions"], json!(["one"]));
}

/// ER-12: upstream adds the new channels to the old.
#[tokio::test]
async fn saying_a_subscription_anew_replaces_its_channels_and_its_queries() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let away = Query::equal("status", "away").to_string();
    let first = json!([{ "subscriptionId": "one", "channels": ["presences"], "queries": [away] }]);
    socket.ask("subscribe", first).await;
    socket.subscribe("one", &["presences.delete"]).await;
    ana.put("/presences/ana", json!({ "status": "away" })).await.ok(200);
    ana.put("/presences/ana", json!({ "status": "online" })).await.ok(200);
    socket.hears_nothing().await;
    ana.delete("/presences/ana").await.ok(204);
    socket.event("presences.ana.delete").await;
}

#[tokio::test]
async fn a_socket_has_room_for_so_many_subscriptions_and_no_more() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let long = |id: &str| json!({ "subscriptionId": id, "channels": ["x".repeat(31_000), "presences"] });
    let message = "items: Too many subscriptions on one connection.";
    for (taken, refused) in [
        (json!([long("a"), long("b")]), json!([{ "subscriptionId": "f", "channels": vec!["x"; 4000] }])),
        (json!([long("c"), long("d")]), json!([long("e"), long("f")])),
        (json!([long("e")]), json!([long("f")])),
        // In the place of one that is there, there is room.
        (json!([long("a")]), json!([long("f")])),
    ] {
        socket.ask("subscribe", taken).await;
        assert_eq!(socket.refused("subscribe", refused).await, refusal(1003, message));
    }
    ana.put("/presences/ana", json!({ "status": "x" })).await.ok(200);
    let heard = socket.event("presences.ana.upsert").await;
    assert_eq!(heard["subscriptions"], json!(["a", "b", "c", "d", "e"]));
    // What was given up makes room.
    socket.ask("unsubscribe", json!([{ "subscriptionId": "a" }])).await;
    socket.ask("subscribe", json!([long("f")])).await;
}

/// Ids of the largest size, each as a channel and in a query, in frames that are read.
#[tokio::test]
async fn a_socket_hears_a_thousand_people_by_name() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::of(&town, &ana).await;
    for group in 0..10 {
        let mut people: Vec<String> = (0..99).map(|one| format!("{group:018}{one:018}")).collect();
        people.push(if group == 9 { "ben".into() } else { format!("{group:036}") });
        let channels: Vec<String> = people.iter().map(|id| format!("presences.{id}")).collect();
        let query = json!({ "method": "equal", "attribute": "userId", "values": people }).to_string();
        let item = json!({ "subscriptionId": format!("g{group}"), "channels": channels, "queries": [query] });
        socket.ask("subscribe", json!([item])).await;
    }
    ben.put("/presences/ben", json!({ "status": "x", "permissions": ["read(\"users\")"] })).await.ok(200);
    assert_eq!(socket.event("presences.ben.upsert").await["subscriptions"], json!(["g9"]));
}

#[tokio::test]
async fn an_event_comes_once_and_lists_every_subscription_that_matches() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::of(&town, &ana).await;
    let status = |value: &str| Query::equal("status", value).to_string();
    let items: Value = json!([
        { "subscriptionId": "all", "channels": ["presences", "presences.ana"] },
        { "subscriptionId": "away", "channels": ["presences.upsert"], "queries": [status("away")] },
        { "subscriptionId": "online", "channels": ["presences.upsert"], "queries": [status("online")] },
        { "subscriptionId": "rows", "channels": ["rows"] },
    ]);
    let answer = socket.ask("subscribe", items).await;
    assert_eq!(answer["subscriptions"][1]["queries"], json!([status("away")]));
    ana.put("/presences/ana", json!({ "status": "online" })).await.ok(200);
    assert_eq!(socket.event("presences.ana.upsert").await["subscriptions"], json!(["all", "online"]));
    ana.put("/presences/ana", json!({ "status": "away" })).await.ok(200);
    assert_eq!(socket.event("presences.ana.upsert").await["subscriptions"], json!(["all", "away"]));
    socket.hears_nothing().await;
}

#[tokio::test]
async fn unsubscribing_twice_is_no_mistake_and_one_bad_id_removes_nothing() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["presences"]).await;
    let bad = json!([{ "subscriptionId": "s" }, { "subscriptionId": "-" }]);
    let message = "items: subscriptionId is not a valid id.";
    assert_eq!(socket.refused("unsubscribe", bad).await, refusal(1003, message));
    ana.put("/presences/ana", json!({ "status": "x" })).await.ok(200);
    socket.event("presences.ana.upsert").await;
    let answer =
        socket.ask("unsubscribe", json!([{ "subscriptionId": "s" }, { "subscriptionId": "never" }])).await;
    assert_eq!(
        answer,
        json!({ "to": "unsubscribe", "success": true, "subscriptions": [
            { "subscriptionId": "s", "removed": true }, { "subscriptionId": "never", "removed": false },
        ] })
    );
    town.key().put("/presences/ana", said_for("ana", &["any"])).await.ok(200);
    socket.hears_nothing().await;
}

/// ER-7: as many as upstream, and as chosen.
#[tokio::test]
async fn who_says_too_much_is_told_so_and_heard_again_a_minute_later() {
    let town = Town::with(|config| config.limits = true).await;
    let mut socket = Socket::of(&town, &town.guest()).await;
    for _ in 0..32 {
        socket.hears_nothing().await;
    }
    assert_eq!(socket.refused("subscribe", json!([])).await, refusal(1013, "Too many messages."));
    town.pass(std::time::Duration::from_secs(60));
    socket.hears_nothing().await;

    let town = Town::with(|config| (config.limits, config.sockets.frames) = (true, 2)).await;
    let mut socket = Socket::listening(&town, &town.guest(), &[]).await;
    socket.hears_nothing().await;
    assert_eq!(socket.refused("ping", json!(null)).await, refusal(1013, "Too many messages."));
}

/// ER-7: and not at all where limits are off.
#[tokio::test]
async fn without_limits_nobody_says_too_much() {
    let town = Town::new().await;
    let mut socket = Socket::of(&town, &town.guest()).await;
    for _ in 0..100 {
        socket.hears_nothing().await;
    }
}
