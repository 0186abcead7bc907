//! Remote mode: one instance is the Appwrite, others hold nothing and serve the app.

use appwrite::wire::ServerFrame;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};

use crate::{
    relay::Relay,
    town::{Ear, Instance, Person, photograph},
};

const SNAPS_CREATED: &str = "tablesdb.appchat-db.tables.snaps.rows.create";

/// An Appwrite, and two instances that serve the app in front of it.
struct Town {
    appwrite: Instance,
    here: Instance,
    there: Instance,
    folder: tempfile::TempDir,
}

impl Town {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let appwrite = Instance::embedded(folder.path()).await;
        let here = Instance::remote(&appwrite, folder.path()).await;
        let there = Instance::remote(&appwrite, folder.path()).await;
        Self { appwrite, here, there, folder }
    }

    /// Two friends.
    async fn friends(&self) -> (Person, Person) {
        let (ana, ben) = (self.here.register("ana").await, self.there.register("ben").await);
        ana.befriend(&self.here, &ben).await;
        (ana, ben)
    }
}

#[tokio::test]
async fn a_snap_sent_through_one_instance_is_heard_and_opened_through_the_other() {
    let town = Town::new().await;
    let (ana, ben) = town.friends().await;
    let ben_id = ben.id(&town.there).await;
    let mut ben_hears = ben.listen(&town.there, SNAPS_CREATED).await;

    let sent = ana.send_snap(&town.here, "first-snap", &[&ben_id], &photograph(), Value::Null).await;
    assert_eq!(sent.status(), 200, "{}", sent.text().await.unwrap());

    let event = ben_hears.event().await;
    assert_eq!(event.action(), "create");
    assert_eq!(event.payload["recipientId"], json!(ben_id));
    let snap = event.payload["$id"].as_str().unwrap();

    let execution = ben.open_snap(&town.there, snap).await;
    assert_eq!(execution["responseStatusCode"], 200, "{execution}");
    let served: Value = serde_json::from_str(execution["responseBody"].as_str().unwrap()).unwrap();
    let bytes = BASE64_STANDARD.decode(served["base64"].as_str().unwrap()).unwrap();
    assert!(image::load_from_memory(&bytes).is_ok());

    let refused = ana.open_snap(&town.here, snap).await;
    assert_eq!(refused["responseStatusCode"], 401, "a sender does not open their own snap");
}

#[tokio::test]
async fn what_no_browser_page_calls_is_not_passed_on() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let key = backend::api_key_in(town.folder.path()).unwrap();
    for (method, path) in [
        ("GET", "/v1/account"),
        ("POST", "/v1/account"),
        ("GET", "/v1/users"),
        ("POST", "/v1/presences"),
        ("PUT", "/v1/presences/ana"),
        ("GET", "/v1/functions/expire-snaps/executions"),
        ("POST", "/v1/functions/expire-snaps/executions"),
        ("GET", "/v1/tablesdb/appchat-db/tables/snaps/rows"),
        ("GET", "/v1/storage/buckets/snaps/files"),
        ("GET", "/v1/health"),
        ("GET", "/v1/presences/../users"),
        ("GET", "/v1"),
    ] {
        let request = town.here.http.request(method.parse().unwrap(), town.here.url(path));
        let request = request.header(header::COOKIE, &ana.cookie).header("x-appwrite-key", &key);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{method} {path}");
        if path != "/v1" {
            let error: appwrite::wire::Error = answer.json().await.unwrap();
            assert_eq!(error.kind, "general_route_not_found", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn only_the_cookie_speaks_for_somebody() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let listed = ana.get(&town.here, "/v1/presences?project=somebody-elses").await;
    assert_eq!(listed.status(), StatusCode::OK, "the project is ours whatever the address says");

    let key = backend::api_key_in(town.folder.path()).unwrap();
    let (_, secret) = ana.cookie.split_once('=').unwrap();
    let secret = secret.replace("%3D", "=").replace("%2B", "+").replace("%2F", "/");
    for (name, value) in
        [("x-appwrite-key", &key), ("x-appwrite-session", &secret), ("x-appwrite-jwt", &secret)]
    {
        let request = town.here.http.get(town.here.url("/v1/presences")).header(name, value);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{name}");
    }
}

#[tokio::test]
async fn pictures_and_pings_come_through_without_cookies_of_the_remote() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let picture = ana.get(&town.here, "/v1/avatars/initials?name=Ana&width=96&height=96").await;
    assert_eq!(picture.status(), StatusCode::OK);
    assert!(picture.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("image/"));
    assert!(!picture.headers().contains_key(header::SET_COOKIE));
    assert_eq!(ana.get(&town.here, "/v1/ping").await.text().await.unwrap(), "Pong!");
}

#[tokio::test]
async fn a_page_of_another_site_gets_nothing_with_our_cookie() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let request = town.here.http.get(town.here.url("/v1/presences")).header(header::COOKIE, &ana.cookie);
    let answer = request.header(header::ORIGIN, "https://evil.example").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);

    let mut ear = ana.listen_from(&town.here, "https://evil.example").await;
    assert!(matches!(ear.frame().await, ServerFrame::Error { code: 1008, .. }));
    assert_eq!(ear.close_code().await, 1008);
}

