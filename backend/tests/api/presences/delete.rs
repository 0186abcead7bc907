//! `DELETE /presences/{presenceId}`, and what goes with a person.

use serde_json::json;

use super::said_for;
use crate::{realtime::socket::Socket, town::Town};

#[tokio::test]
async fn a_deleted_presence_is_gone_and_its_readers_hear_of_it() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let said = town.key().put("/presences/ana", said_for("ana", &["user:ana", "user:ben"])).await.ok(200);
    let mut socket = Socket::listening(&town, &ben, &["presences.delete"]).await;
    let answer = ana.delete("/presences/ana").await;
    assert_eq!((answer.status, answer.bytes.len()), (204, 0));
    assert!(answer.headers.get("content-type").is_none());
    assert_eq!(socket.event("presences.ana.delete").await["payload"], said);
    ana.delete("/presences/ana").await.refused(404, "presence_not_found");
    ana.get("/presences/ana").await.refused(404, "presence_not_found");
}

#[tokio::test]
async fn a_presence_goes_with_its_person() {
    let town = Town::new().await;
    let (_ana, ben) = (town.user("ana").await, town.user("ben").await);
    town.key().put("/presences/ana", said_for("ana", &["user:ben"])).await.ok(200);
    let mut socket = Socket::listening(&town, &ben, &["presences"]).await;
    town.key().delete("/users/ana").await.ok(204);
    socket.event("presences.ana.delete").await;
    assert_eq!(town.key().get("/presences").await.ok(200), json!({ "total": 0, "presences": [] }));
}
