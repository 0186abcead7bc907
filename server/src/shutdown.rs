//! When to stop: at Ctrl+C, or when the system asks (`SIGTERM`, as containers and service managers do).

use std::{future::Future, time::Duration};

/// How long requests under way may take to finish once we are asked to stop.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long sockets may take to say goodbye after that.
pub(crate) const GOODBYES: Duration = Duration::from_secs(2);

/// Ends when the process is asked to stop.
pub async fn asked_by_the_system() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
    tracing::info!("stopping");
}

#[cfg(unix)]
async fn terminate() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut asked) => drop(asked.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}

/// Waits for `work`, but once `stopping` has ended no longer than [`PATIENCE`].
pub(crate) async fn within_patience<T>(work: impl Future<Output = T>, stopping: impl Future) -> Option<T> {
    let deadline = async {
        stopping.await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        done = work => Some(done),
        () = deadline => None,
    }
}
