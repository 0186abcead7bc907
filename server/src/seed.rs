//! `appchat seed`: fills an embedded instance, running or not, with people to try it with: friends, requests in
//! both directions, live pins, and photographs nobody has opened. What is already there stays as it is, so seeding
//! again changes nothing.

use std::{
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use appwrite::{
    Client,
    client::Credential,
    transport::{Body, Call, Http, Transport, Verb},
};

use backend::OpenError;

use crate::{
    config::{Config, Embedded, Home},
    engine::{Engine, EngineError},
};

mod bonds;
pub(crate) mod people;
mod pins;
mod snaps;

/// The instance could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("seeding is for the embedded backend; APPWRITE_ENDPOINT names a remote one")]
    Remote,
    #[error(
        "AppChat runs at {0} but its API key could not be read from {1}: {2}. Is APPCHAT_DATA the folder it uses?"
    )]
    Key(String, String, io::Error),
    #[error(
        "AppChat uses the data folder {0} but does not answer at {1}: set LEPTOS_SITE_ADDR to the address it listens on"
    )]
    Unreachable(String, String),
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the instance refused: {0}")]
    Api(#[from] appwrite::client::Error),
    #[error("a photograph could not be drawn: {0}")]
    Drawing(#[from] image::ImageError),
    #[error("the logins could not be printed: {0}")]
    Print(#[from] io::Error),
}

/// Fills the instance the configuration describes, and prints who can sign in. If a process uses the data folder, it
/// does the work; otherwise this process does.
pub async fn run(config: &Config) -> Result<(), SeedError> {
    let Home::Embedded(embedded) = &config.home else {
        return Err(SeedError::Remote);
    };
    let address = address(config.site.address);
    match Engine::open(&config.home, &config.public).await {
        Ok(engine) => {
            let filled = fill(&engine.client).await;
            engine.close().await;
            filled?;
        }
        Err(EngineError::Backend(OpenError::InUse(folder))) => {
            if !is_running(&address).await? {
                return Err(SeedError::Unreachable(folder.display().to_string(), address));
            }
            fill(&running(&address, embedded)?).await?;
        }
        Err(cause) => return Err(cause.into()),
    }
    Ok(print_logins(&mut io::stdout().lock(), &address)?)
}

/// Fills the instance `admin` speaks to with the API key.
pub async fn fill(admin: &Client) -> Result<(), SeedError> {
    people::create(admin).await?;
    bonds::create(admin).await?;
    pins::create(admin).await?;
    snaps::create(admin).await
}

/// Where the instance that listens at `address` is reached. One that listens on every address is reached on this
/// machine's own.
pub(crate) fn address(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}")
}

/// Whether it is AppChat that answers there.
async fn is_running(address: &str) -> Result<bool, SeedError> {
    let question =
        Call { verb: Verb::Get, path: "/healthz".into(), query: vec![], headers: vec![], body: Body::Empty };
    let answer = Http::new(address).map_err(EngineError::from)?.send(question).await;
    Ok(answer.is_ok_and(|answer| answer.status == 200))
}

fn running(address: &str, embedded: &Embedded) -> Result<Client, SeedError> {
    let key = backend::api_key_in(&embedded.data)
        .map_err(|cause| SeedError::Key(address.into(), embedded.data.display().to_string(), cause))?;
    let transport = Http::new(&format!("{address}/v1")).map_err(EngineError::from)?;
    Ok(Client::new(Arc::new(transport), app::ids::PROJECT).with(Credential::Key(key.into())))
}

/// Prints who can sign in at `address`.
pub(crate) fn print_logins(to: &mut impl Write, address: &str) -> io::Result<()> {
    writeln!(to, "Sign in at {address} with the password  {}", people::PASSWORD)?;
    for person in people::ALL {
        writeln!(to, "  {:<8} {:<22} {}", person.name, person.email(), person.town)?;
    }
    writeln!(to, "Alice has snaps to open and a request to answer; open a second window as Bob.")
}

/// What making something that may already be there comes to.
fn unless_there<T>(made: appwrite::client::Result<T>) -> appwrite::client::Result<()> {
    match made {
        Err(error) if error.status() == Some(409) => Ok(()),
        made => made.map(drop),
    }
}

/// Whether it is there; anything but "not found" is a failure.
fn is_there<T>(found: appwrite::client::Result<T>) -> appwrite::client::Result<bool> {
    match found {
        Err(error) if error.status() == Some(404) => Ok(false),
        found => found.map(|_| true),
    }
}
