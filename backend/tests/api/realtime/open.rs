//! Coming in.

use serde_json::{Value, json};

use super::socket::{Socket, session};
use crate::{
    presences::said_for,
    town::{PROJECT, Town},
};

/// What the first frame says, and the code the socket is closed with.
async fn turned_away(town: &Town, query: &str, headers: &[(&'static str, String)]) -> (Value, u16) {
    let mut socket = Socket::open(town, query, headers).await;
    let error = socket.expect("error").await;
    (error, socket.closed().await)
}

#[tokio::test]
async fn whoever_comes_in_is_told_who_they_are() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let account = ana.get("/account").await.ok(200);
    let project = format!("project={PROJECT}");
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let cookie = ana.secret().replace('=', "%3D");
    let fallback = json!({ format!("a_session_{PROJECT}"): ana.secret() }).to_string();
    for (query, headers) in [
        (project.clone(), session(&ana)),
        (project.clone(), vec![("cookie", format!("x=y; a_session_{PROJECT}={cookie}"))]),
        (project.clone(), vec![("cookie", format!("a_session_{PROJECT}_legacy={cookie}"))]),
        (project.clone(), vec![("x-fallback-cookies", fallback)]),
        (project.clone(), vec![("x-appwrite-jwt", jwt.clone())]),
        (format!("{project}&jwt={jwt}"), vec![]),
        (String::new(), [session(&ana), vec![("x-appwrite-project", PROJECT.to_owned())]].concat()),
    ] {
        let mut socket = Socket::open(&town, &query, &headers).await;
        let connected = socket.expect("connected").await;
        assert_eq!(connected, json!({ "channels": [], "subscriptions": [], "user": account }));
    }
}

#[tokio::test]
async fn who_proves_nothing_is_a_guest() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let gone = town.sign_in("ana").await;
    let jwt = gone.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    gone.delete("/account/sessions/current").await.ok(204);
    let blocked = town.user("ben").await;
    town.key().patch("/users/ben/status", json!({ "status": false })).await.ok(200);
    let project = format!("project={PROJECT}");
    for headers in [
        vec![],
        session(&gone),
        session(&blocked),
        vec![("x-appwrite-session", "nonsense".to_owned())],
        vec![("x-fallback-cookies", "[]".to_owned())],
        vec![("x-appwrite-jwt", jwt)],
        vec![("x-appwrite-key", "standard_whatever".to_owned())],
    ] {
        let mut socket = Socket::open(&town, &project, &headers).await;
        assert_eq!(socket.expect("connected").await["user"], Value::Null, "{headers:?}");
    }
    drop(ana);
}

/// ER-6: there is no console here whose project a socket without one could fall back to.
#[tokio::test]
async fn a_socket_of_no_project_or_of_another_is_turned_away() {
    let town = Town::new().await;
    for query in ["", "project=", "project=elsewhere", "project=console"] {
        let (error, code) = turned_away(&town, query, &[]).await;
        assert_eq!((&error["code"], code), (&json!(1008), 1008));
    }
}

/// Holding the key to everything makes nobody hear anything.
#[tokio::test]
async fn a_key_is_nobody_here_and_does_not_hide_who_somebody_is() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.key().put("/presences/ana", said_for("ana", &["user:ana"])).await.ok(200);
    let key = ("x-appwrite-key", town.api_key().to_owned());
    let project = format!("project={PROJECT}");
    let mut guest = Socket::open(&town, &project, std::slice::from_ref(&key)).await;
    assert_eq!(guest.expect("connected").await["user"], Value::Null);
    guest.subscribe("s", &["presences", "account", "rows"]).await;
    let mut hers = Socket::open(&town, &project, &[session(&ana), vec![key]].concat()).await;
    assert_eq!(hers.expect("connected").await["user"]["$id"], "ana");
    hers.subscribe("s", &["presences"]).await;
    town.key().put("/presences/ana", said_for("ana", &["user:ana", "users"])).await.ok(200);
    hers.event("presences.ana.upsert").await;
    guest.hears_nothing().await;
    let refused = guest.refused("presence", json!({ "status": "x" })).await;
    assert_eq!(refused, (401, "User must be authorized".to_owned()));
}

/// ER-9: what is fatal is said twice, in a frame and in the code, for the SDK looks at the code alone.
#[tokio::test]
async fn who_may_not_come_in_is_told_why_and_not_to_come_back() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let project = format!("project={PROJECT}");
    let (error, code) =
        turned_away(&town, &project, &[("origin", "https://evil.example:8443".to_owned())]).await;
    let message = "Invalid Origin. Register your new client (evil.example) as a new Web platform on your project \
                   console dashboard";
    assert_eq!((error, code), (json!({ "code": 1008, "message": message }), 1008));
    let (error, code) = turned_away(&town, &format!("{project}&jwt=a.b.c"), &[]).await;
    assert_eq!((&error["code"], code), (&json!(401), 1008));
    let (error, code) = turned_away(&town, &format!("{project}&jwt={jwt}"), &session(&ana)).await;
    assert_eq!((&error["code"], code), (&json!(403), 1008));
}

#[tokio::test]
async fn pages_of_our_own_host_and_of_the_platforms_may_come_in() {
    let town = Town::with(|config| config.platforms = vec!["*.friends.example".to_owned()]).await;
    for origin in ["http://127.0.0.1:5173", "http://localhost", "https://app.friends.example"] {
        let headers = [("origin", origin.to_owned())];
        let mut socket = Socket::open(&town, &format!("project={PROJECT}"), &headers).await;
        socket.expect("connected").await;
    }
}

/// ER-7 and ER-9: as many as upstream, and told to come back.
#[tokio::test]
async fn an_address_that_opens_too_often_is_told_to_come_back_later() {
    let town = Town::with(|config| config.limits = true).await;
    let project = format!("project={PROJECT}");
    let mut open = vec![];
    for _ in 0..128 {
        let mut socket = Socket::open(&town, &project, &[]).await;
        socket.expect("connected").await;
        open.push(socket);
    }
    let (error, code) = turned_away(&town, &project, &[]).await;
    assert_eq!((error, code), (json!({ "code": 1013, "message": "Too many requests" }), 1013));
    town.pass(std::time::Duration::from_secs(60));
    Socket::open(&town, &project, &[]).await.expect("connected").await;
}

/// ER-7: as chosen.
#[tokio::test]
async fn how_often_an_address_may_open_can_be_chosen() {
    let town = Town::with(|config| (config.limits, config.sockets.opens) = (true, 1)).await;
    let project = format!("project={PROJECT}");
    Socket::open(&town, &project, &[]).await.expect("connected").await;
    assert_eq!(turned_away(&town, &project, &[]).await.1, 1013);
}

#[tokio::test]
async fn the_address_is_that_of_a_socket_and_of_nothing_else() {
    let town = Town::new().await;
    town.guest().get("/realtime").await.refused(400, "general_bad_request");
}
