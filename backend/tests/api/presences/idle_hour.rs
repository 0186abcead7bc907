//! What an hour of two idle friends costs, by the backend's own counters, which must agree with what their sockets
//! heard. `cargo test -p backend --test api
//! idle_hour -- --nocapture` prints it.

use std::time::Duration;

use serde_json::{Value, json};

use super::said_for;
use crate::{
    realtime::socket::Socket,
    town::{Somebody, Town},
};

/// As the app says it: every 20 seconds, good for 75.
const BEAT: u64 = 20;
const LIFE: i64 = 75;
/// A ping of 15 bytes every 20 seconds and its answer of as many: what a browser's socket says when it has nothing to say.
const PINGS: u64 = 2 * 180 * 15;

#[tokio::test]
async fn an_hour_of_two_idle_friends_is_a_beat_and_two_events_every_twenty_seconds_each() {
    let town = Town::new().await;
    let people = [town.user("ana").await, town.user("ben").await];
    let mut ears = Vec::new();
    for person in &people {
        ears.push(Socket::listening(&town, person, &["presences"]).await);
    }
    let before = town.counts();
    let mut said_bytes = 0;
    let (mut heard, mut heard_bytes) = (0, 0);
    for _ in 0..3600 / BEAT {
        town.pass(Duration::from_secs(BEAT));
        for person in &people {
            let beat = beat(&town, person);
            said_bytes += beat.to_string().len();
            town.key().put(&format!("/presences/{}", person.id()), beat).await.ok(200);
            for ear in &mut ears {
                let frame = ear.frame().await;
                assert_eq!(frame["data"]["events"][0], format!("presences.{}.upsert", person.id()));
                heard += 1;
                heard_bytes += frame.to_string().len() as u64;
            }
        }
    }
    let after = town.counts();
    for ear in &mut ears {
        ear.hears_nothing().await;
    }
    let heartbeats = after.presences - before.presences;
    let (events, bytes) = (after.frames - before.frames, after.bytes - before.bytes);
    eprintln!(
        "an hour of two idle friends: {heartbeats} heartbeats ({said_bytes} bytes of JSON), {events} events delivered \
         ({bytes} bytes), {} bytes of pings; {} bytes a second for each person",
        2 * PINGS,
        (bytes / 2 + PINGS) / 3600
    );
    // Each beat is heard by its person and by their friend, and nothing else is said.
    assert_eq!((heartbeats, events, after.sockets), (360, 720, 2));
    assert_eq!((events, bytes), (heard, heard_bytes), "counted as heard");
    assert!(bytes / events < 1024, "{bytes} bytes in {events} events");
}

fn beat(town: &Town, person: &Somebody) -> Value {
    let mut said = said_for(person.id(), &["user:ana", "user:ben"]);
    said["expiresAt"] = json!(town.now().plus_seconds(LIFE));
    said["metadata"] = json!({
        "lat": 47.07, "lng": 15.44, "displayName": person.id(),
        "avatarUrl": "/v1/avatars/initials?name=Ana&width=96&height=96&project=appchat",
    });
    said
}
