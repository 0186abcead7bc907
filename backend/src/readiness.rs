//! Whether the backend can do its work: it can write, and what runs by the clock runs.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use appwrite::{Id, Timestamp};

use crate::{Backend, error::Result, functions, presences, storage};

/// How long a write may take before it counts as impossible.
const PATIENCE: Duration = Duration::from_secs(3);

/// Something that keeps the backend from doing its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("the database cannot be written")]
    Database,
    #[error("the folder of files cannot be written")]
    Files,
    #[error("the removal of files that are no longer needed is late")]
    StorageSweep,
    #[error("the removal of presences that have ended is late")]
    PresenceSweep,
    #[error("the scheduled function {0} is late or fails")]
    Schedule(Id),
}

impl Trouble {
    /// A word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database => "database_write",
            Self::Files => "files_write",
            Self::StorageSweep => "storage_sweep_late",
            Self::PresenceSweep => "presence_sweep_late",
            Self::Schedule(_) => "schedule_late",
        }
    }
}

/// When the tasks that run by the clock last succeeded.
pub(crate) struct LastRuns {
    opened: Timestamp,
    /// Milliseconds since 1970.
    storage: AtomicI64,
    schedules: Mutex<HashMap<Id, Timestamp>>,
}

impl LastRuns {
    /// What has not run yet counts as run when the backend was opened.
    pub(crate) fn since(opened: Timestamp) -> Self {
        Self { opened, storage: AtomicI64::new(opened.millis()), schedules: Mutex::default() }
    }

    pub(crate) fn storage_swept(&self, at: Timestamp) {
        self.storage.store(at.millis(), Ordering::SeqCst);
    }

    pub(crate) fn function_ran(&self, function: &Id, at: Timestamp) {
        self.schedules.lock().unwrap_or_else(PoisonError::into_inner).insert(function.clone(), at);
    }

    /// When this function last ran by its schedule, to its end.
    pub(crate) fn of_function(&self, function: &Id) -> Timestamp {
        let schedules = self.schedules.lock().unwrap_or_else(PoisonError::into_inner);
        schedules.get(function).copied().unwrap_or(self.opened)
    }

    fn storage(&self) -> Timestamp {
        Timestamp::from_millis(self.storage.load(Ordering::SeqCst))
    }
}

impl Backend {
    /// What keeps the backend from doing its work right now; empty if nothing does. Writes a row and a file, and
    /// waits until both are on the disk: not to be called at the pace of strangers.
    pub async fn troubles(&self) -> Vec<Trouble> {
        let now = self.clock.now();
        let mut troubles = vec![];
        if !in_time(self.write_row(now)).await {
            troubles.push(Trouble::Database);
        }
        if !in_time(storage::probe(self)).await {
            troubles.push(Trouble::Files);
        }
        if self.last_runs.storage().plus_seconds(storage::LATE) < now {
            troubles.push(Trouble::StorageSweep);
        }
        if presences::sweep_is_late(self, now) {
            troubles.push(Trouble::PresenceSweep);
        }
        match functions::late(self, now).await {
            Ok(late) => troubles.extend(late.into_iter().map(Trouble::Schedule)),
            Err(_) if troubles.contains(&Trouble::Database) => {}
            Err(_) => troubles.push(Trouble::Database),
        }
        troubles
    }

    async fn write_row(&self, now: Timestamp) -> Result<()> {
        let write = self.db.write_durably(move |tx| {
            tx.prepare_cached("INSERT OR REPLACE INTO probe (one, at) VALUES (1, ?1)")?
                .execute([now.millis()])?;
            Ok(())
        });
        write.await
    }
}

async fn in_time(work: impl Future<Output = Result<()>>) -> bool {
    matches!(tokio::time::timeout(PATIENCE, work).await, Ok(Ok(())))
}

#[cfg(test)]
mod tests;
