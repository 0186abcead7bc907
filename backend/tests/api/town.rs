//! A town to test in: a backend of its own in a folder of its own, behind a real listener, and people who can only
//! speak to it as the world can. What stands between the listener and the backend is `served`'s.

use std::{net::SocketAddr, time::Duration};

use appwrite::Timestamp;
use backend::{Backend, Clock, Config, Deployment};
use reqwest::{
    Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::served;

/// The project every town is.
pub(crate) const PROJECT: &str = "town";
/// The password of every person with an e-mail.
pub(crate) const PASSWORD: &str = "correct horse";
/// When every town begins.
pub(crate) const START: &str = "2026-05-26T09:00:00.000+00:00";

/// What there is in a town: notes that people may write and share row by row, a board that everybody may read and
/// write as a whole, pairs that are unique, and a bucket of pictures.
const DEPLOYMENT: &str = include_str!("town.json");

/// A running backend with a clock turned by hand and rate limits off.
pub(crate) struct Town {
    backend: Backend,
    clock: Clock,
    address: SocketAddr,
    http: reqwest::Client,
    /// Ends with the town.
    server: JoinSet<()>,
    folder: tempfile::TempDir,
}

/// Somebody who asks: a person with a session, a key, or a guest.
#[derive(Clone)]
pub(crate) struct Somebody {
    http: reqwest::Client,
    address: SocketAddr,
    headers: HeaderMap,
    id: String,
    secret: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Town {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A town where something is otherwise.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::in_folder(folder, START.parse().unwrap(), change).await
    }

    async fn in_folder(
        folder: tempfile::TempDir,
        start: Timestamp,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        crate::logs::subscribe();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut config = Self::config(folder.path(), start, change);
        let front = served::front(&mut config);
        let clock = config.clock.clone();
        let backend = Backend::open(config).await.unwrap();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut server = JoinSet::new();
        server.spawn(served::serve(listener, backend.clone(), front));
        let http = reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap();
        Self { backend, clock, address, http, server, folder }
    }

    fn config(folder: &std::path::Path, start: Timestamp, change: impl FnOnce(&mut Config)) -> Config {
        let mut config = Config::new(folder, Deployment::parse(DEPLOYMENT).unwrap());
        config.clock = Clock::by_hand(start);
        config.limits = false;
        change(&mut config);
        config
    }

    /// The same folder after a restart, at the same time of day.
    pub(crate) async fn restarted(self) -> Self {
        self.restarted_with(|_| {}).await
    }

    /// The same folder after a restart in which something is otherwise.
    pub(crate) async fn restarted_with(mut self, change: impl FnOnce(&mut Config)) -> Self {
        self.backend.close().await;
        self.server.shutdown().await;
        Self::in_folder(self.folder, self.clock.now(), change).await
    }

    /// A town in a folder that is there already.
    pub(crate) async fn at(folder: tempfile::TempDir) -> Self {
        Self::in_folder(folder, START.parse().unwrap(), |_| {}).await
    }

    /// Why a copy of the folder cannot be opened when something is otherwise.
    pub(crate) async fn refuses(&self, change: impl FnOnce(&mut Config)) -> String {
        let copy = tempfile::tempdir().unwrap();
        backend::backup(self.folder.path(), copy.path()).unwrap();
        let config = Self::config(copy.path(), self.clock.now(), change);
        Backend::open(config).await.err().expect("it was opened").to_string()
    }

    /// Why this folder cannot be opened.
    pub(crate) async fn refusal(folder: &std::path::Path) -> backend::OpenError {
        let config = Self::config(folder, START.parse().unwrap(), |_| {});
        Backend::open(config).await.err().expect("it was opened")
    }

    /// Closes the backend, and keeps its folder.
    pub(crate) async fn closed(mut self) -> tempfile::TempDir {
        self.backend.close().await;
        self.server.shutdown().await;
        self.folder
    }

    /// The key to everything.
    pub(crate) fn api_key(&self) -> &str {
        self.backend.api_key()
    }

    /// What its sockets have carried.
    pub(crate) fn counts(&self) -> backend::Counts {
        self.backend.counts()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where its database and files are.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass, all at once.
    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Somebody who says nothing of who they are.
    pub(crate) fn guest(&self) -> Somebody {
        let nobody = Somebody {
            http: self.http.clone(),
            address: self.address,
            headers: HeaderMap::new(),
            id: String::new(),
            secret: String::new(),
        };
        nobody.with("x-appwrite-project", PROJECT)
    }

    /// Somebody with the key to everything.
    pub(crate) fn key(&self) -> Somebody {
        self.guest().with("x-appwrite-key", self.backend.api_key())
    }

    /// A person with this id, called the same, without e-mail or password, signed in.
    pub(crate) async fn user(&self, id: &str) -> Somebody {
        self.key().post("/users", json!({ "userId": id, "name": id })).await.ok(201);
        self.sign_in(id).await
    }

    /// A person with this id, the e-mail `<id>@town.test` and the town's [`PASSWORD`], signed in.
    pub(crate) async fn member(&self, id: &str) -> Somebody {
        let body = json!({ "userId": id, "email": email(id), "password": PASSWORD, "name": id });
        self.key().post("/users", body).await.ok(201);
        self.sign_in(id).await
    }

    /// Signs a person in once more.
    pub(crate) async fn sign_in(&self, id: &str) -> Somebody {
        let session = self.key().post(&format!("/users/{id}/sessions"), json!({})).await.ok(201);
        self.holding(&session)
    }

    /// Whoever holds this session, as a key was told it.
    pub(crate) fn holding(&self, session: &Value) -> Somebody {
        let secret = session["secret"].as_str().unwrap();
        let mut person = self.guest().with("x-appwrite-session", secret);
        person.id = session["userId"].as_str().unwrap().to_owned();
        person.secret = secret.to_owned();
        person
    }
}

/// A person's e-mail.
pub(crate) fn email(id: &str) -> String {
    format!("{id}@town.test")
}

impl Somebody {
    /// Their user id; empty for guests and keys.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Their session's secret, as `setSession` or a cookie would hold it.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// The same somebody, sending this header as well.
    #[must_use]
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        other
    }

    /// The same somebody, not sending this header.
    #[must_use]
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut other = self.clone();
        other.headers.remove(name);
        other
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Self::answer(self.request(Method::GET, path)).await
    }

    /// A list with these queries.
    pub(crate) async fn list(&self, path: &str, queries: &[appwrite::Query]) -> Answer {
        let queries: Vec<(String, String)> = queries
            .iter()
            .enumerate()
            .map(|(at, query)| (format!("queries[{at}]"), serde_json::to_string(query).unwrap()))
            .collect();
        let query: Vec<String> = queries
            .iter()
            .map(|(name, value)| {
                format!("{name}={}", form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>())
            })
            .collect();
        self.get(&format!("{path}?{}", query.join("&"))).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        Self::answer(self.request(Method::POST, path).json(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        Self::answer(self.request(Method::PUT, path).json(&body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        Self::answer(self.request(Method::PATCH, path).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        Self::answer(self.request(Method::DELETE, path)).await
    }

    /// A request of their own making, for what the verbs above do not cover.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("http://{}/v1{path}", self.address);
        self.http.request(method, url).headers(self.headers.clone())
    }

    /// Sends it.
    pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().await.unwrap().to_vec(),
        }
    }
}

impl Answer {
    /// The body as JSON; null if there is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The body, after making sure that this is what happened.
    #[track_caller]
    pub(crate) fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// The words, after making sure that it was refused this way, in the one form refusals have.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, kind: &str) -> String {
        let body = self.json();
        assert_eq!((self.status, body["type"].as_str()), (status, Some(kind)), "{body}");
        assert_eq!(body["code"], status);
        assert!(body["version"].is_string());
        body["message"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    /// The cookies it sets, whole.
    pub(crate) fn cookies(&self) -> Vec<String> {
        let cookies = self.headers.get_all("set-cookie").iter();
        cookies.map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}
