//! `PATCH /presences/{presenceId}`.

use std::time::Duration;

use serde_json::json;

use super::said_for;
use crate::{realtime::socket::Socket, town::Town};

#[tokio::test]
async fn only_what_is_given_changes() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let body = json!({ "status": "online", "metadata": { "a": 1, "b": 2 } });
    let before = ana.put("/presences/ana", body).await.ok(200);
    town.pass(Duration::from_secs(10));
    let mut expected = before.clone();
    expected["status"] = json!("away");
    expected["$updatedAt"] = json!(town.now());
    assert_eq!(ana.patch("/presences/ana", json!({ "status": "away" })).await.ok(200), expected);
    expected["metadata"] = json!({ "c": 3 });
    assert_eq!(ana.patch("/presences/ana", json!({ "metadata": { "c": 3 } })).await.ok(200), expected);
    assert_eq!(ana.get("/presences/ana").await.ok(200), expected);
}

#[tokio::test]
async fn saying_the_same_again_needs_no_right_but_is_told_and_saying_nothing_is_not() {
    let town = Town::new().await;
    let (_ana, ben) = (town.user("ana").await, town.user("ben").await);
    let before = town.key().put("/presences/ana", said_for("ana", &["user:ben"])).await.ok(200);
    let mut socket = Socket::listening(&town, &ben, &["presences"]).await;
    town.pass(Duration::from_secs(10));
    assert_eq!(ben.patch("/presences/ana", json!({})).await.ok(200), before);
    for purge in [json!(true), json!("true"), json!("1"), json!(false)] {
        assert_eq!(ben.patch("/presences/ana", json!({ "purge": purge })).await.ok(200), before);
    }
    socket.hears_nothing().await;
    assert_eq!(ben.patch("/presences/ana", json!({ "status": "online" })).await.ok(200), before);
    assert_eq!(socket.event("presences.ana.update").await["payload"], before);
    ben.patch("/presences/ana", json!({ "status": "away" })).await.refused(401, "user_unauthorized");
    socket.hears_nothing().await;
}

/// ER-3: whatever the record grants, it does not become another's.
#[tokio::test]
async fn what_may_be_done_is_what_the_record_grants() {
    let town = Town::new().await;
    let (_ana, ben) = (town.user("ana").await, town.user("ben").await);
    for (grants, get, patch, delete) in [
        (&[][..], 404, 404, 404),
        (&["read"][..], 200, 401, 401),
        (&["read", "update"][..], 200, 200, 401),
        (&["read", "update", "delete"][..], 200, 200, 204),
        (&["update"][..], 404, 404, 404),
    ] {
        let permissions: Vec<String> =
            grants.iter().map(|action| format!("{action}(\"user:ben\")")).collect();
        let body = json!({ "userId": "ana", "status": "online", "permissions": permissions });
        town.key().put("/presences/ana", body).await.ok(200);
        assert_eq!(ben.put("/presences/ana", json!({ "status": "x" })).await.status, 409);
        assert_eq!(ben.get("/presences/ana").await.status, get, "{grants:?}");
        assert_eq!(ben.patch("/presences/ana", json!({ "status": "x" })).await.status, patch, "{grants:?}");
        assert_eq!(ben.delete("/presences/ana").await.status, delete, "{grants:?}");
    }
}

#[tokio::test]
async fn a_key_can_give_a_record_to_another_person() {
    let town = Town::new().await;
    let (ana, ben, key) = (town.user("ana").await, town.user("ben").await, town.key());
    ana.put("/presences/p", json!({ "status": "online" })).await.ok(200);
    ana.patch("/presences/p", json!({ "userId": "ben" })).await.refused(401, "general_unauthorized_scope");
    key.patch("/presences/p", json!({ "userId": "nobody" })).await.refused(404, "user_not_found");
    let given = key.patch("/presences/p", json!({ "userId": "ben" })).await.ok(200);
    assert_eq!(given["userId"], "ben");
    ana.get("/presences/p").await.refused(404, "presence_not_found");
    assert_eq!(ben.get("/presences/p").await.ok(200)["$permissions"][1], "read(\"user:ben\")");
    ana.put("/presences/q", json!({ "status": "online" })).await.ok(200);
    key.patch("/presences/q", json!({ "userId": "ben" })).await.refused(409, "presence_already_exists");
    key.patch("/presences/q", json!({ "status": "away" })).await.ok(200);
}
