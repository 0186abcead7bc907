//! What becomes of sockets when accounts and sessions change.

use serde_json::json;

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

#[tokio::test]
async fn a_deleted_session_tells_its_account_and_closes_its_sockets_and_no_others() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let elsewhere = town.sign_in("ana").await;
    let mut ending = Socket::listening(&town, &ana, &["account"]).await;
    ending.ask("presence", json!({ "status": "online", "presenceId": "p" })).await;
    let mut staying = Socket::listening(&town, &elsewhere, &["account", "presences.delete"]).await;
    let id = ana.get("/account/sessions/current").await.ok(200)["$id"].as_str().unwrap().to_owned();
    ana.delete("/account/sessions/current").await.ok(204);
    let name = format!("users.ana.sessions.{id}.delete");
    let event = ending.event(&name).await;
    assert_eq!(event["channels"], json!(["account", "account.ana"]));
    assert_eq!(ending.closed().await, 4001);
    staying.event(&name).await;
    staying.event("presences.p.delete").await;
    staying.hears_nothing().await;
}

#[tokio::test]
async fn a_session_authenticated_in_band_or_by_token_is_followed_as_well() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let mut in_band = Socket::of(&town, &town.guest()).await;
    in_band.ask("authentication", json!({ "session": ana.secret() })).await;
    let mut by_token = Socket::open(&town, &format!("project=town&jwt={jwt}"), &[]).await;
    by_token.expect("connected").await;
    ana.delete("/account/sessions").await.ok(204);
    assert_eq!(in_band.closed().await, 4001);
    assert_eq!(by_token.closed().await, 4001);
}

#[tokio::test]
async fn a_blocked_and_a_removed_person_are_sent_away() {
    let town = Town::new().await;
    let mut sockets = vec![];
    for name in ["ana", "ben"] {
        let person = town.user(name).await;
        sockets.push(Socket::listening(&town, &person, &["presences"]).await);
    }
    town.key().patch("/users/ana/status", json!({ "status": false })).await.ok(200);
    town.key().delete("/users/ben").await.ok(204);
    for mut socket in sockets {
        assert_eq!(socket.closed().await, 4001);
    }
}

#[tokio::test]
async fn a_new_label_opens_ears_and_a_lost_one_closes_them() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::of(&town, &ana).await;
    socket.ask("presence", json!({ "status": "mine", "presenceId": "ana" })).await;
    socket.subscribe("s", &["presences"]).await;
    let label = async |labels| {
        town.key().put("/users/ana/labels", json!({ "labels": labels })).await.ok(200);
    };
    label(json!(["vip"])).await;
    // Roles are looked up anew before anything else is sent.
    socket.hears_nothing().await;
    town.key().put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
    socket.event("presences.ben.upsert").await;
    label(json!([])).await;
    socket.hears_nothing().await;
    town.key().put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
    socket.hears_nothing().await;
    ana.get("/presences/ana").await.ok(200);
}

#[tokio::test]
async fn who_signs_in_keeps_their_subscriptions_and_hears_as_who_they_are() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &town.guest(), &["account.update", "presences"]).await;
    let rename = async |who: &str, name: &str| {
        town.key().patch(&format!("/users/{who}/name"), json!({ "name": name })).await.ok(200);
    };
    rename("ana", "Ana A").await;
    socket.hears_nothing().await;
    let user = socket.ask("authentication", json!({ "session": ana.secret() })).await["user"].take();
    assert_eq!(user, ana.get("/account").await.ok(200));
    rename("ana", "Ana B").await;
    rename("ben", "Ben B").await;
    let event = socket.event("users.ana.update").await;
    assert_eq!(event["events"][2], "users.ana.update.name");
    socket.hears_nothing().await;

    // A session that is not one changes nothing.
    let (code, message) = socket.refused("authentication", json!({ "session": "nonsense" })).await;
    assert_eq!((code, message.as_str()), (1003, "Session is not valid."));
    rename("ana", "Ana C").await;
    socket.event("users.ana.update").await;

    // Another person's session makes it theirs.
    socket.ask("authentication", json!({ "session": ben.secret() })).await;
    rename("ana", "Ana D").await;
    rename("ben", "Ben C").await;
    socket.event("users.ben.update").await;
    socket.hears_nothing().await;
}

#[tokio::test]
async fn roles_count_from_the_answer_that_gave_or_took_them() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &ana, &["presences"]).await;
    // Nothing is waited for in between, so a socket that took its time to notice would be found out.
    for _ in 0..20 {
        for labels in [json!(["vip"]), json!([])] {
            town.key().put("/users/ana/labels", json!({ "labels": labels })).await.ok(200);
            let mut said = said_for("ben", &["label:vip"]);
            said["status"] = if labels == json!([]) { "secret" } else { "heard" }.into();
            town.key().put("/presences/ben", said).await.ok(200);
        }
    }
    for _ in 0..20 {
        assert_eq!(socket.event("presences.ben.upsert").await["payload"]["status"], "heard");
    }
    socket.hears_nothing().await;
}
