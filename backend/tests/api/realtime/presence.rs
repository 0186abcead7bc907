//! Presence said over sockets.

use std::time::Duration;

use serde_json::json;

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

const MINE: [&str; 3] = ["read(\"users\")", "update(\"user:ana\")", "delete(\"user:ana\")"];

/// ER-16 and ER-17: with a goodbye it goes at once, and what is told is the record as it was stored.
#[tokio::test]
async fn what_is_said_lives_as_long_as_its_socket() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut ear = Socket::listening(&town, &ben, &["presences"]).await;
    let mut socket = Socket::of(&town, &ana).await;
    let words = json!({
        "status": "online", "presenceId": "ana", "permissions": MINE, "metadata": { "lat": 1 },
        "userId": "ben", "expiresAt": "1999-01-01",
    });
    let answer = socket.ask("presence", words).await;
    let expected = json!({
        "$id": "ana", "$createdAt": town.now(), "$updatedAt": town.now(),
        "$permissions": ["delete(\"user:ana\")", "read(\"users\")", "update(\"user:ana\")"],
        "userId": "ana", "status": "online", "source": "realtime",
        "expiresAt": town.now().plus_seconds(30 * 24 * 3600), "metadata": { "lat": 1 },
    });
    assert_eq!(answer, json!({ "to": "presence", "presence": expected }));
    assert_eq!(ear.event("presences.ana.upsert").await["payload"], expected);
    assert_eq!(ben.get("/presences/ana").await.ok(200), expected);
    // Whoever does not say what else, does not take it back.
    let again = socket.ask("presence", json!({ "status": "away", "permissions": MINE })).await;
    assert_eq!(
        (&again["presence"]["$id"], &again["presence"]["metadata"]),
        (&json!("ana"), &json!({ "lat": 1 }))
    );
    ear.event("presences.ana.upsert").await;
    socket.close().await;
    assert_eq!(ear.event("presences.ana.delete").await["payload"], again["presence"]);
    ben.get("/presences/ana").await.refused(404, "presence_not_found");
    ear.hears_nothing().await;
}

/// ER-16: the last socket that said a record takes it along, whoever said it since.
#[tokio::test]
async fn two_tabs_are_one_person_who_goes_with_the_last() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut ear = Socket::listening(&town, &ben, &["presences"]).await;
    let mut tabs = [Socket::of(&town, &ana).await, Socket::of(&town, &ana).await];
    for tab in &mut tabs {
        let answer = tab.ask("presence", json!({ "status": "online", "permissions": MINE })).await;
        let id = answer["presence"]["$id"].as_str().unwrap();
        ear.event(&format!("presences.{id}.upsert")).await;
    }
    let [one, mut other] = tabs;
    one.close().await;
    // A heartbeat over REST does not take the record from its sockets.
    let heartbeat = json!({ "status": "online", "permissions": MINE, "metadata": { "by": "rest" } });
    let said = ana.put("/presences/ana", heartbeat).await.ok(200);
    let name = format!("presences.{}", said["$id"].as_str().unwrap());
    ear.event(&format!("{name}.upsert")).await;
    ear.hears_nothing().await;
    other.hears_nothing().await;
    other.close().await;
    assert_eq!(ear.event(&format!("{name}.delete")).await["payload"], said);
}

/// ER-17: without a goodbye there are two seconds to come back in. ER-16: the old socket's end, noticed late, takes
/// nothing from the new one.
#[tokio::test]
async fn a_short_drop_does_not_make_anybody_blink() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut ear = Socket::listening(&town, &ben, &["presences"]).await;
    let words = || json!({ "status": "online", "presenceId": "ana", "permissions": MINE });
    let mut socket = Socket::of(&town, &ana).await;
    let said = socket.ask("presence", words()).await["presence"].take();
    ear.event("presences.ana.upsert").await;
    let broken = async |socket: Socket| {
        socket.vanish();
        // That the socket is gone shows in the end being near.
        while ben.get("/presences/ana").await.ok(200)["expiresAt"] == said["expiresAt"] {
            tokio::task::yield_now().await;
        }
    };
    broken(socket).await;
    let mut back = Socket::of(&town, &ana).await;
    back.ask("presence", words()).await;
    ear.event("presences.ana.upsert").await;
    town.pass(Duration::from_secs(2));
    ear.hears_nothing().await;
    ben.get("/presences/ana").await.ok(200);

    broken(back).await;
    town.pass(Duration::from_secs(2));
    ear.event("presences.ana.delete").await;
}

#[tokio::test]
async fn who_stops_listening_is_still_there() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::of(&town, &ana).await;
    let words = || json!({ "status": "online", "presenceId": "ana", "permissions": MINE });
    socket.ask("presence", words()).await;
    socket.subscribe("s", &["presences"]).await;
    socket.ask("unsubscribe", json!([{ "subscriptionId": "s" }])).await;
    socket.hears_nothing().await;
    assert_eq!(ben.get("/presences/ana").await.ok(200)["status"], "online");
    // And is still who they were.
    socket.ask("presence", words()).await;
    socket.hears_nothing().await;
}

