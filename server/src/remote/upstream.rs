//! The remote API as seen from here: one pool of connections, its addresses, its project.

use std::{sync::Arc, time::Duration};

use axum::http::HeaderValue;
use tokio::sync::watch;

use crate::config::{Origin, Remote};

/// How calls reach the remote API. It keeps no cookies and no credentials.
pub(super) struct Upstream {
    pub(super) http: reqwest::Client,
    /// Ends in `/v1`.
    pub(super) endpoint: Arc<str>,
    pub(super) project: HeaderValue,
    /// The realtime socket's address, with the project in it.
    pub(super) socket: String,
    /// Where our own pages are, when it is not the host they were asked from.
    pub(super) own: Option<Origin>,
    /// Turns true when this process stops.
    pub(super) closed: watch::Receiver<bool>,
}

/// The remote's settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidEndpoint {
    #[error("the project id has characters that cannot be sent")]
    Project,
    #[error("no connections can be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Upstream {
    pub(super) fn new(
        remote: &Remote,
        own: Option<Origin>,
        closed: watch::Receiver<bool>,
    ) -> Result<Self, InvalidEndpoint> {
        let project: appwrite::Id = remote.project.parse().map_err(|_| InvalidEndpoint::Project)?;
        let host = remote.endpoint.strip_prefix("http").unwrap_or(&remote.endpoint); // `s://…` or `://…`
        Ok(Self {
            http: reqwest::Client::builder()
                .timeout(Duration::from_secs(45)) // a function may take 30
                .build()?,
            endpoint: remote.endpoint.clone(),
            project: HeaderValue::from_str(project.as_str()).map_err(|_| InvalidEndpoint::Project)?,
            socket: format!("ws{host}/realtime?project={project}"),
            own,
            closed,
        })
    }
}
