//! The Appwrite API behind this process: in it, or elsewhere. Past this file nobody needs to know which.

use std::sync::Arc;

use app::{ReadModel, account::DeviceKey};
use appwrite::{
    Client,
    client::Credential,
    transport::{Http, InProcess, TransportError},
};
use axum::Router;
use backend::{Backend, Deployment};
use tokio::sync::watch;

use crate::{
    config::{Embedded, Home, Public},
    functions, read_model, remote, shutdown,
};

/// The one description of tables, bucket and functions.
const DEPLOYMENT: &str = include_str!("../../appwrite.config.json");

/// An API to speak to.
pub struct Engine {
    /// Speaks with the API key.
    pub client: Client,
    /// What browsers reach under `/v1`.
    pub api: Router,
    /// Signs the cookies of known devices: the same for every instance with this API key.
    pub(crate) devices: DeviceKey,
    /// What pages show of people, kept where the backend tells of changes.
    pub(crate) read_model: Option<ReadModel>,
    running: Running,
}

enum Running {
    Embedded(Backend),
    Remote(watch::Sender<bool>),
}

/// There is no API to speak to.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error("appwrite.config.json: {0}")]
    Deployment(#[from] backend::InvalidDeployment),
    #[error("the embedded backend could not be opened: {0}")]
    Backend(#[from] backend::OpenError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("APPWRITE_ENDPOINT: {0}")]
    Endpoint(#[from] remote::InvalidEndpoint),
}

impl Engine {
    /// Opens the backend, or gets ready to call the remote one (which need not answer yet).
    pub async fn open(home: &Home, public: &Public) -> Result<Self, EngineError> {
        match home {
            Home::Embedded(embedded) => Self::embedded(embedded, public).await,
            Home::Remote(remote) => {
                let transport = Http::new(&remote.endpoint)?;
                let (closing, closed) = watch::channel(false);
                tracing::info!(endpoint = %remote.endpoint, project = %remote.project, "the backend is remote");
                Ok(Self {
                    client: Client::new(Arc::new(transport), remote.project.clone())
                        .with(Credential::Key(remote.key.clone())),
                    devices: DeviceKey::derive(&remote.key),
                    // Nothing tells this process of what others change.
                    read_model: None,
                    api: remote::routes(remote, public.origin.clone(), closed)?,
                    running: Running::Remote(closing),
                })
            }
        }
    }

    async fn embedded(embedded: &Embedded, public: &Public) -> Result<Self, EngineError> {
        let deployment = Deployment::parse(DEPLOYMENT)?;
        let project: Arc<str> = app::ids::PROJECT.into();
        let first_start = std::fs::read_dir(&embedded.data).is_ok_and(|mut found| found.next().is_none())
            || !embedded.data.exists();
        let backend = Backend::open(backend::Config {
            data_dir: embedded.data.clone(),
            deployment,
            limits: embedded.limits,
            durability: embedded.durability,
            sockets: backend::SocketLimits::default(),
            clock: backend::Clock::system(),
            functions: functions::handlers(),
            // `layers::visitor` leaves one address in the header, and it is true.
            trust_forwarded_for: true,
            platforms: public.origin.iter().map(|origin| origin.host().to_owned()).collect(),
        })
        .await?;
        let data = std::path::absolute(&embedded.data).unwrap_or_else(|_| embedded.data.clone());
        match first_start {
            true => tracing::info!(
                "first start: made the data folder, the database and an API key in {}",
                data.display()
            ),
            false => tracing::info!("data folder: {}", data.display()),
        }
        Ok(Self::with(backend, project))
    }

    /// Speaks to a backend that is open already, whose project this is.
    pub fn with(backend: Backend, project: Arc<str>) -> Self {
        let api = backend.router();
        let read_model = read_model::follow(&backend);
        Self {
            client: Client::new(Arc::new(InProcess(api.clone())), project)
                .with(Credential::Key(backend.api_key().into())),
            api,
            devices: DeviceKey::derive(backend.api_key()),
            read_model: Some(read_model),
            running: Running::Embedded(backend),
        }
    }

    /// The backend, if it is in this process.
    pub(crate) fn backend(&self) -> Option<&Backend> {
        match &self.running {
            Running::Embedded(backend) => Some(backend),
            Running::Remote(_) => None,
        }
    }

    /// Tells open sockets to come back later, and finishes what must reach the disk.
    pub async fn close(self) {
        let Self { client, api, running, .. } = self;
        drop((client, api));
        match running {
            Running::Embedded(backend) => backend.close().await,
            Running::Remote(closing) => {
                closing.send_replace(true);
                // Every bridged socket holds a receiver until it has said goodbye; a stuck one is left behind.
                let _ = tokio::time::timeout(shutdown::GOODBYES, closing.closed()).await;
            }
        }
    }
}
