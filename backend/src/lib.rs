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
mod realtime;
mod secrets;
mod storage;
mod tables;
mod timers;
mod users;

use std::sync::Arc;

pub use clock::Clock;
pub use config::{Config, Deployment, InvalidDeployment, SocketLimits};
pub use error::Error;
pub use realtime::{Counts, violation};
pub use secrets::api_key_in;

use crate::{db::Db, rate_limit::RateLimits, realtime::Hub, secrets::Secrets, storage::Disk, timers::Timers};

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
    Folder(std::path::PathBuf, std::io::Error),
    #[error("the database cannot be opened: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the deployment cannot be carried out: {0}")]
    Deployment(String),
}

impl Backend {
    /// Opens the data folder (making it on the first start), brings the schema and the deployment up to date, and
    /// starts the timers that expire presences, run schedules and sweep what a crash left behind.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let folder = config.data_dir.clone();
        std::fs::create_dir_all(&folder).map_err(|cause| OpenError::Folder(folder.clone(), cause))?;
        let secrets = Secrets::open(&folder).map_err(|cause| OpenError::Folder(folder.clone(), cause))?;
        let files = folder.join("files");
        let disk = Disk::open(&files, secrets.files()).map_err(|cause| OpenError::Folder(files, cause))?;
        let hub = Hub::new(config.clock.clone(), config.deployment.project_id.clone());
        let db = Db::open(&folder.join("appchat.db"), db::SCHEMAS, hub.clone())?;
        let backend = Self(Arc::new(Home {
            clock: config.clock.clone(),
            rate_limits: RateLimits::new(config.limits),
            presences: presences::Presences::default(),
            functions: functions::Registry::new(&config),
            disk,
            previews: storage::Drawn::default(),
            completions: storage::Completions::default(),
            timers: Timers::default(),
            config,
            db,
            hub,
            catalog: tables::Catalog::default(),
            secrets,
        }));
        provision::provision(&backend).await.map_err(|cause| OpenError::Deployment(cause.to_string()))?;
        presences::start(&backend).await.map_err(|cause| OpenError::Deployment(cause.to_string()))?;
        storage::start(&backend).await.map_err(|cause| OpenError::Deployment(cause.to_string()))?;
        functions::start(&backend).await.map_err(|cause| OpenError::Deployment(cause.to_string()))?;
        Ok(backend)
    }

    /// The API, under `/v1`.
    pub fn router(&self) -> axum::Router {
        front::router(self)
    }

    /// The key that may do everything. It is made on the first start and kept in the data folder.
    pub fn api_key(&self) -> &str {
        self.secrets.api_key()
    }

    /// What its sockets have carried since it was opened.
    pub fn counts(&self) -> Counts {
        self.hub.counts()
    }

    /// Tells every open socket to come back later, finishes what was begun, and closes the database.
    pub async fn close(&self) {
        self.timers.stop();
        self.hub.close().await;
        self.db.close().await;
    }
}
