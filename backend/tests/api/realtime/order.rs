//! Changes are told in the order they were made.

use serde_json::json;

use super::socket::Socket;
use crate::town::Town;

/// ER-18: writes are told in the order of their commits.
#[tokio::test]
async fn the_last_thing_heard_of_a_record_is_what_it_is() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut ears = [
        Socket::listening(&town, &ana, &["presences"]).await,
        Socket::listening(&town, &ana, &["presences"]).await,
    ];
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8 {
        let ana = ana.clone();
        writers.spawn(async move {
            for number in 0..10 {
                let status = format!("{writer}-{number}");
                ana.put("/presences/ana", json!({ "status": status })).await.ok(200);
            }
        });
    }
    writers.join_all().await;
    let stored = ana.get("/presences/ana").await.ok(200);
    let mut heard = vec![];
    for ear in &mut ears {
        let mut statuses = vec![];
        for _ in 0..80 {
            let payload = ear.event("presences.ana.upsert").await["payload"].take();
            statuses.push(payload["status"].as_str().unwrap().to_owned());
        }
        ear.hears_nothing().await;
        heard.push(statuses);
    }
    assert_eq!(heard[0].last().map(String::as_str), stored["status"].as_str());
    assert_eq!(heard[0], heard[1], "everybody hears the same story");
    // Each writer waited for its answers, so its own words are in order.
    for writer in 0..8 {
        let own: Vec<&String> =
            heard[0].iter().filter(|status| status.starts_with(&format!("{writer}-"))).collect();
        assert!(own.len() == 10 && own.is_sorted(), "{own:?}");
    }
}
