//! Functions: native handlers that live outside this crate, run on request or on schedule. What a function is to the
//! outside is in [`contract`]; [`executions`] is how one is asked; [`execute`] and [`run`] keep the contract.

use axum::Router;

use crate::{Backend, error::Result};

mod contract;
mod execute;
mod executions;
mod headers;
mod model;
mod registry;
mod run;
mod schedule;
mod store;
mod tidy;

pub use contract::{Environment, Function, Log, Request, Response, Running};
pub(crate) use registry::Registry;

pub(crate) fn routes() -> Router<Backend> {
    executions::routes()
}

/// Starts the schedules, and the forgetting of old executions.
pub(crate) async fn start(backend: &Backend) -> Result<()> {
    tidy::fail_unfinished(backend).await?;
    tidy::start(backend);
    schedule::start(backend);
    Ok(())
}

#[cfg(test)]
mod tests;
