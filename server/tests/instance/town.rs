//! Instances with a folder and a port of their own, and people who use them as a browser would.

use std::{net::SocketAddr, path::Path, time::Duration};

use app::presence::Dot;
use appwrite::wire::{Event, ServerFrame};
use backend::Durability;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::{SinkExt, StreamExt};
use reqwest::{Response, header};
use serde_json::{Value, json};
use server::{
    config::{Config, Demo, Embedded, Home, Public, Remote, Site},
    engine::Engine,
    listen::Limits,
    wiring,
};
use tokio::{io::AsyncWriteExt, net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, protocol::CloseFrame};

/// Longer than anything here takes; a test that reaches it has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whom its security.txt names.
pub(crate) const CONTACT: &str = "mailto:security@chat.example";

/// A running instance.
pub(crate) struct Instance {
    pub(crate) address: SocketAddr,
    pub(crate) http: reqwest::Client,
    stop: oneshot::Sender<()>,
    stopped: JoinHandle<()>,
}

/// A backend in this folder, with rate limits on or off.
fn home_in(data: &Path, limits: bool) -> Home {
    Home::Embedded(Embedded { data: data.into(), limits, durability: Durability::default() })
}

/// How people reach an instance.
fn public() -> Public {
    Public { origin: None, proxies: 0, security_contact: Some(CONTACT.into()), metrics: true }
}

impl Instance {
    /// One with its backend in it.
    pub(crate) async fn embedded(data: &Path) -> Self {
        Self::start(home_in(data, false), None).await
    }

    /// One with its backend in it, that counts attempts and believes one proxy.
    pub(crate) async fn limited(data: &Path) -> Self {
        let public = Public { proxies: 1, ..public() };
        Self::start_with(home_in(data, true), None, public, Limits::of_this_process(), |_| {}).await
    }

    /// One with its backend in it, where something is different about the engine.
    pub(crate) async fn with_engine(data: &Path, change: impl FnOnce(&mut Engine)) -> Self {
        Self::start_with(home_in(data, false), None, public(), Limits::of_this_process(), change).await
    }

    /// One with invented friends in it, who rest no longer than they must.
    pub(crate) async fn demo(data: &Path) -> Self {
        let demo = Demo { rest: Duration::from_millis(50) };
        Self::start(home_in(data, false), Some(demo)).await
    }

    /// One that has nothing but another's API and its key.
    pub(crate) async fn remote(of: &Self, data: &Path) -> Self {
        Self::remote_at(&of.url("/v1"), data).await
    }

    /// One that has nothing but an endpoint and the key to what is behind it.
    pub(crate) async fn remote_at(endpoint: &str, data: &Path) -> Self {
        let key = backend::api_key_in(data).unwrap();
        let (endpoint, project) = (endpoint.into(), "appchat".into());
        Self::start(Home::Remote(Remote { endpoint, project, key: key.into() }), None).await
    }

    /// One with its backend in it, reached in another way, with other deadlines and caps for connections.
    pub(crate) async fn reached(data: &Path, change: impl FnOnce(&mut Public), limits: Limits) -> Self {
        let mut reached = public();
        change(&mut reached);
        Self::start_with(home_in(data, false), None, reached, limits, |_| {}).await
    }

    async fn start(home: Home, demo: Option<Demo>) -> Self {
        Self::start_with(home, demo, public(), Limits::of_this_process(), |_| {}).await
    }

