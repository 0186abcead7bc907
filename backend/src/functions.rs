//! Functions: native handlers, run on request or on schedule.

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}

/// A function that runs in this process.
pub trait Function: Send + Sync {}

pub(crate) struct Registry;

impl Registry {
    pub(crate) fn new(_: &crate::Config) -> Self {
        Self
    }
}

pub(crate) fn start(_: &Backend) {}
