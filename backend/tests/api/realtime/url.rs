//! Subscriptions in the address, as old SDKs make them.

use serde_json::json;

use super::socket::{Socket, session};
use crate::town::Town;

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn channels_in_the_address_are_listened_on_from_the_first_frame() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let query = "project=town&channels[]=account&channels[]=presences";
    let mut socket = Socket::open(&town, query, &session(&ana)).await;
    let connected = socket.expect("connected").await;
    assert_eq!(connected["channels"], json!(["account", "presences", "account.ana"]));
    assert_eq!(connected["user"]["$id"], "ana");
    let subscriptions = connected["subscriptions"].as_array().unwrap();
    assert_eq!(subscriptions.len(), 1);
    ana.put("/presences/ana", json!({ "status": "x" })).await.ok(200);
    assert_eq!(&socket.event("presences.ana.upsert").await["subscriptions"], &connected["subscriptions"]);
}

#[tokio::test]
async fn slots_are_subscriptions_of_their_own() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let status = |value: &str| {
        encoded(&json!({ "method": "equal", "attribute": "status", "values": [value] }).to_string())
    };
    let open = async |slots: [u32; 2]| {
        let query = format!(
            "project=town&channels[]=presences&presences[{}][]={}&presences[{}][]={}",
            slots[0],
            status("online"),
            slots[1],
            status("away")
        );
        let mut socket = Socket::open(&town, &query, &session(&ana)).await;
        let connected = socket.expect("connected").await;
        (socket, connected["subscriptions"].clone())
    };
    let (mut socket, ids) = open([0, 1]).await;
    let (_, sparse) = open([1, 3]).await;
    assert!(ids.as_array().is_some_and(|ids| ids.len() == 2));
    assert!(sparse["1"].is_string() && sparse["3"].is_string());
    for (value, slot) in [("away", 1), ("online", 0)] {
        ana.put("/presences/ana", json!({ "status": value })).await.ok(200);
        let event = socket.event("presences.ana.upsert").await;
        assert_eq!(event["subscriptions"], json!([ids[slot]]));
    }
}

#[tokio::test]
async fn an_address_that_asks_for_too_much_closes_the_socket() {
    let town = Town::new().await;
    let query = format!("project=town{}", "&channels[]=rows".repeat(2000));
    let mut socket = Socket::open(&town, &query, &[]).await;
    assert_eq!(socket.expect("error").await, json!({ "code": 1008, "message": "Too many subscriptions." }));
    assert_eq!(socket.closed().await, 1008);
}

#[tokio::test]
async fn a_query_that_cannot_be_asked_closes_the_socket() {
    let town = Town::new().await;
    let query =
        format!("project=town&channels[]=rows&rows[0][]={}", encoded(r#"{"method":"limit","values":[1]}"#));
    let mut socket = Socket::open(&town, &query, &[]).await;
    assert_eq!(socket.expect("error").await["code"], 1008);
    assert_eq!(socket.closed().await, 1008);
}
