//! Buckets and their files.

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}

pub(crate) async fn start(_: &Backend) -> crate::error::Result<()> {
    Ok(())
}
