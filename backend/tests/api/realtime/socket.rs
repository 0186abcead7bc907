//! A socket as a browser has one.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::town::{PROJECT, Somebody, Town};

/// So long nothing that was promised may take.
const SOON: Duration = Duration::from_secs(20);

pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Opens a socket as this somebody, and hears `connected`.
    pub(crate) async fn of(town: &Town, who: &Somebody) -> Self {
        let mut socket = Self::open(town, &format!("project={PROJECT}"), &session(who)).await;
        assert_eq!(socket.frame().await["type"], "connected");
        socket
    }

    /// Opens a socket as this somebody, listening on these channels as subscription `s`.
    pub(crate) async fn listening(town: &Town, who: &Somebody, channels: &[&str]) -> Self {
        let mut socket = Self::of(town, who).await;
        socket.subscribe("s", channels).await;
        socket
    }

    /// Opens a socket with this query and these headers, and hears nothing yet.
    pub(crate) async fn open(town: &Town, query: &str, headers: &[(&'static str, String)]) -> Self {
        let url = format!("ws://{}/v1/realtime?{query}", town.address());
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
        }
        let (stream, _) = connect_async(request).await.unwrap();
        Self { stream }
    }

    pub(crate) async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Sends bytes as they are, whether or not they are frames.
    pub(crate) async fn send_raw(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).await.unwrap();
    }

    /// The next frame.
    pub(crate) async fn frame(&mut self) -> Value {
        loop {
            match timeout(SOON, self.stream.next()).await.expect("nothing came") {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("no frame but {other:?}"),
            }
        }
    }

    /// The data of the next frame, which is of this type.
    #[track_caller]
    pub(crate) fn expect(&mut self, kind: &'static str) -> impl Future<Output = Value> {
        let caller = std::panic::Location::caller();
        async move {
            let mut frame = self.frame().await;
            assert_eq!(frame["type"], kind, "{caller}: {frame}");
            frame["data"].take()
        }
    }

    /// The data of the next frame, which is an event of this name.
    pub(crate) async fn event(&mut self, name: &str) -> Value {
        let data = self.expect("event").await;
        assert_eq!(data["events"][0], name, "{data}");
        data
    }

    /// The data of the answer, which is the next frame, to one that was sent.
    pub(crate) async fn ask(&mut self, kind: &str, data: Value) -> Value {
        self.send(json!({ "type": kind, "data": data })).await;
        let answer = self.expect("response").await;
        assert_eq!(answer["to"], kind);
        answer
    }

    /// The refusal, which is the next frame, of one that was sent.
    pub(crate) async fn refused(&mut self, kind: &str, data: Value) -> (i64, String) {
        self.send(json!({ "type": kind, "data": data })).await;
        let error = self.expect("error").await;
        assert!(error.get("type").is_none());
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn subscribe(&mut self, id: &str, channels: &[&str]) {
        self.ask("subscribe", json!([{ "subscriptionId": id, "channels": channels }])).await;
    }

    /// Makes sure that nothing came: an answer stands behind whatever was published before it was asked for.
    pub(crate) async fn hears_nothing(&mut self) {
        self.send(json!({ "type": "ping" })).await;
        assert_eq!(self.frame().await, json!({ "type": "pong" }));
    }

    /// The code it was closed with, whatever came before.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            match timeout(SOON, self.stream.next()).await.expect("it stays open") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(Message::Close(None)) | Err(_)) | None => panic!("closed without a code"),
                Some(Ok(_)) => {}
            }
        }
    }

    /// Makes sure that it was pinged and then ended without a goodbye.
    pub(crate) async fn lost_in_silence(&mut self) {
        let mut pings = 0;
        loop {
            match timeout(SOON, self.stream.next()).await.expect("it stays open") {
                Some(Ok(Message::Ping(_))) => pings += 1,
                None | Some(Err(_)) => break,
                other => panic!("no ping but {other:?}"),
            }
        }
        assert_eq!(pings, 2);
    }

    /// Says goodbye.
    pub(crate) async fn close(mut self) {
        self.stream.close(None).await.unwrap();
        while let Some(Ok(_)) = self.stream.next().await {}
    }

    /// Is gone without a word.
    pub(crate) fn vanish(self) {
        drop(self);
    }
}

/// The header that says who it is.
pub(crate) fn session(who: &Somebody) -> Vec<(&'static str, String)> {
    let named = [("x-appwrite-session", who.secret().to_owned())];
    named.into_iter().filter(|(_, secret)| !secret.is_empty()).collect()
}
