//! The sweeper: sleeps until the next record dies, removes it and says goodbye. It looks at nothing that is not due.

use std::{sync::Arc, time::Duration};

use super::{Shared, say, store};
use crate::{Backend, error::Result};

/// Records removed in one write, so that other writes get their turn.
const AT_ONCE: usize = 128;
/// Before trying again what the database refused.
const PAUSE: Duration = Duration::from_secs(1);
/// How long after a record's end its removal counts as late, in seconds. Longer than a clock's longest sleep.
pub(super) const LATE: i64 = 120;

/// Removes what is over, and what was said over sockets: they died with the last process. Nobody is listening yet.
pub(super) async fn after_boot(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    let shared = backend.presences.share();
    backend
        .db
        .write(move |tx| {
            store::remove_dead(tx, now)?;
            shared.deadline.set(store::first_deadline(tx)?);
            Ok(())
        })
        .await
}

/// Runs for as long as the backend does; it does not keep it alive.
pub(super) fn start(backend: &Backend) {
    let home = Arc::downgrade(&backend.0);
    let clock = backend.clock.clone();
    let shared = backend.presences.share();
    backend.timers.start(async move {
        loop {
            tokio::select! {
                () = clock.until(shared.deadline.next()) => {}
                () = shared.deadline.nearer() => {}
            }
            let Some(backend) = home.upgrade().map(Backend) else { return };
            if clock.now() >= shared.deadline.next() && sweep(&backend, &shared).await.is_err() {
                drop(backend);
                tokio::time::sleep(PAUSE).await;
            }
        }
    });
}

/// Removes what is over by now, or the first [`AT_ONCE`] of it, and notes when to look again.
pub(super) async fn sweep(backend: &Backend, shared: &Arc<Shared>) -> Result<()> {
    let now = backend.clock.now();
    let swept = Arc::clone(shared);
    let outcome = backend
        .db
        .write(move |tx| {
            for record in &store::over(tx, now, AT_ONCE)? {
                say::end(tx, &swept, record)?;
            }
            swept.deadline.set(store::first_deadline(tx)?);
            Ok(())
        })
        .await;
    if outcome.is_err() {
        // Nothing was removed, so it is still due.
        shared.deadline.expect(now);
    }
    outcome
}
