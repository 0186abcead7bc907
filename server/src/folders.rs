//! `appchat backup`, `appchat restore` and `appchat adopt`: what can be done with the data folder of the embedded
//! backend besides serving it.

use std::path::{Path, PathBuf};

use crate::config::{Config, Home};

/// What to do with the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Copy it to this folder, whether AppChat runs on it or not.
    Backup(PathBuf),
    /// Fill it from this backup.
    Restore(PathBuf),
    /// Accept it as it is.
    Adopt,
}

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    #[error("there is no data folder: APPWRITE_ENDPOINT names a remote backend, which keeps its own backups")]
    Remote,
    #[error(transparent)]
    Backup(#[from] backend::BackupError),
    #[error(transparent)]
    Restore(#[from] backend::RestoreError),
    #[error(transparent)]
    Open(#[from] backend::OpenError),
    #[error("the work was interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// Does it to the folder that the configuration names.
pub async fn run(config: &Config, task: Task) -> Result<(), TaskError> {
    let Home::Embedded(embedded) = &config.home else { return Err(TaskError::Remote) };
    let data = embedded.data.clone();
    tokio::task::spawn_blocking(move || carry_out(&data, &task)).await?
}

fn carry_out(data: &Path, task: &Task) -> Result<(), TaskError> {
    match task {
        Task::Backup(target) => {
            let files = backend::backup(data, target)?;
            tracing::info!(
                files,
                "{} is a complete backup, with the secrets: keep it private",
                target.display()
            );
        }
        Task::Restore(source) => {
            let files = backend::restore(source, data)?;
            tracing::info!(files, "{} is restored to {}", source.display(), data.display());
        }
        Task::Adopt => {
            backend::adopt(data)?;
            tracing::info!("{} is accepted as it is at the next start", data.display());
        }
    }
    Ok(())
}
