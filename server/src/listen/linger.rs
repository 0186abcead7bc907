//! The end of a connection whose client may still be sending. A socket that is closed with unread bytes is reset, and a
//! reset can cost the client the answer that says why it was refused: most browsers read it only after they sent the
//! whole body. So what still comes is read and dropped, within bounds.

use std::{future::poll_fn, pin::Pin, sync::Arc, task::Poll};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadBuf},
    time::timeout,
};

use super::{
    activity::Activity,
    body::{UNKNOWN, Unread},
    limits::Limits,
    pace::Pace,
    stream::Io,
};

/// Bytes that are dropped at once.
const PIECE: usize = 16 * 1024;

/// Ends our side, then drops what the client sends until it ends its own, is too slow, or has sent enough. A new
/// connection may take its place at any time.
pub(super) async fn linger(mut io: impl Io, activity: Arc<Activity>) {
    let evicted = activity.admission.evicted();
    tokio::select! {
        () = drain(&mut io, &activity.limits, activity.unread()) => {}
        () = evicted.notified() => {}
    }
}

async fn drain(io: &mut impl Io, limits: &Limits, unread: Unread) {
    if io.shutdown().await.is_err() {
        return;
    }
    let rest = if unread == UNKNOWN { limits.drain } else { unread };
    // Longer than that is not drained at all: the client could not finish in any case.
    if rest <= limits.drain && !drop_bytes(io, rest, Pace::new(limits.body, limits.upload_rate)).await {
        return;
    }
    // It has sent all there is to send. It needs a moment to take the answer and to close.
    let to_its_end = async {
        let mut piece = [0; PIECE];
        while io.read(&mut piece).await.is_ok_and(|read| read > 0) {}
    };
    // Either way it is over.
    let _ = timeout(limits.linger, to_its_end).await;
}

/// Whether this many bytes came, in time and before the client's end.
async fn drop_bytes(io: &mut impl Io, mut rest: Unread, mut pace: Pace) -> bool {
    let mut piece = [0; PIECE];
    while rest > 0 {
        let most = usize::try_from(rest).unwrap_or(PIECE).min(PIECE);
        let read = poll_fn(|cx| {
            let mut buffer = ReadBuf::new(&mut piece[..most]);
            if let Poll::Ready(read) = Pin::new(&mut *io).poll_read(cx, &mut buffer) {
                return Poll::Ready(read.map(|()| buffer.filled().len()).unwrap_or(0));
            }
            pace.poll_overdue(cx).map(|()| 0)
        });
        match read.await {
            0 => return false,
            bytes => {
                pace.moves(bytes);
                rest -= bytes as Unread;
            }
        }
    }
    true
}
