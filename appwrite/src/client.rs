//! One typed call per endpoint. A [`Client`] is a transport, a project and whose credentials to send; making one
//! for another caller shares the transport and nothing else, so no caller's credentials can reach another's call.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    transport::{Answer, Body, Call, Transport, TransportError, Verb},
    wire,
};

mod account;
mod functions;
mod presences;
mod storage;
mod tables_db;
mod users;

pub use functions::NewExecution;
pub use presences::{PresenceChange, PresenceUpsert};
pub use storage::NewFile;
pub use tables_db::NewRow;

/// Who a call speaks for.
#[derive(Clone, Default)]
pub enum Credential {
    /// Whatever the transport itself carries: nothing, or in a browser the cookie.
    #[default]
    Ambient,
    /// An API key: no person, every permission within its scopes.
    Key(Arc<str>),
    /// A session's secret.
    Session(Arc<str>),
    /// A short-lived token of one person.
    Jwt(Arc<str>),
}

/// Secrets stay out of logs.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ambient => "Ambient",
            Self::Key(_) => "Key(…)",
            Self::Session(_) => "Session(…)",
            Self::Jwt(_) => "Jwt(…)",
        })
    }
}

/// A caller of Appwrite's API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    project: Arc<str>,
    credential: Credential,
    forwarded_for: Option<Arc<str>>,
    forwarded_agent: Option<Arc<str>>,
}

/// Why a call gave no answer of the expected kind.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The API refused, and said why.
    #[error(transparent)]
    Api(#[from] wire::Error),
    /// No answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// An answer came that is not what the endpoint promises.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
}

impl Error {
    /// Whether the API refused with this `type`.
    pub fn is(&self, kind: &str) -> bool {
        matches!(self, Self::Api(error) if error.is(kind))
    }

    /// The parameter whose value the API refused, when it refused one.
    pub fn refused_param(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.refused_param(),
            _ => None,
        }
    }

    /// The API's status, when it was the API that refused.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.code),
            _ => None,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

impl Client {
    pub fn new(transport: Arc<dyn Transport>, project: impl Into<Arc<str>>) -> Self {
        Self {
            transport,
            project: project.into(),
            credential: Credential::Ambient,
            forwarded_for: None,
            forwarded_agent: None,
        }
    }

    /// The same API, spoken to as somebody else.
    #[must_use]
    pub fn with(&self, credential: Credential) -> Self {
        Self { credential, ..self.clone() }
    }

    /// The same caller, speaking on behalf of a visitor at this address: what rate limits count by.
    #[must_use]
    pub fn forwarded_for(&self, address: impl Into<Arc<str>>) -> Self {
        Self { forwarded_for: Some(address.into()), ..self.clone() }
    }

    /// The same caller, speaking on behalf of a visitor with this `User-Agent`: what a session says of its device.
    #[must_use]
    pub fn forwarded_agent(&self, user_agent: impl Into<Arc<str>>) -> Self {
        Self { forwarded_agent: Some(user_agent.into()), ..self.clone() }
    }

    pub fn project(&self) -> &str {
        &self.project
    }

    pub fn account(&self) -> account::Account<'_> {
        account::Account(self)
    }

    pub fn users(&self) -> users::Users<'_> {
        users::Users(self)
    }

    pub fn tables_db<'a>(&'a self, database: &'a str) -> tables_db::TablesDb<'a> {
        tables_db::TablesDb { client: self, database }
    }

    pub fn storage<'a>(&'a self, bucket: &'a str) -> storage::Storage<'a> {
        storage::Storage { client: self, bucket }
    }

    pub fn presences(&self) -> presences::Presences<'_> {
        presences::Presences(self)
    }

    pub fn functions(&self) -> functions::Functions<'_> {
        functions::Functions(self)
    }

    async fn get<T: DeserializeOwned>(&self, path: String, query: Vec<(String, String)>) -> Result<T> {
        decode(&self.send(Verb::Get, path, query, Body::Empty).await?)
    }

    async fn json<T: DeserializeOwned>(&self, verb: Verb, path: String, body: Value) -> Result<T> {
        decode(&self.send(verb, path, vec![], Body::json(&body)).await?)
    }

    async fn delete(&self, path: String) -> Result<()> {
        self.send(Verb::Delete, path, vec![], Body::Empty).await.map(drop)
    }

    async fn send(
        &self,
        verb: Verb,
        path: String,
        query: Vec<(String, String)>,
        body: Body,
    ) -> Result<Bytes> {
        let mut headers = vec![("x-appwrite-project", self.project.to_string())];
        match &self.credential {
            Credential::Ambient => {}
            Credential::Key(key) => headers.push(("x-appwrite-key", key.to_string())),
            Credential::Session(secret) => headers.push(("x-appwrite-session", secret.to_string())),
            Credential::Jwt(jwt) => headers.push(("x-appwrite-jwt", jwt.to_string())),
        }
        if let Some(address) = &self.forwarded_for {
            headers.push(("x-forwarded-for", address.to_string()));
        }
        if let Some(agent) = &self.forwarded_agent {
            headers.push(("x-forwarded-user-agent", agent.to_string()));
        }
        let answer = self.transport.send(Call { verb, path, query, headers, body }).await?;
        accept(answer)
    }
}

/// Keeps a success, turns anything else into the API's own error.
fn accept(answer: Answer) -> Result<Bytes> {
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    match serde_json::from_slice::<wire::Error>(&answer.body) {
        Ok(error) => Err(Error::Api(error)),
        Err(_) => Err(Error::Unexpected(format!("status {}", answer.status))),
    }
}

fn decode<T: DeserializeOwned>(body: &Bytes) -> Result<T> {
    serde_json::from_slice(body).map_err(|cause| Error::Unexpected(cause.to_string()))
}

/// Queries as the API reads them from an address.
fn query_params(queries: &[wire::Query]) -> Vec<(String, String)> {
    queries.iter().enumerate().map(|(at, query)| (format!("queries[{at}]"), query.to_string())).collect()
}
