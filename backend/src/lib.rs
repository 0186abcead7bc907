//! An Appwrite-compatible backend on SQLite and a folder of files.
//!
//! It serves Appwrite's API under `/v1` as an axum [`Router`](axum::Router), learns its tables, buckets and functions
//! from an `appwrite.config.json`, and knows nothing of the application in front of it. In the order a newcomer
//! should read: [`front`] lets a request in, [`caller`] says who asks, a service's `routes` lists what can be asked,
//! [`db`] keeps the answers, and [`realtime`] tells who may hear of a change.

mod access;
mod account;
mod avatars;
mod caller;
mod clock;
mod config;
mod db;
mod error;
mod folder;
mod front;
pub mod functions;
mod happening;
mod health;
mod params;
mod presences;
mod project;
mod provision;
mod query;
mod rate_limit;
mod readiness;
mod realtime;
mod secrets;
mod storage;
mod tables;
mod tap;
mod timers;
mod users;

use std::{path::PathBuf, sync::Arc};

pub use clock::Clock;
pub use config::{Config, Deployment, InvalidDeployment, SocketLimits};
pub use db::Durability;
pub use error::Error;
pub use folder::{BackupError, Mismatch, RestoreError, adopt, backup, restore};
pub use readiness::Trouble;
pub use realtime::{Counts, violation};
pub use secrets::api_key_in;
pub use storage::SweepProblem;
pub use tap::{Change, ChangeKind, Tap};

use crate::{
    db::Db, rate_limit::RateLimits, readiness::LastRuns, realtime::Hub, secrets::Secrets, storage::Disk,
    timers::Timers,
};

/// A running backend. Cheap to clone; every clone is the same backend.
#[derive(Clone)]
pub struct Backend(Arc<Home>);

/// Everything the services share. Opaque outside this crate.
pub struct Home {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) db: Db,
    pub(crate) hub: Hub,
    pub(crate) catalog: tables::Catalog,
    pub(crate) secrets: Secrets,
    pub(crate) rate_limits: RateLimits,
    pub(crate) presences: presences::Presences,
    pub(crate) functions: functions::Registry,
    pub(crate) disk: Disk,
    pub(crate) previews: storage::Drawn,
    pub(crate) completions: storage::Completions,
    pub(crate) timers: Timers,
    pub(crate) last_runs: LastRuns,
}

impl std::ops::Deref for Backend {
    type Target = Home;
    fn deref(&self) -> &Home {
        &self.0
    }
}

/// Why a backend could not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the data folder {0} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("another process uses the data folder {0}: stop it first, or use another folder")]
    InUse(PathBuf),
    #[error(
        "the data folder {0} was used by a newer version of AppChat: start that version, or restore a backup that is \
         older than it. Nothing was changed"
    )]
    Newer(PathBuf),
    #[error(
        "the parts of the data folder {0} do not belong together: {1}. Nothing was changed. Put back all of the folder \
         from one copy (`appchat restore` does it from a backup). If there is no other copy, `appchat adopt` accepts \
         what is there, deletes nothing, and what is missing stays missing"
    )]
    Mismatch(PathBuf, Mismatch),
    #[error("the database cannot be opened: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the deployment cannot be carried out: {0}")]
    Deployment(String),
}

impl Backend {
    /// Opens the data folder (making it on the first start), brings the schema and the deployment up to date, and
    /// starts the timers that expire presences, run schedules and sweep what a crash left behind.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let path = config.data_dir.clone();
        let unusable = |cause| OpenError::Folder(path.clone(), cause);
        let (database, files) = (folder::database(&path), folder::files(&path));
        let (opened, writer, secrets) = folder::open(&path, config.durability, config.clock.now())?;
        let hub = Hub::new(config.clock.clone(), config.deployment.project_id.clone());
        let db = Db::start(writer, &database, config.durability, hub.clone(), Some(opened))?;
        let disk = Disk::open(&files, secrets.files(), storage::reserve(&db)).map_err(unusable)?;
        let backend = Self(Arc::new(Home {
            clock: config.clock.clone(),
            rate_limits: RateLimits::new(config.limits),
            presences: presences::Presences::default(),
            functions: functions::Registry::new(&config),
            disk,
            previews: storage::Drawn::default(),
            completions: storage::Completions::default(),
            timers: Timers::default(),
            last_runs: LastRuns::since(config.clock.now()),
            config,
            db,
            hub,
            catalog: tables::Catalog::default(),
            secrets,
        }));
        if let Err(cause) = backend.start().await {
            backend.close().await;
            return Err(OpenError::Deployment(cause.to_string()));
        }
        Ok(backend)
    }

    async fn start(&self) -> error::Result<()> {
        provision::provision(self).await?;
        presences::start(self).await?;
        storage::start(self).await?;
        functions::start(self).await
    }

    /// The API, under `/v1`.
    pub fn router(&self) -> axum::Router {
        front::router(self)
    }

    /// The key that may do everything. It is made on the first start and kept in the data folder.
    pub fn api_key(&self) -> &str {
        self.secrets.api_key()
    }

    /// Tells `tap` of every change of rows, accounts and tables from now on, before the write that makes it is answered. A
    /// backend has one tap; a second is not called.
    pub fn tap(&self, tap: Tap) {
        self.hub.tap(tap);
    }

    /// What its sockets have carried since it was opened.
    pub fn counts(&self) -> Counts {
        self.hub.counts()
    }

    /// Tells every open socket to come back later, finishes what was begun, closes the database and releases the
    /// data folder.
    pub async fn close(&self) {
        self.timers.stop();
        self.hub.close().await;
        self.db.close().await;
    }
}
