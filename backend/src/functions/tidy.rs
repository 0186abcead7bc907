//! What a process that ended early left behind, and what is too old to keep.

use std::sync::{Arc, Weak};

use crate::{
    Backend, Home,
    error::Result,
    functions::{limits, store},
};

/// How long executions are remembered, in seconds: 14 days, as upstream.
const KEPT: i64 = 14 * 24 * 60 * 60;
/// How often the old ones are looked for, in seconds.
const ROUND: i64 = 60 * 60;

/// Marks the runs of an earlier process as failed, then forgets old executions every so often.
pub(super) fn start(backend: &Backend) {
    backend.timers.start(keep(Arc::downgrade(&backend.0)));
}

pub(super) async fn fail_unfinished(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    backend.db.write(move |tx| store::fail_unfinished(tx, now)).await
}

async fn keep(backend: Weak<Home>) {
    loop {
        let Some(home) = backend.upgrade() else { return };
        let clock = home.clock.clone();
        let now = clock.now();
        // A failure was logged where it happened; the next round tries again.
        let tidied = home.db.write(move |tx| {
            store::forget_before(tx, now.plus_seconds(-KEPT))?;
            limits::forget_beyond_horizon(tx, now)
        });
        if let Ok(beyond @ 1..) = tidied.await {
            tracing::warn!(runs = beyond, "deleted runs that were scheduled too far ahead");
        }
        drop(home);
        clock.until(now.plus_seconds(ROUND)).await;
    }
}
