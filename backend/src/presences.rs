//! What people say of themselves right now.

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}

#[derive(Default)]
pub(crate) struct Sweeper;

pub(crate) async fn start(_: &Backend) -> crate::error::Result<()> {
    Ok(())
}
