//! Answers over HTTP/2. Each stream has a window of its own, which its client can open a byte at a time while the
//! connection goes well, so the pace of each is kept by itself: [`Streams`] runs a stream and resets it when its
//! answer, cut into [`Pieces`], is taken too slowly. Other streams of the connection go on.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes};
use hyper::{
    body::{Body as HttpBody, Frame, SizeHint},
    rt::Executor,
};

use super::{Limits, pace::Pace};

/// Bytes of the longest piece. hyper asks for the next one when the client has taken the one before.
const PIECE: usize = 16 * 1024;

tokio::task_local! {
    /// The stream that is being run.
    static PROGRESS: Arc<Progress>;
}

/// What the client takes of one stream.
#[derive(Default)]
struct Progress {
    /// Bytes of the piece that the client has not taken yet; 0 while the server has to act.
    offered: AtomicUsize,
    /// Bytes that it took since that was last asked.
    taken: AtomicUsize,
}

/// Runs the streams of a connection as tasks.
#[derive(Clone, Copy)]
pub(super) struct Streams(pub(super) Limits);

impl<F> Executor<F> for Streams
where
    F: Future + Send + 'static,
    F::Output: Send,
{
    fn execute(&self, stream: F) {
        let Limits { body, answer_rate, .. } = self.0;
        tokio::spawn(async move {
            let (progress, mut pace) = (Arc::<Progress>::default(), Pace::new(body, answer_rate));
            let mut stream = pin!(PROGRESS.scope(Arc::clone(&progress), stream));
            poll_fn(|cx| {
                if stream.as_mut().poll(cx).is_ready() {
                    return Poll::Ready(());
                }
                let taken = progress.taken.swap(0, Relaxed);
                if taken > 0 {
                    pace.moves(taken);
                }
                if progress.offered.load(Relaxed) == 0 {
                    pace.rests();
                    return Poll::Pending;
                }
                pace.poll_overdue(cx)
            })
            .await;
        });
    }
}

/// An answer's body. Over HTTP/2 no piece is longer than [`PIECE`], and the stream learns which ones are taken.
pub(super) struct Pieces {
    body: Body,
    progress: Option<Arc<Progress>>,
    /// The rest of a frame of the body.
    rest: Bytes,
}

impl Pieces {
    /// Made where the request is answered, which over HTTP/2 is within its stream's task.
    pub(super) fn new(body: Body) -> Self {
        Self { body, progress: PROGRESS.try_with(Arc::clone).ok(), rest: Bytes::new() }
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        let Some(progress) = &this.progress else { return Pin::new(&mut this.body).poll_frame(cx) };
        progress.taken.fetch_add(progress.offered.swap(0, Relaxed), Relaxed);
        if this.rest.is_empty() {
            let frame = match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => frame,
                end => return Poll::Ready(end),
            };
            match frame.into_data() {
                Ok(data) => this.rest = data,
                Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
            }
        }
        let piece = this.rest.split_to(this.rest.len().min(PIECE));
        progress.offered.store(piece.len(), Relaxed);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (of_body, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(of_body.lower().saturating_add(rest));
        if let Some(upper) = of_body.upper() {
            hint.set_upper(upper.saturating_add(rest));
        }
        hint
    }
}
