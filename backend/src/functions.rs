//! Functions: native handlers that live outside this crate, run on request or on schedule. What a function is to the
//! outside is in [`contract`]; [`run`] keeps that contract for one execution; [`executions`] is its API.

use axum::Router;

use crate::Backend;

mod contract;

pub use contract::{Environment, Function, Log, Request, Response, Running};

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}

pub(crate) struct Registry;

impl Registry {
    pub(crate) fn new(_: &crate::Config) -> Self {
        Self
    }
}

pub(crate) fn start(_: &Backend) {}
