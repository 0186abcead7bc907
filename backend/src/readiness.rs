//! Whether the backend can do its work: it can write, and what runs by the clock runs.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use appwrite::{Id, Timestamp};

use crate::{
    Backend,
    error::Result,
    functions, presences,
    storage::{self, SweepProblem},
};

/// How long a write may take before it counts as impossible.
const PATIENCE: Duration = Duration::from_secs(3);

/// Something that keeps the backend from doing its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("the database cannot be written")]
    Database,
    #[error("the folder of files cannot be written")]
    Files,
    #[error("the removal of files that are no longer needed is late: {0}")]
    StorageSweep(SweepProblem),
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
            Self::StorageSweep(_) => "storage_sweep_late",
            Self::PresenceSweep => "presence_sweep_late",
            Self::Schedule(_) => "schedule_late",
        }
    }
}

/// The removal of files that are no longer needed.
#[derive(Clone, Copy)]
struct StorageSweep {
    succeeded: Timestamp,
    /// What the last round met; `NotRun` if it succeeded.
    problem: SweepProblem,
}

/// When the tasks that run by the clock last succeeded.
pub(crate) struct LastRuns {
    opened: Timestamp,
    storage: Mutex<StorageSweep>,
    schedules: Mutex<HashMap<Id, Timestamp>>,
}

impl LastRuns {
    /// What has not run yet counts as run when the backend was opened.
    pub(crate) fn since(opened: Timestamp) -> Self {
        let storage = StorageSweep { succeeded: opened, problem: SweepProblem::NotRun };
        Self { opened, storage: Mutex::new(storage), schedules: Mutex::default() }
    }

    /// Notes a round of the sweep of storage. Only one that removed everything counts as a success.
    pub(crate) fn storage_swept(&self, at: Timestamp, outcome: std::result::Result<(), SweepProblem>) {
        let mut storage = self.storage.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(()) => *storage = StorageSweep { succeeded: at, problem: SweepProblem::NotRun },
            Err(problem) => storage.problem = problem,
        }
    }

    pub(crate) fn function_ran(&self, function: &Id, at: Timestamp) {
        self.schedules.lock().unwrap_or_else(PoisonError::into_inner).insert(function.clone(), at);
    }

    /// When this function last ran by its schedule, to its end.
    pub(crate) fn of_function(&self, function: &Id) -> Timestamp {
        let schedules = self.schedules.lock().unwrap_or_else(PoisonError::into_inner);
        schedules.get(function).copied().unwrap_or(self.opened)
    }

    /// Why the sweep of storage is late, if it is.
    fn late_storage(&self, now: Timestamp) -> Option<SweepProblem> {
        let StorageSweep { succeeded, problem } =
            *self.storage.lock().unwrap_or_else(PoisonError::into_inner);
        (succeeded.plus_seconds(problem.late_after()) < now).then_some(problem)
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
        troubles.extend(self.last_runs.late_storage(now).map(Trouble::StorageSweep));
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