    async fn start_with(
        home: Home,
        demo: Option<Demo>,
        public: Public,
        limits: Limits,
        change: impl FnOnce(&mut Engine),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let site = Site {
            address,
            root: concat!(env!("CARGO_MANIFEST_DIR"), "/../public").into(),
            reload_port: 3001,
            watched: false,
        };
        let config = Config { site, public, home, demo };
        let mut engine = Engine::open(&config.home, &config.public).await.unwrap();
        change(&mut engine);
        let (stop, asked) = oneshot::channel::<()>();
        let stopped = tokio::spawn(async move {
            let asked = async { drop(asked.await) };
            wiring::serve_within(limits, listener, &config, engine, asked).await.unwrap();
        });
        // reqwest wants a provider of TLS even where none is spoken.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
        Self { address, http, stop, stopped }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn stop(self) {
        drop(self.http);
        let _ = self.stop.send(());
        timeout(PATIENCE, self.stopped).await.unwrap().unwrap();
    }

    /// Somebody new, signed in through the form.
    pub(crate) async fn register(&self, name: &str) -> Person {
        let email = format!("{name}@example.com");
        let form = [("name", name), ("email", &email), ("password", "correct horse")];
        Person { cookie: self.enter("register", &form).await, email: email.clone() }
    }

    /// Somebody of the seed.
    pub(crate) async fn sign_in(&self, email: &str) -> Person {
        let form = [("email", email), ("password", "hello-globe")];
        Person { cookie: self.enter("sign_in", &form).await, email: email.to_owned() }
    }

    /// Somebody new and nameless, signed in through the form.
    pub(crate) async fn guest(&self, form: &[(&str, &str)]) -> Person {
        Person { cookie: self.enter("continue_as_guest", form).await, email: String::new() }
    }

    /// The cookie that a form of the entrance sets.
    pub(crate) async fn enter(&self, door: &str, form: &[(&str, &str)]) -> String {
        let answer = self.http.post(self.url(&format!("/api/{door}"))).form(form).send().await.unwrap();
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let cookie = cookies
            .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
            .find(|cookie| cookie.starts_with("a_session_appchat="))
            .expect("signing in sets the session cookie");
        cookie.to_owned()
    }
}

/// Somebody with a browser that holds their cookie.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) cookie: String,
}

impl Person {
    /// Who is here, as this person's globe has it.
    pub(crate) async fn dots(&self, at: &Instance) -> Vec<Dot> {
        serde_json::from_value(self.call(at, "roster", &[]).await["dots"].clone()).unwrap()
    }

    /// Calls a server function.
    pub(crate) async fn call(&self, at: &Instance, name: &str, form: &[(&str, &str)]) -> Value {
        let request = at.http.post(at.url(&format!("/api/{name}"))).form(form);
        let answer = request.header(header::COOKIE, &self.cookie).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{name}");
        answer.json().await.unwrap()
    }

    /// Both ask, so both are friends.
    pub(crate) async fn befriend(&self, at: &Instance, other: &Self) {
        self.call(at, "request_friend", &[("whom", &other.email)]).await;
        other.call(at, "request_friend", &[("whom", &self.email)]).await;
    }

    pub(crate) async fn id(&self, at: &Instance) -> String {
        let me = self.call(at, "who_am_i", &[]).await;
        me["id"].as_str().unwrap().to_owned()
    }

    /// Sends a photograph; `words` are the members of the form that go with it. Answers with what it came to.
    pub(crate) async fn send_snap(
        &self,
        at: &Instance,
        id: &str,
        to: &[&str],
        photograph: &[u8],
        words: Value,
    ) -> Response {
        let mut snap = json!({
            "id": id,
            "recipients": to,
            "image_base64": BASE64_STANDARD.encode(photograph),
            "file_name": "snap.jpg",
            "file_type": "image/jpeg",
        });
        if let (Some(snap), Value::Object(words)) = (snap.as_object_mut(), words) {
            snap.extend(words);
        }
        let request = at.http.post(at.url("/api/send_snap")).json(&json!({ "snap": snap }));
        request.header(header::COOKIE, &self.cookie).send().await.unwrap()
    }

