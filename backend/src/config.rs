//! What a backend is told when it starts.

use std::{path::PathBuf, sync::Arc};

use appwrite::Id;

use crate::{Clock, Durability, functions::Function};

mod deployment;
mod function;

pub(crate) use deployment::{
    BucketSpec, ColumnKind, ColumnSpec, Compression, IndexKind, IndexSpec, Order, TableSpec,
};
pub use deployment::{Deployment, InvalidDeployment};
pub(crate) use function::FunctionSpec;

/// Everything that can be chosen about a backend.
#[derive(Clone)]
pub struct Config {
    /// Where the database, the files and the secrets live.
    pub data_dir: PathBuf,
    /// What there is: project, databases, tables, buckets, functions.
    pub deployment: Deployment,
    /// Native handlers, by the id of the function they are.
    pub functions: Vec<(Id, Arc<dyn Function>)>,
    pub clock: Clock,
    /// What an acknowledged write survives.
    pub durability: Durability,
    /// Whether rate limits hold. Off for tests and seeds that speak without a key.
    pub limits: bool,
    /// What rate limits hold sockets to, while they hold.
    pub sockets: SocketLimits,
    /// Whether `X-Forwarded-For` names the caller's address. Only behind a proxy that sets it.
    pub trust_forwarded_for: bool,
    /// Hosts of web pages that may call from another origin, such as `app.example.com` or `*.example.com`.
    pub platforms: Vec<String>,
}

/// How often sockets may be opened and spoken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketLimits {
    /// Sockets one address may open in a minute.
    pub opens: u32,
    /// Frames one socket may send in a minute, pings included: the SDK's own take three.
    pub frames: u32,
}

/// Those of Appwrite.
impl Default for SocketLimits {
    fn default() -> Self {
        Self { opens: 128, frames: 32 }
    }
}

impl Config {
    /// A backend with the system's clock and every limit on.
    pub fn new(data_dir: impl Into<PathBuf>, deployment: Deployment) -> Self {
        Self {
            data_dir: data_dir.into(),
            deployment,
            functions: vec![],
            clock: Clock::system(),
            durability: Durability::default(),
            limits: true,
            sockets: SocketLimits::default(),
            trust_forwarded_for: false,
            platforms: vec![],
        }
    }
}
