//! An Appwrite as the real one is with sockets: it leaves them open whatever becomes of their session. It passes
//! everything on to an instance, but not the end of a socket. It can refuse subscriptions to `account`.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    http::{HeaderMap, Method, Uri, header},
    response::Response,
    routing::any,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{self, client::IntoClientRequest},
};

use crate::town::Instance;

pub(crate) struct Relay {
    pub(crate) endpoint: String,
    serving: JoinHandle<()>,
}

#[derive(Clone)]
struct Behind {
    http: reqwest::Client,
    origin: String,
    /// The code of the error that answers a subscription to `account`.
    refuses_account: Option<i64>,
}

impl Relay {
    pub(crate) async fn before(instance: &Instance) -> Self {
        Self::start(instance, None).await
    }

    /// One that answers every subscription to `account` with an error of this code. After 1008 it closes the socket.
    pub(crate) async fn refusing_account(instance: &Instance, code: i64) -> Self {
        Self::start(instance, Some(code)).await
    }

    async fn start(instance: &Instance, refuses_account: Option<i64>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}/v1", listener.local_addr().unwrap());
        let behind = Behind { http: instance.http.clone(), origin: instance.url(""), refuses_account };
        let app = Router::new().route("/v1/realtime", any(socket)).fallback(call).with_state(behind);
        let serving = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { endpoint, serving }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn call(
    State(behind): State<Behind>,
    method: Method,
    uri: Uri,
    mut headers: HeaderMap,
    body: Bytes,
) -> Response {
    headers.remove(header::HOST);
    let request = behind.http.request(method, format!("{}{uri}", behind.origin)).headers(headers).body(body);
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from_stream(answer.bytes_stream()));
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}

async fn socket(
    State(behind): State<Behind>,
    uri: Uri,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let mut request =
        format!("{}{uri}", behind.origin).replacen("http", "ws", 1).into_client_request().unwrap();
    if let Some(cookie) = headers.get(header::COOKIE) {
        request.headers_mut().insert(header::COOKIE, cookie.clone());
    }
    upgrade.on_upgrade(async move |client| {
        let (instance, _) = connect_async(request).await.unwrap();
        join(client, instance, behind.refuses_account).await;
    })
}

/// Carries text both ways, until the client goes.
async fn join(
    client: WebSocket,
    behind: tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
    refuses_account: Option<i64>,
) {
    let (mut to_client, mut from_client) = client.split();
    let (mut to_instance, mut from_instance) = behind.split();
    loop {
        tokio::select! {
            heard = from_instance.next() => match heard {
                Some(Ok(tungstenite::Message::Text(text))) => {
                    if to_client.send(Message::Text(text.as_str().into())).await.is_err() {
                        return;
                    }
                }
                Some(Ok(_)) => {}
                // The instance has hung up; the client is not told.
                Some(Err(_)) | None => break,
            },
            said = from_client.next() => match (said, refuses_account) {
                (Some(Ok(Message::Text(text))), Some(code)) if is_for_account(&text) => {
                    let data = json!({ "code": code, "message": "Error: Server Error" });
                    let error = json!({ "type": "error", "data": data }).to_string();
                    let _ = to_client.send(Message::Text(error.into())).await;
                    if code == 1008 {
                        let close = CloseFrame { code: 1008, reason: "".into() };
                        let _ = to_client.send(Message::Close(Some(close))).await;
                        return;
                    }
                }
                (Some(Ok(Message::Text(text))), _) => {
                    let _ = to_instance.send(tungstenite::Message::text(text.as_str())).await;
                }
                (Some(Ok(_)), _) => {}
                (Some(Err(_)) | None, _) => return,
            },
        }
    }
    while let Some(Ok(_)) = from_client.next().await {}
}

fn is_for_account(text: &str) -> bool {
    let frame: Value = serde_json::from_str(text).unwrap_or_default();
    let asks = |one: &Value| one["channels"].as_array().is_some_and(|all| all.contains(&json!("account")));
    frame["type"] == "subscribe" && frame["data"].as_array().is_some_and(|all| all.iter().any(asks))
}
