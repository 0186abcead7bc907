//! The bytes of a connection: tells its [`Activity`] what comes in, gives up a client that takes an answer too slowly,
//! and at the end [lingers](linger()) for what the client still sends.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    runtime::Handle,
};

use super::{activity::Activity, linger::linger, pace::Pace};

pub(super) struct Stream<I: Io> {
    /// None once it lingers.
    io: Option<I>,
    activity: Arc<Activity>,
    /// The other side has said all it had to.
    is_over: bool,
    /// At which the client takes answers.
    pace: Pace,
}

/// What a connection runs over.
pub(super) trait Io: AsyncRead + AsyncWrite + Unpin + Send + 'static {}
impl<I: AsyncRead + AsyncWrite + Unpin + Send + 'static> Io for I {}

impl<I: Io> Stream<I> {
    pub(super) fn new(io: I, activity: Arc<Activity>) -> Self {
        let pace = Pace::new(activity.limits.body, activity.limits.answer_rate);
        Self { io: Some(io), activity, is_over: false, pace }
    }

    fn io(&mut self) -> io::Result<Pin<&mut I>> {
        self.io.as_mut().map(Pin::new).ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = written
            && bytes > 0
        {
            self.activity.writes();
            self.pace.moves(bytes);
        }
        self.within_pace(cx, written)
    }

    /// A write that went through, or that waits for the client no longer than it may.
    fn within_pace<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() || self.activity.is_upgraded() {
            self.pace.rests();
            return written;
        }
        self.pace.poll_overdue(cx).map(|()| {
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
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = self.io()?.poll_write_vectored(cx, slices);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.as_ref().is_some_and(AsyncWrite::is_write_vectored)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.io()?.poll_flush(cx);
        self.within_pace(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = self.io()?.poll_shutdown(cx);
        self.within_pace(cx, shut)
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
