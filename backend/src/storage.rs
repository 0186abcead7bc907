//! Storage: buckets, their files, and tokens that open one file each. What is known of a file is in SQL, its bytes are on [`disk`]; a row is written
//! after its bytes and deleted before them, so a file that is listed can be read.

use std::{future::Future, sync::Arc};

use axum::Router;

use crate::{
    Backend,
    error::{Error, Result},
};

mod admission;
mod bucket;
mod buckets;
mod completions;
mod disk;
mod file;
mod files;
mod find;
mod form;
mod mime;
mod preview;
mod provision;
mod range;
mod store;
mod sweep;
mod tokens;

pub(crate) use completions::Completions;
pub(crate) use disk::Disk;
pub(crate) use preview::Drawn;
pub(crate) use provision::provision;
pub use sweep::SweepProblem;
pub(crate) use sweep::reserve;

pub(crate) fn routes() -> Router<Backend> {
    buckets::routes().merge(files::routes()).merge(tokens::routes())
}

/// Sweeps what an earlier process left half done, and keeps an eye on uploads from then on.
pub(crate) async fn start(backend: &Backend) -> Result<()> {
    sweep::at_start(backend).await?;
    backend.timers.start(sweep::keep_on(Arc::downgrade(&backend.0)));
    Ok(())
}

/// Writes a few bytes to the folder of files and removes them again.
pub(crate) async fn probe(backend: &Backend) -> Result<()> {
    let disk = backend.disk.clone();
    off_thread(move || disk.probe()).await
}

/// Runs work that waits for the disk where it holds nobody up.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
}

/// Carries work through even if the caller hangs up half way, so that no bytes outlive their row.
async fn to_the_end<T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    tokio::spawn(work).await.map_err(Error::internal)?
}
