//! Functions: native handlers that live outside this crate, run on request or on schedule. What a function is to the
//! outside is in [`contract`]; [`definitions`] says which there are, [`executions`] is how one is asked; [`execute`] and
//! [`run`] keep the contract.

use appwrite::Id;
use axum::Router;

use crate::{Backend, db::Tx, error::Result};

mod asker;
mod contract;
mod definitions;
mod delayed;
mod deployed;
mod deployments;
mod execute;
mod executions;
mod headers;
mod limits;
mod model;
mod offers;
mod registry;
mod run;
mod running;
mod schedule;
mod store;
mod tidy;
mod variables;

pub use contract::{Environment, Function, Log, Request, Response, Running};
pub(crate) use definitions::provision::provision;
pub(crate) use registry::Registry;
pub(crate) use schedule::late;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .merge(definitions::routes())
        .merge(variables::routes())
        .merge(deployments::routes())
        .merge(offers::routes())
        .merge(executions::routes())
}

/// Starts the schedules, and the forgetting of old executions.
pub(crate) async fn start(backend: &Backend) -> Result<()> {
    tidy::fail_unfinished(backend).await?;
    tidy::start(backend);
    schedule::start(backend);
    Ok(())
}

/// Deletes what is kept of a person who is deleted: their runs, those that have not begun included.
pub(crate) fn forget_person(tx: &Tx<'_>, user: &Id) -> Result<()> {
    store::forget_person(tx, user)
}

#[cfg(test)]
mod tests;
