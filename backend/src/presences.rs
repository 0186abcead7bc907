//! What people say of themselves right now: one record per person, gone on silence.
//!
//! Over REST a record lives until its `expiresAt`; over the socket ([`socket`]) as long as a socket that said it. Both
//! say it through [`say`]. The database is the only copy: a write is acknowledged after its commit, its event is
//! published then, and what has expired reads as absent at once and is removed, with an event, within a second.

use std::{ops::Deref, sync::Arc};

use axum::{Router, routing::get};

use crate::{Backend, error::Result};

mod deadline;
mod delete;
mod get;
mod holders;
mod list;
mod model;
mod pace;
mod pages;
mod rules;
mod say;
pub(crate) mod socket;
mod store;
mod sweep;
mod update;
mod upsert;

use deadline::Deadline;
use holders::Holders;
use pages::Pages;
pub(crate) use say::end_with;

pub(crate) fn routes() -> Router<Backend> {
    Router::new().route("/presences", get(list::list)).route(
        "/presences/{presenceId}",
        get(get::get).put(upsert::upsert).patch(update::update).delete(delete::delete),
    )
}

/// What is known of presences beside their records.
#[derive(Default)]
pub(crate) struct Presences(Arc<Shared>);

/// The part that writes take along to the database's thread.
#[derive(Default)]
pub(crate) struct Shared {
    deadline: Deadline,
    holders: Holders,
    pages: Pages,
}

impl Presences {
    pub(crate) fn share(&self) -> Arc<Shared> {
        Arc::clone(&self.0)
    }

    /// A record ends at this moment, for tests.
    #[cfg(test)]
    pub(crate) fn expect_end(&self, at: appwrite::Timestamp) {
        self.deadline.expect(at);
    }
}

impl Deref for Presences {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Removes what did not outlive the last run, and starts the sweeper.
pub(crate) async fn start(backend: &Backend) -> Result<()> {
    sweep::after_boot(backend).await?;
    sweep::start(backend);
    Ok(())
}

/// Whether a record that has ended is still there long after its end.
pub(crate) fn sweep_is_late(backend: &Backend, now: appwrite::Timestamp) -> bool {
    backend.presences.deadline.next().plus_seconds(sweep::LATE) < now
}

#[cfg(test)]
mod tests;
