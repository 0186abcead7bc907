//! Who hears of what.

use serde_json::json;

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

#[tokio::test]
async fn a_presence_for_friends_reaches_its_readers_and_nobody_else() {
    let town = Town::new().await;
    let (ana, ben, cid) = (town.user("ana").await, town.user("ben").await, town.user("cid").await);
    let channels = ["presences", "presences.ana", "presences.ana.upsert", "account", "rows"];
    let mut readers = vec![
        Socket::listening(&town, &ana, &channels).await,
        Socket::listening(&town, &ben, &channels).await,
        Socket::listening(&town, &ben, &channels).await,
    ];
    let mut others = vec![
        Socket::listening(&town, &cid, &channels).await,
        Socket::listening(&town, &town.guest(), &channels).await,
        Socket::listening(&town, &ben, &["rows", "presences.cid", "presences.create"]).await,
    ];
    let said = town.key().put("/presences/ana", said_for("ana", &["user:ana", "user:ben"])).await.ok(200);
    for reader in &mut readers {
        assert_eq!(reader.event("presences.ana.upsert").await["payload"], said);
        reader.hears_nothing().await;
    }
    for other in &mut others {
        other.hears_nothing().await;
    }
}

#[tokio::test]
async fn roles_decide_and_anybody_is_everybody() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    town.key().put("/users/ben/labels", json!({ "labels": ["vip"] })).await.ok(200);
    let mut sockets = [
        Socket::listening(&town, &ana, &["presences"]).await,
        Socket::listening(&town, &ben, &["presences"]).await,
        Socket::listening(&town, &town.guest(), &["presences"]).await,
    ];
    for (reader, heard) in [
        ("any", [true, true, true]),
        ("guests", [false, false, true]),
        ("users", [true, true, false]),
        ("users/unverified", [true, true, false]),
        ("users/verified", [false, false, false]),
        ("user:ana/unverified", [true, false, false]),
        ("label:vip", [false, true, false]),
    ] {
        town.key().put("/presences/ana", said_for("ana", &[reader])).await.ok(200);
        for (socket, heard) in sockets.iter_mut().zip(heard) {
            if heard {
                socket.event("presences.ana.upsert").await;
            }
            socket.hears_nothing().await;
        }
    }
}

#[tokio::test]
async fn losing_access_is_silent() {
    let town = Town::new().await;
    let (_ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &ben, &["presences"]).await;
    town.key().put("/presences/ana", said_for("ana", &["user:ben"])).await.ok(200);
    socket.event("presences.ana.upsert").await;
    town.key().patch("/presences/ana", json!({ "permissions": ["read(\"user:ana\")"] })).await.ok(200);
    town.key().delete("/presences/ana").await.ok(204);
    socket.hears_nothing().await;
}

#[tokio::test]
async fn a_row_is_told_to_those_who_may_read_it_and_as_its_table_says() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let rows = ["tablesdb.hall.tables.notes.rows.create"];
    let mut writer = Socket::listening(&town, &ana, &rows).await;
    let mut other = Socket::listening(&town, &ben, &rows).await;
    let body = json!({ "rowId": "n1", "data": { "title": "hello" } });
    let row = ana.post("/tablesdb/hall/tables/notes/rows", body).await.ok(201);
    let event = writer.event("tablesdb.hall.tables.notes.rows.n1.create").await;
    assert_eq!((&event["payload"], event["events"].as_array().unwrap().len()), (&row, 64));
    assert_eq!(event["channels"].as_array().unwrap().len(), 16);
    other.hears_nothing().await;

    // The board is everybody's, whatever a row says.
    let mut guest = Socket::listening(&town, &town.guest(), &["databases.hall.tables.board.rows"]).await;
    let body = json!({ "rowId": "b1", "data": { "text": "hi" }, "permissions": [] });
    ana.post("/tablesdb/hall/tables/board/rows", body).await.ok(201);
    guest.event("tablesdb.hall.tables.board.rows.b1.create").await;
}
