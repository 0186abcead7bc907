//! What a person's open sockets hear of their account, and what becomes of them.

use serde_json::json;

use crate::{
    realtime::socket::Socket,
    town::{PASSWORD, Town},
};

#[tokio::test]
async fn a_person_and_nobody_else_hears_that_their_account_changed() {
    let town = Town::new().await;
    let (ana, ben) = (town.member("ana").await, town.member("ben").await);
    let mut hers = Socket::listening(&town, &ana, &["account"]).await;
    let mut his = Socket::listening(&town, &ben, &["account"]).await;
    let account = ana.patch("/account/name", json!({ "name": "Ana Ban" })).await.ok(200);
    assert_eq!(hers.event("users.ana.update").await["payload"], account);
    town.key().patch("/users/ana/password", json!({ "password": "battery staple" })).await.ok(200);
    let payload = &hers.event("users.ana.update").await["payload"];
    assert!(payload.get("password").is_none(), "a hash is for keys alone");
    his.hears_nothing().await;
}

#[tokio::test]
async fn a_sign_in_elsewhere_is_told_without_its_secret() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let mut socket = Socket::listening(&town, &ana, &["account"]).await;
    let credentials = json!({ "email": "ana@town.test", "password": PASSWORD });
    let session = town.key().post("/account/sessions/email", credentials).await.ok(201);
    let id = session["$id"].as_str().unwrap();
    let event = socket.event(&format!("users.ana.sessions.{id}.create")).await;
    assert_eq!(event["payload"]["provider"], "email");
    assert_eq!(event["payload"]["secret"], "");
}

#[tokio::test]
async fn signing_out_closes_the_sockets_of_that_session_after_telling_all() {
    let town = Town::new().await;
    let phone = town.user("ana").await;
    let laptop = town.sign_in("ana").await;
    let mut here = Socket::listening(&town, &phone, &["account"]).await;
    let mut there = Socket::listening(&town, &laptop, &["account"]).await;
    let id = phone.get("/account/sessions/current").await.ok(200)["$id"].as_str().unwrap().to_owned();
    phone.delete("/account/sessions/current").await.ok(204);
    let name = format!("users.ana.sessions.{id}.delete");
    assert_eq!(here.event(&name).await["payload"]["$id"], id.as_str());
    assert_eq!(here.closed().await, 4001);
    there.event(&name).await;
    there.hears_nothing().await;
}

#[tokio::test]
async fn no_socket_outlives_all_of_its_persons_sessions_the_account_or_its_being_blocked() {
    let town = Town::new().await;
    let key = town.key();
    for end in ["sessions", "eleventh", "blocked", "deleted"] {
        let person = town.user(end).await;
        let mut socket = Socket::listening(&town, &person, &["account"]).await;
        let user = format!("/users/{end}");
        match end {
            "sessions" => key.delete(&format!("{user}/sessions")).await.ok(204),
            "blocked" => key.patch(&format!("{user}/status"), json!({ "status": false })).await.ok(200),
            "deleted" => key.delete(&user).await.ok(204),
            _ => {
                for _ in 0..10 {
                    town.pass(std::time::Duration::from_secs(1));
                    town.sign_in(end).await;
                }
                json!(null)
            }
        };
        assert_eq!(socket.closed().await, 4001, "{end}");
    }
}
