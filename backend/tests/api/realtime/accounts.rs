//! What becomes of sockets when accounts and sessions change.

use serde_json::json;

use super::socket::Socket;
use crate::{presences::said_for, town::Town};

/// ER-14: the SDK comes back as whoever its cookie says by now.
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

/// ER-14
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

/// ER-13
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

/// ER-13: roles follow the account, and what the socket said stays.
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
    town.key().put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
    socket.event("presences.ben.upsert").await;
    label(json!([])).await;
    town.key().put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
    socket.hears_nothing().await;
    ana.get("/presences/ana").await.ok(200);
}

/// ER-13: not even what is written in the very next moment is heard, or said, by a role that is lost.
#[tokio::test]
async fn a_lost_role_is_of_no_use_from_the_next_write_on() {
    let town = Town::new().await;
    let (ana, _ben) = (town.user("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &ana, &["presences"]).await;
    let key = town.key();
    for _ in 0..10 {
        key.put("/users/ana/labels", json!({ "labels": ["vip"] })).await.ok(200);
        key.put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
        socket.event("presences.ben.upsert").await;
        key.put("/users/ana/labels", json!({ "labels": [] })).await.ok(200);
        key.put("/presences/ben", said_for("ben", &["label:vip"])).await.ok(200);
        let words = json!({ "status": "x", "permissions": ["read(\"label:vip\")"] });
        assert_eq!(socket.refused("presence", words).await.0, 401);
        socket.hears_nothing().await;
    }
}

/// ER-13: a verified address is a role as well.
#[tokio::test]
async fn who_is_verified_hears_as_the_verified_do() {
    let town = Town::new().await;
    let (ana, _ben) = (town.member("ana").await, town.user("ben").await);
    let mut socket = Socket::listening(&town, &ana, &["presences"]).await;
    let key = town.key();
    for (verified, role) in [(true, "users/verified"), (false, "user:ana/unverified")] {
        key.put("/presences/ben", said_for("ben", &[role])).await.ok(200);
        socket.hears_nothing().await;
        key.patch("/users/ana/verification", json!({ "emailVerification": verified })).await.ok(200);
        key.put("/presences/ben", said_for("ben", &[role])).await.ok(200);
        socket.event("presences.ben.upsert").await;
    }
}

/// ER-13: who is blocked or signed out says nothing more, however quick they are.
#[tokio::test]
async fn nothing_is_said_over_a_socket_whose_person_may_not_speak_any_more() {
    let town = Town::new().await;
    for name in ["blocked", "signed-out"] {
        let person = town.user(name).await;
        let mut socket = Socket::of(&town, &person).await;
        let frame = json!({ "type": "presence", "data": { "status": "still here", "presenceId": name } });
        let end = async {
            match name {
                "blocked" => {
                    let body = json!({ "status": false });
                    town.key().patch("/users/blocked/status", body).await.ok(200)
                }
                _ => person.delete("/account/sessions/current").await.ok(204),
            }
        };
        end.await;
        socket.send(frame).await;
        assert_eq!(socket.closed().await, 4001);
        assert_eq!(town.key().get("/presences").await.ok(200)["total"], 0, "{name}");
    }
}

/// ER-11: what was said stays said, and is the socket's, when its person signs in anew or another does.
#[tokio::test]
async fn who_signs_in_anew_takes_nothing_back_of_what_the_socket_said() {
    let town = Town::new().await;
    let (ana, ben, cid) = (town.user("ana").await, town.user("ben").await, town.user("cid").await);
    let mut ear = Socket::listening(&town, &cid, &["presences"]).await;
    let words = |name: &str| {
        let mut said = said_for(name, &["users"]);
        said["presenceId"] = json!(name);
        said
    };
    let mut socket = Socket::of(&town, &town.guest()).await;
    for (person, name) in [(&ana, "ana"), (&ana, "ana"), (&ben, "ben")] {
        // Without a subscription upstream forgets the project here.
        socket.ask("authentication", json!({ "session": person.secret() })).await;
        socket.ask("presence", words(name)).await;
        ear.event(&format!("presences.{name}.upsert")).await;
    }
    ear.hears_nothing().await;
    socket.close().await;
    ear.event("presences.ana.delete").await;
    ear.event("presences.ben.delete").await;
    ear.hears_nothing().await;
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
