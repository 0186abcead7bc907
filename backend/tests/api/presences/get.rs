//! `GET /presences/{presenceId}`.

use std::time::Duration;

use serde_json::json;

use super::said_for;
use crate::{functions, town::Town};

#[tokio::test]
async fn a_presence_is_seen_by_those_it_names_and_by_nobody_else() {
    let town = Town::new().await;
    let (ana, ben, cid) = (town.user("ana").await, town.user("ben").await, town.user("cid").await);
    let said = town.key().put("/presences/ana", said_for("ana", &["user:ana", "user:ben"])).await.ok(200);
    for friend in [&ana, &ben] {
        assert_eq!(friend.get("/presences/ana").await.ok(200), said);
    }
    cid.get("/presences/ana").await.refused(404, "presence_not_found");
    town.guest().get("/presences/ana").await.refused(401, "general_unauthorized_scope");
    ana.get("/presences/nobody").await.refused(404, "presence_not_found");
    ana.get("/presences/usage").await.refused(404, "presence_not_found");
}

#[tokio::test]
async fn a_key_without_the_scope_sees_nothing_and_a_token_sees_what_its_person_does() {
    let town = functions::town().await;
    let ana = town.user("ana").await;
    let heard = functions::heard(&ana, json!({ "path": "/call/presences" })).await;
    assert_eq!((&heard["byKey"], &heard["byToken"]), (&json!(401), &json!(200)));
}

#[tokio::test]
async fn an_expired_presence_reads_as_absent_at_once() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let body = json!({ "status": "x", "expiresAt": town.now().plus_seconds(5) });
    ana.put("/presences/ana", body).await.ok(200);
    town.pass(Duration::from_millis(4_999));
    ana.get("/presences/ana").await.ok(200);
    town.pass(Duration::from_millis(1));
    ana.get("/presences/ana").await.refused(404, "presence_not_found");
    ana.patch("/presences/ana", json!({ "status": "y" })).await.refused(404, "presence_not_found");
    assert_eq!(ana.get("/presences").await.ok(200)["total"], 0);
}

#[tokio::test]
async fn there_is_no_other_way_to_make_one() {
    let town = Town::new().await;
    let answer = town.key().post("/presences", said_for("ana", &[])).await;
    answer.refused(404, "general_route_not_found");
}
