//! A request's body that must make progress, and an answer's body that says when it is done.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes},
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use super::{activity::Activity, visitors::Visit};

/// Fewer bytes are no progress: a body of single bytes would otherwise never end.
const PROGRESS: usize = 4096;

/// The body made no progress for as long as [`Limits::body`](super::Limits::body) says.
#[derive(Debug, thiserror::Error)]
#[error("the request's body makes no progress")]
pub(super) struct Stalled;

/// A request's body. It fails once its client was waited for too long. The time in which nobody reads it does not count.
pub(super) struct Paced<B> {
    body: B,
    patience: Duration,
    /// What is left of the patience, and the bytes that came since it was whole.
    left: Duration,
    came: usize,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<B> Paced<B> {
    pub(super) fn new(body: B, patience: Duration) -> Self {
        Self { body, patience, left: patience, came: 0, waiting: None }
    }

    fn progress(&mut self, bytes: usize) {
        if let Some((since, _)) = self.waiting.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        self.came += bytes;
        if self.came >= PROGRESS {
            (self.left, self.came) = (self.patience, 0);
        }
    }
}

impl<B> HttpBody for Paced<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            let bytes = match &frame {
                Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
                _ => 0,
            };
            self.progress(bytes);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let left = self.left;
        let (_, patience) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        ready!(patience.as_mut().poll(cx));
        Poll::Ready(Some(Err(Stalled.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// One request that is being answered. Dropped, it is over.
pub(super) struct Call {
    activity: Arc<Activity>,
    /// Behind a proxy, whose it is.
    pub(super) visit: Option<Visit>,
}

impl Call {
    pub(super) fn new(activity: &Arc<Activity>, visit: Option<Visit>) -> Self {
        Self { activity: Arc::clone(activity), visit }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.activity.ends();
    }
}

/// An answer's body, which holds the call until it is sent.
pub(super) struct Answer {
    pub(super) body: Body,
    pub(super) _call: Call,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        HttpBody::size_hint(&self.body)
    }
}
