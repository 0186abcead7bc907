//! How many uploads are read at once: each is held in memory until it is on disk, so all of them together have a limit.

use std::time::Duration;

use axum::{body::HttpBody, extract::Request};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::{
    error::{Error, Kind, Result},
    front::LARGEST_BODY,
};

/// What all uploads may hold in memory, in bytes of their bodies: eight of the largest.
const ALL: usize = 96 * 1024 * 1024;

/// How long an upload waits for memory.
const PATIENCE: Duration = Duration::from_secs(20);

const _: () = assert!(LARGEST_BODY <= ALL, "the largest upload must fit");

static MEMORY: Semaphore = Semaphore::const_new(ALL);

/// Waits until there is memory for the request's body. Errors: `general_rate_limit_exceeded` when the wait is too long.
pub(super) fn wait(request: &Request) -> impl Future<Output = Result<SemaphorePermit<'static>>> + use<> {
    // A body of unknown length may become as long as the longest.
    let size = request.body().size_hint().upper().and_then(|size| usize::try_from(size).ok());
    let size = size.unwrap_or(LARGEST_BODY).min(LARGEST_BODY);
    async move {
        let permit = timeout(PATIENCE, MEMORY.acquire_many(u32::try_from(size).unwrap_or(u32::MAX))).await;
        let busy =
            |_| Error::new(Kind::RateLimitExceeded, "Too much is being uploaded. Try again in a moment.");
        permit.map_err(busy)?.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn uploads_wait_for_each_other_and_are_refused_when_that_takes_too_long() {
        let request = |bytes: usize| Request::new(Body::from(vec![0; bytes]));
        let small = wait(&request(1000)).await.unwrap();
        assert_eq!(MEMORY.available_permits(), ALL - 1000);
        let rest = MEMORY.acquire_many(u32::try_from(ALL - 1000).unwrap()).await.unwrap();
        let refused = wait(&request(1)).await.unwrap_err();
        assert_eq!(refused.kind, Kind::RateLimitExceeded);
        drop((small, rest));
        let unknown = Request::new(Body::from_stream(futures_util::stream::empty::<Result<Vec<u8>>>()));
        let permit = wait(&unknown).await.unwrap();
        assert_eq!(MEMORY.available_permits(), ALL - LARGEST_BODY);
        drop(permit);
    }
}
