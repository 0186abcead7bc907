//! The bytes of a connection: tells its [`Activity`] what comes in, gives up a client that takes nothing, and at the end
//! reads and drops what the client still sends. Without that the system answers unread bytes with a reset, and the
//! client may lose the answer that says why it was refused.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    runtime::Handle,
    time::{Sleep, sleep, timeout},
};

use super::activity::Activity;

pub(super) struct Stream<I: Io> {
    /// None once it lingers.
    io: Option<I>,
    activity: Arc<Activity>,
    /// The other side has said all it had to.
    is_over: bool,
    /// Since when the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

/// What a connection runs over.
pub(super) trait Io: AsyncRead + AsyncWrite + Unpin + Send + 'static {}
impl<I: AsyncRead + AsyncWrite + Unpin + Send + 'static> Io for I {}

impl<I: Io> Stream<I> {
    pub(super) fn new(io: I, activity: Arc<Activity>) -> Self {
        Self { io: Some(io), activity, is_over: false, stalled: None }
    }

    fn io(&mut self) -> io::Result<Pin<&mut I>> {
        self.io.as_mut().map(Pin::new).ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    fn tell(&self, written: &Poll<io::Result<usize>>) {
        if matches!(written, Poll::Ready(Ok(bytes)) if *bytes > 0) {
            self.activity.writes();
        }
    }

    /// A write that went through, or that waits for the client no longer than it may.
    fn within_patience<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() || self.activity.is_upgraded() {
            self.stalled = None;
            return written;
        }
        let patience = self.activity.limits.body;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled.as_mut().poll(cx).map(|()| {
            self.activity.abandon();
            Err(io::ErrorKind::TimedOut.into())
        })
    }
}

impl<I: Io> AsyncRead for Stream<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = self.io()?.poll_read(cx, buffer);
        if let Poll::Ready(read) = &read {
            if read.is_ok() && buffer.filled().len() > before {
                self.activity.reads();
            } else {
                self.is_over = true;
            }
        }
        read
    }
}

impl<I: Io> AsyncWrite for Stream<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = self.io()?.poll_write(cx, bytes);
        self.tell(&written);
        self.within_patience(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = self.io()?.poll_write_vectored(cx, slices);
        self.tell(&written);
        self.within_patience(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.io()?.poll_flush(cx);
        self.within_patience(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = self.io()?.poll_shutdown(cx);
        self.within_patience(cx, shut)
    }
}

impl<I: Io> Drop for Stream<I> {
    fn drop(&mut self) {
        let Some(io) = self.io.take() else { return };
        if self.is_over || !self.activity.lingers() {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(linger(io, Arc::clone(&self.activity)));
        }
    }
}

/// Says that nothing more comes, then drops what still does.
async fn linger(mut io: impl Io, activity: Arc<Activity>) {
    let evicted = activity.admission.evicted();
    let drained = async {
        let mut dropped = [0; 4096];
        if io.shutdown().await.is_ok() {
            while io.read(&mut dropped).await.is_ok_and(|read| read > 0) {}
        }
    };
    tokio::select! {
        _ = timeout(activity.limits.linger, drained) => {}
        () = evicted.notified() => {}
    }
}
