//! A request's body that must come fast enough, and an answer's body that says when it is done.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
};

use axum::{
    BoxError,
    body::{Body, Bytes},
};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

use super::{Limits, activity::Activity, pace::Pace, streams::Pieces, visitors::Visit};

/// Bytes of a body that the server did not read, or [`UNKNOWN`].
pub(super) type Unread = u64;
/// The body did not say its length.
pub(super) const UNKNOWN: Unread = u64::MAX;

/// The body came more slowly than [`Limits`] allow.
#[derive(Debug, thiserror::Error)]
#[error("the request's body comes too slowly")]
struct TooSlow;

/// What became of a request's body. It is in the extensions of each request. Cheap to clone; every clone is the same.
#[derive(Clone, Default)]
pub(crate) struct Arrival(Arc<State>);

#[derive(Default)]
struct State {
    too_slow: AtomicBool,
    unread: AtomicU64,
}

impl Arrival {
    /// Whether the body was given up because it came too slowly.
    pub(crate) fn is_too_slow(&self) -> bool {
        self.0.too_slow.load(Relaxed)
    }

    /// What nobody read of it, once nobody will.
    pub(super) fn unread(&self) -> Unread {
        self.0.unread.load(Relaxed)
    }

    #[cfg(test)]
    pub(crate) fn too_slow() -> Self {
        let arrival = Self::default();
        arrival.0.too_slow.store(true, Relaxed);
        arrival
    }
}

/// A request's body. It fails once its client is slower than [`Pace`] allows. Time in which nobody reads it does not
/// count.
pub(super) struct Paced {
    body: Incoming,
    pace: Pace,
    is_over: bool,
    arrival: Arrival,
}

impl Paced {
    pub(super) fn new(body: Incoming, limits: &Limits, arrival: Arrival) -> Self {
        Self { body, pace: Pace::new(limits.body, limits.upload_rate), is_over: false, arrival }
    }
}

impl HttpBody for Paced {
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
            self.pace.moves(bytes);
            self.is_over = frame.is_none();
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.pace.poll_overdue(cx));
        self.arrival.0.too_slow.store(true, Relaxed);
        Poll::Ready(Some(Err(TooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Paced {
    fn drop(&mut self) {
        if !self.is_over && !self.body.is_end_stream() {
            let unread = self.body.size_hint().exact().unwrap_or(UNKNOWN);
            self.arrival.0.unread.store(unread, Relaxed);
        }
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
    body: Pieces,
    _call: Call,
}

impl Answer {
    pub(super) fn new(body: Body, call: Call) -> Self {
        Self { body: Pieces::new(body), _call: call }
    }
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
        self.body.size_hint()
    }
}
