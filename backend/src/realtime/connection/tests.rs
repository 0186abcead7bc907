//! The conversation over a socket of channels, with time turned by hand.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use tokio::sync::mpsc;

use super::*;
use crate::{Backend, Config, Deployment};

/// Our end of a wire whose other end a test holds.
struct Wire {
    incoming: mpsc::UnboundedReceiver<Message>,
    outgoing: mpsc::UnboundedSender<Message>,
    /// Whether what is sent gets stuck.
    stalled: bool,
}

impl Stream for Wire {
    type Item = Result<Message, axum::Error>;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.incoming.poll_recv(cx).map(|message| message.map(Ok))
    }
}

impl Sink<Message> for Wire {
    type Error = axum::Error;
    fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        if self.stalled { Poll::Pending } else { Poll::Ready(Ok(())) }
    }
    fn start_send(self: Pin<&mut Self>, message: Message) -> Result<(), axum::Error> {
        let _ = self.outgoing.send(message);
        Ok(())
    }
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        self.poll_ready(cx)
    }
    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), axum::Error>> {
        self.poll_ready(cx)
    }
}

struct Other {
    says: mpsc::UnboundedSender<Message>,
    hears: mpsc::UnboundedReceiver<Message>,
    conversation: tokio::task::JoinHandle<()>,
    backend: Backend,
    _folder: tempfile::TempDir,
}

async fn connected(stalled: bool) -> Other {
    let folder = tempfile::tempdir().unwrap();
    let deployment = Deployment::parse(r#"{ "projectId": "p" }"#).unwrap();
    let backend = Backend::open(Config::new(folder.path(), deployment)).await.unwrap();
    let (says, incoming) = mpsc::unbounded_channel();
    let (outgoing, hears) = mpsc::unbounded_channel();
    let peer = Peer::new(&backend);
    let conversation = tokio::spawn(run(Wire { incoming, outgoing, stalled }, peer));
    Other { says, hears, conversation, backend, _folder: folder }
}

#[tokio::test(start_paused = true)]
async fn a_silent_peer_is_pinged_and_given_up_after_a_minute() {
    let mut other = connected(false).await;
    let start = Instant::now();
    for seconds in [25, 50] {
        assert!(matches!(other.hears.recv().await, Some(Message::Ping(_))));
        assert_eq!((Instant::now() - start).as_secs(), seconds);
    }
    assert_eq!(other.hears.recv().await, None);
    other.conversation.await.unwrap();
    assert_eq!((Instant::now() - start).as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_answers_pings_stays() {
    let mut other = connected(false).await;
    let start = Instant::now();
    while (Instant::now() - start).as_secs() < 600 {
        let Some(Message::Ping(bytes)) = other.hears.recv().await else { panic!("given up") };
        other.says.send(Message::Pong(bytes)).unwrap();
    }
    other.says.send(Message::Close(None)).unwrap();
    other.conversation.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_takes_nothing_is_given_up_though_it_overflows_nothing() {
    let other = connected(true).await;
    let start = Instant::now();
    other.says.send(Message::text(r#"{"type":"ping"}"#)).unwrap();
    other.conversation.await.unwrap();
    assert_eq!((Instant::now() - start).as_secs(), 60);
    // Nobody is left whom closing down would have to wait for.
    other.backend.close().await;
    assert_eq!((Instant::now() - start).as_secs(), 60);
}