#[tokio::test]
async fn a_record_is_one_whether_it_is_said_over_rest_or_over_sockets() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let rest = json!({ "status": "rest", "permissions": MINE, "metadata": { "a": 1 } });
    let said = ana.put("/presences/one", rest).await.ok(200);
    let mut socket = Socket::of(&town, &ana).await;
    let words = json!({ "status": "socket", "presenceId": "two", "permissions": MINE });
    let taken = socket.ask("presence", words.clone()).await["presence"].take();
    for kept in ["$id", "$createdAt", "metadata"] {
        assert_eq!(taken[kept], said[kept], "{kept}");
    }
    let again = ana.put("/presences/three", json!({ "status": "rest", "permissions": MINE })).await.ok(200);
    assert_eq!(
        (&again["$id"], &again["source"], &again["metadata"]),
        (&json!("one"), &json!("rest"), &json!({}))
    );

    // Said in many places at once, it is still one.
    let mut all = tokio::task::JoinSet::new();
    for number in 0..5 {
        let mut tab = Socket::of(&town, &ana).await;
        let (ana, words) = (ana.clone(), words.clone());
        all.spawn(async move {
            let by_socket = tab.ask("presence", words).await["presence"]["$id"].clone();
            let body = json!({ "status": "x", "permissions": MINE });
            let by_rest = ana.put(&format!("/presences/p{number}"), body).await.ok(200)["$id"].clone();
            assert_eq!((&by_socket, &by_rest), (&json!("one"), &json!("one")));
            tab
        });
    }
    all.join_all().await;
    assert_eq!(town.key().get("/presences").await.ok(200)["total"], 1);
}

#[tokio::test]
async fn a_socket_forgets_what_was_deleted_over_rest() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut ear = Socket::listening(&town, &ben, &["presences"]).await;
    let mut socket = Socket::of(&town, &ana).await;
    socket.ask("presence", json!({ "status": "online", "presenceId": "ana", "permissions": MINE })).await;
    ear.event("presences.ana.upsert").await;
    ana.delete("/presences/ana").await.ok(204);
    ear.event("presences.ana.delete").await;
    // What is said over REST since then is not the socket's.
    ana.put("/presences/ana", json!({ "status": "back", "permissions": MINE })).await.ok(200);
    ear.event("presences.ana.upsert").await;
    socket.close().await;
    // Had the goodbye removed anything, it would have done so before this is written.
    town.user("cid").await;
    ear.hears_nothing().await;
    ben.get("/presences/ana").await.ok(200);
}

/// ER-15
#[tokio::test]
async fn what_may_not_be_said_is_refused_in_the_words_of_rest() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    town.key().put("/presences/taken", said_for("ben", &[])).await.ok(200);
    let mut guest = Socket::of(&town, &town.guest()).await;
    let refused = guest.refused("presence", json!({ "status": "online" })).await;
    assert_eq!(refused, (401, "User must be authorized".to_owned()));
    let mut socket = Socket::of(&town, &ana).await;
    for (words, code, start) in [
        (json!({ "status": "" }), 1003, "status: "),
        (json!({ "status": "x".repeat(2049) }), 1003, "status: "),
        (json!({ "status": "x".repeat(257) }), 400, "Invalid document structure"),
        (json!({ "status": "x", "presenceId": "-" }), 1003, "presenceId: "),
        (json!({ "status": "x", "presenceId": "x".repeat(37) }), 1003, "presenceId: "),
        (json!({ "status": "x", "presenceId": "a/b" }), 1003, "presenceId: "),
        (json!({ "status": "x", "metadata": "text" }), 1003, "metadata: "),
        (json!({ "status": "x", "metadata": [1] }), 1003, "metadata: "),
        (json!({ "status": "x", "permissions": ["create(\"users\")"] }), 1003, "permissions: "),
        (
            json!({ "status": "x", "permissions": "read" }),
            1003,
            "permissions: Permissions must be an array of strings.",
        ),
        (
            json!({ "status": "x", "permissions": ["read(\"user:ben\")"] }),
            401,
            "Permissions must be one of: (",
        ),
        (json!({ "status": "x", "presenceId": "taken" }), 409, ""),
    ] {
        let (told, message) = socket.refused("presence", words.clone()).await;
        assert!(told == code && message.starts_with(start), "{words}: {told} {message}");
    }
    socket
        .ask(
            "presence",
            json!({ "status": "x", "presenceId": "unique()", "permissions": ["read(\"users\")"] }),
        )
        .await;
    let (code, message) = socket.refused("presence", json!({ "status": "y" })).await;
    assert_eq!(
        (code, message.as_str()),
        (401, "The current user is not authorized to perform the requested action.")
    );
}
