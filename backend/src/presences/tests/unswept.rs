//! A record that is over and still there.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use super::Still;

/// What everybody may read, for so many seconds.
fn said(still: &Still, user: &str, seconds: i64) -> Value {
    let expires = still.clock.now().plus_seconds(seconds);
    json!({ "userId": user, "status": "x", "permissions": ["read(\"any\")"], "expiresAt": expires })
}

/// The names of all events of presences from now on.
async fn ear(still: &Still) -> impl AsyncFnMut() -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url =
        format!("ws://{}/v1/realtime?project=still&channels[]=presences", listener.local_addr().unwrap());
    let router = still.backend.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let (mut stream, _) = connect_async(url).await.unwrap();
    stream.next().await.unwrap().unwrap(); // `connected`
    async move || match stream.next().await {
        Some(Ok(Message::Text(text))) => {
            let frame: Value = serde_json::from_str(&text).unwrap();
            frame["data"]["events"][0].as_str().unwrap().to_owned()
        }
        other => panic!("no event but {other:?}"),
    }
}

#[tokio::test]
async fn it_is_hidden_everywhere_at_once_even_in_lists_that_may_be_old() {
    let still = Still::new(&["ana", "ben"]).await;
    for (user, seconds) in [("ana", 5), ("ben", 60)] {
        let path = format!("/presences/{user}");
        assert_eq!(still.ask("PUT", &path, said(&still, user, seconds)).await.0, 200);
    }
    let lists = ["/presences", "/presences?ttl=3600", "/presences?ttl=3600&total=false"];
    for (list, total) in lists.iter().zip([2, 2, 0]) {
        assert_eq!(still.ask("GET", list, Value::Null).await.1["total"], total);
    }
    still.clock.advance(Duration::from_secs(5));
    for (list, total) in lists.iter().zip([1, 1, 0]) {
        let (_, page) = still.ask("GET", list, Value::Null).await;
        assert_eq!((&page["total"], page["presences"].as_array().unwrap().len()), (&json!(total), 1));
        assert_eq!(page["presences"][0]["$id"], "ben");
    }
    assert_eq!(still.ask("GET", "/presences/ana", Value::Null).await.0, 404);
    assert_eq!(still.ask("PATCH", "/presences/ana", json!({ "status": "y" })).await.0, 404);
    let cursor =
        "/presences?queries[0]=%7B%22method%22%3A%22cursorAfter%22%2C%22values%22%3A%5B%22ana%22%5D%7D";
    assert_eq!(still.ask("GET", cursor, Value::Null).await.1["type"], "general_cursor_not_found");
}

#[tokio::test]
async fn it_can_be_deleted_and_goes_as_if_it_had_lived() {
    let still = Still::new(&["ana"]).await;
    still.ask("PUT", "/presences/ana", said(&still, "ana", 5)).await;
    let mut next = ear(&still).await;
    still.clock.advance(Duration::from_secs(5));
    assert_eq!(still.ask("DELETE", "/presences/ana", Value::Null).await.0, 204);
    assert_eq!(next().await, "presences.ana.delete");
    assert_eq!(still.ask("DELETE", "/presences/ana", Value::Null).await.0, 404);
}

/// ER-4: before somebody else has its id, or its person another, it goes and is said to.
#[tokio::test]
async fn its_id_and_its_person_are_free() {
    let still = Still::new(&["ana", "ben", "cid"]).await;
    still.ask("PUT", "/presences/one", said(&still, "ana", 5)).await;
    still.ask("PUT", "/presences/three", said(&still, "cid", 60)).await;
    let mut next = ear(&still).await;
    still.clock.advance(Duration::from_secs(5));
    let (status, taken) = still.ask("PUT", "/presences/one", said(&still, "ben", 5)).await;
    assert_eq!((status, &taken["userId"]), (200, &json!("ben")));
    assert_eq!(next().await, "presences.one.delete");
    assert_eq!(next().await, "presences.one.upsert");
    still.clock.advance(Duration::from_secs(5));
    let (_, anew) = still.ask("PUT", "/presences/two", said(&still, "ben", 5)).await;
    assert_eq!((&anew["$id"], &anew["$createdAt"]), (&json!("two"), &json!(still.clock.now())));
    assert_eq!(next().await, "presences.one.delete");
    assert_eq!(next().await, "presences.two.upsert");
    // A record can be given to somebody whose own is over.
    let given = json!({ "userId": "ben", "permissions": ["read(\"any\")"] });
    assert_eq!(still.ask("PATCH", "/presences/three", given.clone()).await.0, 409);
    still.clock.advance(Duration::from_secs(5));
    assert_eq!(still.ask("PATCH", "/presences/three", given).await.0, 200);
    assert_eq!(next().await, "presences.two.delete");
    assert_eq!(next().await, "presences.three.update");
}

/// ER-5: the sweeper looks again at what it removes. What was said anew in the meantime stays.
#[tokio::test]
async fn what_was_said_anew_is_not_swept() {
    let still = Still::new(&["ana", "ben"]).await;
    still.ask("PUT", "/presences/ana", said(&still, "ana", 5)).await;
    still.ask("PUT", "/presences/ben", said(&still, "ben", 5)).await;
    still.clock.advance(Duration::from_secs(4));
    still.ask("PUT", "/presences/ana", said(&still, "ana", 5)).await;
    let mut next = ear(&still).await;
    still.clock.advance(Duration::from_secs(1));
    still.sweep().await;
    assert_eq!(next().await, "presences.ben.delete");
    assert_eq!(still.ask("GET", "/presences/ana", Value::Null).await.0, 200);
    assert_eq!(still.backend.presences.deadline.next(), still.clock.now().plus_seconds(4));
}
