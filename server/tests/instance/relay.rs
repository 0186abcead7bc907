//! An Appwrite as the real one is with sockets: it leaves them open whatever becomes of their session. It passes
//! everything on to an instance, but not the end of a socket.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    http::{HeaderMap, Method, Uri, header},
    response::Response,
    routing::any,
};
use futures_util::{SinkExt, StreamExt};
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
}

impl Relay {
    pub(crate) async fn before(instance: &Instance) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}/v1", listener.local_addr().unwrap());
        let behind = Behind { http: instance.http.clone(), origin: instance.url("") };
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
        let (behind, _) = connect_async(request).await.unwrap();
        join(client, behind).await;
    })
}

/// Carries text both ways, until the client goes.
async fn join(
    client: WebSocket,
    behind: tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
) {
    let (mut to_client, mut from_client) = client.split();
    let (mut to_instance, mut from_instance) = behind.split();
    let down = async {
        while let Some(Ok(heard)) = from_instance.next().await {
            if let tungstenite::Message::Text(text) = heard
                && to_client.send(Message::Text(text.as_str().into())).await.is_err()
            {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let up = async {
        while let Some(Ok(said)) = from_client.next().await {
            if let Message::Text(text) = said {
                // The instance may have hung up; the client is not told.
                let _ = to_instance.send(tungstenite::Message::text(text.as_str())).await;
            }
        }
    };
    tokio::select! { () = down => {}, () = up => {} }
}