#[tokio::test]
async fn when_the_remote_stops_its_goodbye_reaches_the_browser_and_the_instance_is_not_ready() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let mut ear = ana.listen(&town.here, "presences").await;

    town.appwrite.stop().await;

    assert_eq!(ear.close_code().await, 1001);
    let answer = ana.get(&town.here, "/v1/presences").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let mut late = ana.listen_from(&town.here, &town.here.url("")).await;
    assert!(matches!(late.frame().await, ServerFrame::Error { code: 1013, .. }));
    assert_eq!(late.close_code().await, 1013);
    assert_eq!(ana.get(&town.here, "/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ana.get(&town.here, "/healthz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_instance_that_stops_says_goodbye_to_its_sockets() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let mut ear = ana.listen(&town.here, "presences").await;
    let mut elsewhere = ana.listen(&town.there, "presences").await;

    town.here.stop().await;

    assert_eq!(ear.close_code().await, 1001);
    elsewhere.say(json!({ "type": "ping" })).await;
    assert!(matches!(elsewhere.frame().await, ServerFrame::Pong), "the other instance goes on");
}

/// An Appwrite that leaves sockets open when their session ends, and an instance in front of it.
struct Lasting {
    appwrite: Instance,
    here: Instance,
    _relay: Relay,
    folder: tempfile::TempDir,
}

impl Lasting {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let appwrite = Instance::embedded(folder.path()).await;
        let relay = Relay::before(&appwrite).await;
        let here = Instance::remote_at(&relay.endpoint, folder.path()).await;
        Self { appwrite, here, _relay: relay, folder }
    }

    /// Ana on another device as well.
    async fn ana_twice(&self) -> (Person, Person) {
        let ana = self.here.register("ana").await;
        let form = [("email", "ana@example.com"), ("password", "correct horse")];
        let phone = Person { cookie: self.here.enter("sign_in", &form).await, email: ana.email.clone() };
        (ana, phone)
    }

    /// Something done at the Appwrite itself, with the key.
    async fn at_appwrite(&self, method: &str, path: &str, body: Value) {
        let key = backend::api_key_in(self.folder.path()).unwrap();
        let request =
            self.appwrite.http.request(method.parse().unwrap(), self.appwrite.url(path)).json(&body);
        let request = request.header("x-appwrite-key", key).header("x-appwrite-project", "appchat");
        assert!(request.send().await.unwrap().status().is_success(), "{method} {path}");
    }
}

/// The code that a socket is closed with, whatever is heard before.
async fn closed_with(ear: &mut Ear) -> u16 {
    ear.until_closed().await.expect("a code")
}

#[tokio::test]
async fn a_session_that_another_device_ends_closes_its_sockets_and_no_others() {
    let town = Lasting::new().await;
    let (desk, phone) = town.ana_twice().await;
    let (mut at_desk, mut at_phone) =
        (desk.listen(&town.here, "presences").await, phone.listen(&town.here, "presences").await);
    let account = desk.call(&town.here, "my_account", &[]).await;
    let devices = account["devices"].as_array().unwrap();
    let other = devices.iter().find(|device| device["here"] == json!(false)).unwrap();

    desk.call(&town.here, "end_session", &[("session", other["id"].as_str().unwrap())]).await;

    assert_eq!(closed_with(&mut at_phone).await, 4001);
    at_desk.say(json!({ "type": "ping" })).await;
    assert!(matches!(at_desk.frame().await, ServerFrame::Pong), "and hears nothing of our own subscription");
    let mut again = phone.listen_from(&town.here, &town.here.url("")).await;
    assert!(matches!(again.frame().await, ServerFrame::Connected { user: None, .. }));
}

#[tokio::test]
async fn signing_out_everywhere_closes_every_socket() {
    let town = Lasting::new().await;
    let (desk, phone) = town.ana_twice().await;
    let ben = town.here.register("ben").await;
    let mut bens = ben.listen(&town.here, "presences").await;
    let mut ears = [desk.listen(&town.here, "presences").await, phone.listen(&town.here, "presences").await];
    let request = town.here.http.post(town.here.url("/api/sign_out_everywhere"));
    request.header(header::COOKIE, &desk.cookie).send().await.unwrap();
    for ear in &mut ears {
        assert_eq!(closed_with(ear).await, 4001);
    }
    bens.say(json!({ "type": "ping" })).await;
    assert!(matches!(bens.frame().await, ServerFrame::Pong));
}

