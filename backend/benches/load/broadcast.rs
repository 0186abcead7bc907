//! The reference for fan-out: an axum server that hands the body of each POST to the sockets of 20 friends as it is.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    response::Response,
    routing::{get, post},
};
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::{Outcome, work::FRIENDS};

/// The sockets by their number.
type Sockets = Arc<Mutex<Vec<Option<UnboundedSender<Utf8Bytes>>>>>;

#[tokio::main]
pub(crate) async fn serve() -> Outcome<()> {
    let app = Router::new()
        .route("/beat/{from}", post(beat))
        .route("/socket/{at}", get(open))
        .with_state(Sockets::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?)?;
    Ok(axum::serve(listener, app).await?)
}

async fn beat(State(sockets): State<Sockets>, Path(from): Path<usize>, frame: String) {
    let frame = Utf8Bytes::from(frame);
    let sockets = sockets.lock().unwrap_or_else(PoisonError::into_inner);
    for next in 1..=FRIENDS {
        if let Some(Some(socket)) = sockets.get((from + next) % sockets.len()) {
            let _ = socket.send(frame.clone());
        }
    }
}

async fn open(State(sockets): State<Sockets>, Path(at): Path<usize>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| serve_one(sockets, at, socket))
}

async fn serve_one(sockets: Sockets, at: usize, mut socket: WebSocket) {
    let (sender, mut frames) = mpsc::unbounded_channel();
    {
        let mut sockets = sockets.lock().unwrap_or_else(PoisonError::into_inner);
        if sockets.len() <= at {
            sockets.resize(at + 1, None);
        }
        sockets[at] = Some(sender);
    }
    // The first frame says that it is in.
    let _ = socket.send(Message::text("{}")).await;
    loop {
        tokio::select! {
            frame = frames.recv() => {
                let Some(frame) = frame else { return };
                if socket.send(Message::Text(frame)).await.is_err() {
                    return;
                }
            }
            came = socket.recv() => if !matches!(came, Some(Ok(_))) { return },
        }
    }
}
