//! One socket, from its first frame to its last. Frames are answered one after another, each to its end, so that a
//! burst of `authentication`, `subscribe`, `presence` does what it says; between them, what waits is sent.

use std::{panic::AssertUnwindSafe, time::Duration};

use axum::extract::ws::Message;
use futures_util::{FutureExt, Sink, SinkExt, Stream, StreamExt};
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    close::Farewell,
    liveness::{Due, Liveness},
    message,
    peer::Peer,
};
use crate::presences::socket::{Parting, leave};

/// How long a goodbye may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// They said goodbye.
    Theirs,
    /// They are gone without a word.
    Lost,
    Ours(Farewell),
}

impl End {
    /// What it means for the presence said over the socket. Nothing, when we are closing down: the next start
    /// removes what no socket holds any more.
    fn parting(self) -> Option<Parting> {
        match self {
            Self::Theirs | Self::Ours(Farewell::SignedOut | Farewell::Policy) => Some(Parting::Clean),
            Self::Lost
            | Self::Ours(
                Farewell::TryAgain
                | Farewell::Fault
                | Farewell::Protocol
                | Farewell::NotText
                | Farewell::TooLarge,
            ) => Some(Parting::Broken),
            Self::Ours(Farewell::GoingAway) => None,
        }
    }
}

/// Everything a socket is to us: messages in, messages out.
pub(super) trait Socket:
    Stream<Item = Result<Message, axum::Error>> + Sink<Message, Error = axum::Error> + Unpin
{
}

impl<S> Socket for S where
    S: Stream<Item = Result<Message, axum::Error>> + Sink<Message, Error = axum::Error> + Unpin
{
}

/// Serves the socket until either side ends it, and tidies up after it.
pub(super) async fn run(mut socket: impl Socket, mut peer: Peer) {
    let end = AssertUnwindSafe(converse(&mut socket, &mut peer)).catch_unwind().await;
    let end = end.unwrap_or(End::Ours(Farewell::Fault));
    let (backend, id, said) = (peer.backend.clone(), peer.socket(), std::mem::take(&mut peer.said));
    let gone = async {
        if let Some(parting) = end.parting() {
            // The cause of a failure is logged where it arose; there is nobody left to tell.
            let _ = leave(&backend, id, said, parting).await;
        }
    };
    let goodbye = async {
        let _ = timeout(PATIENCE, part(&mut socket, end)).await;
        drop(peer);
    };
    tokio::join!(gone, goodbye);
}

async fn converse(socket: &mut impl Socket, peer: &mut Peer) -> End {
    let mut liveness = Liveness::new(Instant::now());
    loop {
        tokio::select! {
            incoming = socket.next() => {
                liveness.heard(Instant::now());
                match incoming {
                    Some(Ok(Message::Text(text))) => Box::pin(message::answer(peer, &text)).await,
                    Some(Ok(Message::Binary(_))) => message::answer_bytes(peer),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Close(_))) => return End::Theirs,
                    Some(Err(error)) => return Farewell::to_violation(error).map_or(End::Lost, End::Ours),
                    None => return End::Lost,
                }
            }
            () = peer.outbox().filled() => {
                if let Some(end) = deliver(socket, peer, &liveness).await {
                    return end;
                }
            }
            () = sleep_until(liveness.next()) => match liveness.due(Instant::now()) {
                Due::Nothing => {}
                Due::Burial => return End::Lost,
                Due::Ping => {
                    let ping = socket.send(Message::Ping(bytes::Bytes::new()));
                    if !matches!(timeout(PATIENCE, ping).await, Ok(Ok(()))) {
                        return End::Lost;
                    }
                }
            },
        }
    }
}

/// Sends everything that waits with one flush. While the reader stalls, only they do: the outbox fills and overflows.
async fn deliver(socket: &mut impl Socket, peer: &Peer, liveness: &Liveness) -> Option<End> {
    let (frames, farewell) = peer.outbox().take();
    let sending = async {
        for text in frames {
            // Before it is sent, so that whoever has read it finds it counted.
            peer.backend.hub.count_frame(text.len());
            socket.feed(Message::Text(text)).await?;
        }
        socket.flush().await
    };
    tokio::select! {
        sent = sending => if sent.is_err() { return Some(End::Lost) },
        () = peer.outbox().overflowed() => return Some(End::Ours(Farewell::TryAgain)),
        () = sleep_until(liveness.dead_at()) => return Some(End::Lost),
    }
    farewell.map(End::Ours)
}

/// The closing handshake, as far as there is one.
async fn part(socket: &mut impl Socket, end: End) {
    match end {
        End::Lost => {}
        // Their goodbye is answered by whatever is written next.
        End::Theirs => drop(socket.flush().await),
        End::Ours(farewell) => {
            if socket.send(farewell.frame()).await.is_ok() {
                while let Some(Ok(_)) = socket.next().await {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