#[tokio::test]
async fn what_the_key_ends_closes_sockets_too() {
    for blocked in [false, true] {
        let town = Lasting::new().await;
        let ana = town.here.register("ana").await;
        let (mut ear, id) = (ana.listen(&town.here, "presences").await, ana.id(&town.here).await);
        if blocked {
            town.at_appwrite("PATCH", &format!("/v1/users/{id}/status"), json!({ "status": false })).await;
        } else {
            town.at_appwrite("DELETE", &format!("/v1/users/{id}/sessions"), json!({})).await;
        }
        assert_eq!(closed_with(&mut ear).await, 4001, "blocked: {blocked}");
    }
}

#[tokio::test]
async fn a_browser_that_listens_to_its_account_hears_its_events_once_and_goes_on() {
    let town = Lasting::new().await;
    let ana = town.here.register("ana").await;
    let mut ear = ana.listen(&town.here, "account").await;
    for name in ["Ana B", "Ana C"] {
        let id = ana.id(&town.here).await;
        town.at_appwrite("PATCH", &format!("/v1/users/{id}/name"), json!({ "name": name })).await;
        let event = ear.event().await;
        assert_eq!((&event.payload["name"], &event.subscriptions), (&json!(name), &vec!["one".to_owned()]));
    }
    ear.say(json!({ "type": "ping" })).await;
    assert!(matches!(ear.frame().await, ServerFrame::Pong));
}

/// An instance in front of an Appwrite that refuses subscriptions to `account`, with Ana, who has a session there.
async fn refusing(code: i64) -> (Instance, Relay, Instance, Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let appwrite = Instance::embedded(folder.path()).await;
    let relay = Relay::refusing_account(&appwrite, code).await;
    let here = Instance::remote_at(&relay.endpoint, folder.path()).await;
    let ana = here.register("ana").await;
    (appwrite, relay, here, ana, folder)
}

#[tokio::test]
async fn a_refusal_of_our_own_subscription_does_not_reach_the_browser() {
    for code in [1003, 1013] {
        let (_appwrite, _relay, here, ana, _folder) = refusing(code).await;
        let ben = here.register("ben").await;
        ana.befriend(&here, &ben).await;
        let mut ear = ben.listen(&here, SNAPS_CREATED).await;
        ear.say(json!({ "type": "ping" })).await;
        assert!(matches!(ear.frame().await, ServerFrame::Pong), "the refusal is not heard later either");
        let to = ben.id(&here).await;
        ana.send_snap(&here, "first-snap", &[&to], &photograph(), Value::Null).await;
        assert_eq!(ear.event().await.action(), "create", "the socket lives");
    }
}

#[tokio::test]
async fn a_browser_hears_each_error_that_answers_its_own_message_and_no_other() {
    let (_appwrite, _relay, here, ana, _folder) = refusing(1003).await;
    let mut ear = ana.listen_from(&here, &here.url("")).await;
    // Said before the remote API has said anything.
    for id in ["a", "b"] {
        let subscription = json!([{ "subscriptionId": id, "channels": ["account"], "queries": [] }]);
        ear.say(json!({ "type": "subscribe", "data": subscription })).await;
    }
    ear.say(json!({ "type": "ping" })).await;
    assert!(matches!(ear.frame().await, ServerFrame::Connected { user: Some(_), .. }));
    for _ in ["a", "b"] {
        assert!(matches!(ear.frame().await, ServerFrame::Error { code: 1003, .. }));
    }
    assert!(matches!(ear.frame().await, ServerFrame::Pong));
}

#[tokio::test]
async fn a_socket_that_ends_because_of_our_own_subscription_asks_the_browser_to_come_back() {
    let (_appwrite, _relay, here, ana, _folder) = refusing(1008).await;
    let mut ear = ana.listen_from(&here, &here.url("")).await;
    assert!(matches!(ear.frame().await, ServerFrame::Connected { user: Some(_), .. }));
    assert_eq!(ear.close_code().await, 1013, "no error before it");
}

#[tokio::test]
async fn a_page_of_another_site_may_show_initials_but_not_those_of_the_session() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    let initials = async |query: &str, site: &str| {
        let picture = town.here.http.get(town.here.url(&format!("/v1/avatars/initials?width=50{query}")));
        let answer = picture.header(header::COOKIE, &ana.cookie).header("sec-fetch-site", site).send();
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(!answer.headers().contains_key("cross-origin-resource-policy"));
        answer.bytes().await.unwrap()
    };
    assert_eq!(initials("&name=Ana", "cross-site").await, initials("&name=Ana", "same-origin").await);
    assert_ne!(initials("", "cross-site").await, initials("", "same-origin").await);
}

#[tokio::test]
async fn a_socket_against_the_rules_is_told_why_it_ends() {
    let town = Town::new().await;
    let ana = town.here.register("ana").await;
    for (bytes, code) in [
        (vec![0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe], 1007),
        (vec![0x81, 2, b'h', b'i'], 1002),
        (vec![0x81, 0x80 | 126, 0xff, 0xff, 0, 0, 0, 0], 1009),
    ] {
        let mut ear = ana.listen(&town.here, "presences").await;
        ear.say_raw(&bytes).await;
        assert_eq!(ear.close_code().await, code);
    }
}
