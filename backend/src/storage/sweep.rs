//! Bytes that nothing knows of any more: what a crash left between a file's bytes and its row is removed at the
//! start, uploads that nobody goes on with now and then.

use std::sync::Weak;

use super::{off_thread, store};
use crate::{Backend, Home, error::Result};

/// How long an upload may rest before it is given up, in seconds.
const PATIENCE: i64 = 24 * 60 * 60;
/// How often those are looked for, in seconds.
const ROUND: i64 = 60 * 60;

/// Before the first request: nothing is being written, so whatever has no row is an orphan.
pub(super) async fn at_start(backend: &Backend) -> Result<()> {
    stale_uploads(backend).await?;
    let known = backend.db.read(store::blobs).await?;
    let disk = backend.disk.clone();
    let swept = off_thread(move || disk.sweep(&known)).await?;
    if swept > 0 {
        tracing::info!(swept, "{swept} orphans were swept from storage");
    }
    Ok(())
}

/// Gives up stale uploads until the backend is gone.
pub(super) async fn keep_on(backend: Weak<Home>) {
    loop {
        let Some(home) = backend.upgrade().map(Backend) else { return };
        let (clock, next) = (home.clock.clone(), home.clock.now().plus_seconds(ROUND));
        // A failure was logged where it happened; the next round tries again.
        let _ = stale_uploads(&home).await;
        drop(home);
        clock.until(next).await;
    }
}

async fn stale_uploads(backend: &Backend) -> Result<()> {
    let moment = backend.clock.now().plus_seconds(-PATIENCE);
    let blobs = backend.db.write(move |tx| store::uploads::forget_before(tx, moment)).await?;
    backend.remove_blobs(blobs).await;
    Ok(())
}

impl Backend {
    /// Removes bytes whose rows are gone. What cannot be removed now is swept at the next start.
    pub(super) async fn remove_blobs(&self, names: Vec<String>) {
        if names.is_empty() {
            return;
        }
        self.previews.forget(&names);
        let disk = self.disk.clone();
        let removed = off_thread(move || {
            names.iter().for_each(|name| disk.remove(name));
            Ok(())
        });
        // The caller has what they asked for; the disk's own trouble was logged.
        let _ = removed.await;
    }
}
