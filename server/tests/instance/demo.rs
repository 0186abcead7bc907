//! The invented friends, as somebody meets them who signs in or registers: on the globe, and in the mail.

use std::collections::BTreeMap;

use appwrite::{Timestamp, wire::Event};
use serde_json::{Value, json};

use crate::town::{Ear, Instance, photograph};

const SNAPS: &str = "tablesdb.appchat-db.tables.snaps.rows";
const FRIENDSHIPS: &str = "tablesdb.appchat-db.tables.friendships.rows";

async fn town() -> (tempfile::TempDir, Instance) {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::demo(folder.path()).await;
    (folder, town)
}

/// Listens until it is this.
async fn until(ear: &mut Ear, mut is_it: impl FnMut(&Event) -> bool) -> Event {
    loop {
        let event = ear.event().await;
        if is_it(&event) {
            return event;
        }
    }
}

/// For how many seconds a presence lives from its writing.
fn life(event: &Event) -> i64 {
    let millis = |name: &str| {
        serde_json::from_value::<Timestamp>(event.payload[name].clone()).map_or(0, Timestamp::millis)
    };
    (millis("expiresAt") - millis("$updatedAt")) / 1000
}

#[tokio::test]
async fn friends_are_on_the_globe_at_once_and_move_and_change_and_go_and_come_back() {
    let (_folder, town) = town().await;
    let alice = town.sign_in("alice@example.com").await;
    let dots = alice.dots(&town).await;
    let placed = dots.iter().filter(|dot| dot.id.as_str() != "alice" && dot.spot.is_some()).count();
    assert!(placed >= 4, "{dots:?}");

    let mut ear = alice.listen(&town, "presences").await;
    let mut places = BTreeMap::new();
    until(&mut ear, |event| {
        let metadata = &event.payload["metadata"];
        let place = format!("{} {}", metadata["lat"], metadata["lng"]);
        let was = places.insert(event.payload["$id"].to_string(), place.clone());
        was.is_some_and(|was| was != place)
    })
    .await;
    until(&mut ear, |event| event.payload["metadata"]["label"].is_object()).await;
    until(&mut ear, |event| event.payload["status"] == "busy").await;
    until(&mut ear, |event| event.payload["metadata"]["composing"] == true).await;
    let left = until(&mut ear, |event| event.action() == "update" && life(event) <= 10).await;
    until(&mut ear, |event| event.payload["$id"] == left.payload["$id"] && life(event) > 60).await;
    town.stop().await;
}

#[tokio::test]
async fn they_open_what_they_are_sent_and_send_something_themselves() {
    let (_folder, town) = town().await;
    let alice = town.sign_in("alice@example.com").await;
    let mut ear = alice.listen(&town, SNAPS).await;
    let sent = alice.send_snap(&town, "sunset", &["emi"], &photograph(), Value::Null).await;
    assert_eq!(sent.status(), 200, "{}", sent.text().await.unwrap());
    let opened =
        until(&mut ear, |event| event.payload["fileId"] == "sunset" && event.payload["viewedAt"].is_string())
            .await;
    assert!(opened.payload["deliveredAt"].is_string(), "{:?}", opened.payload);

    let came = until(&mut ear, |event| event.action() == "create" && event.payload["recipientId"] == "alice");
    let came = came.await.payload;
    assert!(came["color"].is_string(), "{came}");
    let shown = alice.open_snap(&town, came["$id"].as_str().unwrap()).await;
    assert_eq!(shown["responseStatusCode"], 200, "{shown}");
    assert!(
        came["description"].as_str().is_some_and(|words| words.starts_with("Hills behind a lake")),
        "{came}"
    );
    town.stop().await;
}

#[tokio::test]
async fn whoever_registers_and_asks_is_accepted_and_welcomed() {
    let (_folder, town) = town().await;
    let zoe = town.register("zoe").await;
    let id = zoe.id(&town).await;
    let mut ear = zoe.listen_to(&town, &[FRIENDSHIPS, SNAPS]).await;
    let asked = zoe.call(&town, "request_friend", &[("whom", "hana@example.com")]).await;
    assert_eq!(asked["Address"], "hana@example.com");
    until(&mut ear, |event| event.payload["userA"].is_string()).await;
    until(&mut ear, |event| event.payload["recipientId"] == id.as_str()).await;
    let dots = zoe.dots(&town).await;
    let hana = dots.iter().find(|dot| dot.id.as_str() == "hana").unwrap();
    assert!(hana.spot.is_some(), "{hana:?}");
    assert_eq!(
        zoe.call(&town, "list_circle", &[]).await["friends"],
        json!([{ "name": "Hana", "id": "hana" }])
    );
    town.stop().await;
}

#[tokio::test]
async fn whoever_came_alone_has_all_of_them_as_friends_with_one_press() {
    let (_folder, town) = town().await;
    let zoe = town.register("zoe").await;
    assert_eq!(zoe.call(&town, "count_invented", &[]).await, 7);
    let mut ear = zoe.listen(&town, FRIENDSHIPS).await;
    zoe.call(&town, "add_invented", &[]).await;
    for _ in 0..7 {
        until(&mut ear, |event| event.action() == "create").await;
    }
    zoe.call(&town, "add_invented", &[]).await;
    let circle = zoe.call(&town, "list_circle", &[]).await;
    assert_eq!(circle["friends"].as_array().map(Vec::len), Some(7), "{circle}");
    assert_eq!(circle["outgoing"], json!([]));
    town.stop().await;
}

#[tokio::test]
async fn where_there_is_no_demo_there_is_nobody_to_add() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let zoe = town.register("zoe").await;
    assert_eq!(zoe.call(&town, "count_invented", &[]).await, 0);
    let add = town.http.post(town.url("/api/add_invented")).header("cookie", &zoe.cookie);
    let answer = add.send().await.unwrap();
    assert_eq!(answer.status(), 410);
    assert_eq!(answer.json::<Value>().await.unwrap(), "Gone");
    town.stop().await;
}