    /// Asks the function for a snap, as the app does.
    pub(crate) async fn open_snap(&self, at: &Instance, id: &str) -> Value {
        let body = json!({ "method": "POST", "path": format!("/snap/{id}"), "body": "", "async": false });
        let request = at.http.post(at.url("/v1/functions/serve-snap/executions")).json(&body);
        let request = request.header(header::COOKIE, &self.cookie).header(header::ORIGIN, at.url(""));
        let request = request.header("x-appwrite-project", "appchat");
        request.send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn get(&self, at: &Instance, path: &str) -> Response {
        at.http.get(at.url(path)).header(header::COOKIE, &self.cookie).send().await.unwrap()
    }

    /// The page to which the answer to a form led, whose address tells what became of the form.
    pub(crate) async fn after_a_form(&self, at: &Instance, path: &str) -> Response {
        let (_, outcome) = path.split_once('?').unwrap();
        let outcome = percent_encoding::utf8_percent_encode(outcome, percent_encoding::NON_ALPHANUMERIC);
        let cookies = format!("{}; outcome={outcome}", self.cookie);
        at.http.get(at.url(path)).header(header::COOKIE, cookies).send().await.unwrap()
    }

    /// The page that a form without a script leads to, in a browser that keeps the cookie of the answer.
    pub(crate) async fn page_after(&self, at: &Instance, answer: &Response) -> String {
        let location = answer.headers()[header::LOCATION].to_str().unwrap();
        let path = location.trim_start_matches(&at.url(""));
        let set = answer.headers().get_all(header::SET_COOKIE).iter();
        let set = set.filter_map(|cookie| cookie.to_str().unwrap().split(';').next());
        let cookies: Vec<_> = [self.cookie.as_str()].into_iter().chain(set).collect();
        let request = at.http.get(at.url(path)).header(header::COOKIE, cookies.join("; "));
        request.send().await.unwrap().text().await.unwrap()
    }

    /// Opens the realtime socket as a page of this origin.
    pub(crate) async fn listen_from(&self, at: &Instance, origin: &str) -> Ear {
        let mut request =
            at.url("/v1/realtime?project=appchat").replacen("http", "ws", 1).into_client_request().unwrap();
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
        let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        Ear(socket)
    }

    /// Opens the realtime socket and subscribes to one channel.
    pub(crate) async fn listen(&self, at: &Instance, channel: &str) -> Ear {
        self.listen_to(at, &[channel]).await
    }

    /// Opens the realtime socket and subscribes to all of these channels.
    pub(crate) async fn listen_to(&self, at: &Instance, channels: &[&str]) -> Ear {
        let mut ear = self.listen_from(at, &at.url("")).await;
        let ServerFrame::Connected { user, .. } = ear.frame().await else { panic!("not connected") };
        assert!(user.is_some(), "the cookie's person is on the line");
        let subscription = json!([{ "subscriptionId": "one", "channels": channels, "queries": [] }]);
        ear.say(json!({ "type": "subscribe", "data": subscription })).await;
        assert!(matches!(ear.frame().await, ServerFrame::Response { .. }));
        ear
    }
}

/// An open socket.
pub(crate) struct Ear(
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
);

impl Ear {
    pub(crate) async fn say(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    /// Sends bytes as they are, whether or not they are frames.
    pub(crate) async fn say_raw(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).await.unwrap();
    }

    async fn next(&mut self) -> Option<Message> {
        loop {
            let heard = timeout(PATIENCE, self.0.next()).await.expect("something is said");
            match heard.transpose().unwrap() {
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                heard => return heard,
            }
        }
    }

    pub(crate) async fn frame(&mut self) -> ServerFrame {
        match self.next().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a frame, heard {other:?}"),
        }
    }

    pub(crate) async fn event(&mut self) -> Event {
        match self.frame().await {
            ServerFrame::Event(event) => event,
            other => panic!("expected an event, heard {other:?}"),
        }
    }

    /// Listens until the other side closes, whatever it says before. Returns the code, if it says one.
    pub(crate) async fn until_closed(&mut self) -> Option<u16> {
        loop {
            match self.next().await {
                None => return None,
                Some(Message::Close(why)) => return why.map(|CloseFrame { code, .. }| code.into()),
                Some(_) => {}
            }
        }
    }

    /// The code the other side closes with.
    pub(crate) async fn close_code(&mut self) -> u16 {
        match self.next().await {
            Some(Message::Close(Some(CloseFrame { code, .. }))) => code.into(),
            other => panic!("expected a goodbye, heard {other:?}"),
        }
    }
}

/// A small JPEG that is a picture of something.
pub(crate) fn photograph() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 128]));
    let mut jpeg = std::io::Cursor::new(vec![]);
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}
