//! A backend with a deployment of its own, served as the shipped binary serves it: same listener, same layers. For
//! Appwrite's own clients, which need a project and functions that AppChat does not have. It serves until its standard
//! input ends; see `backend/examples/serve/setup.rs` for its arguments.

use std::error::Error;

use backend::Backend;
use server::{
    config::{Config, Embedded, Home, Public, Site},
    engine::Engine,
    wiring,
};

#[path = "../../backend/examples/serve/setup.rs"]
mod setup;

use setup::{Setup, told_to_stop};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut setup = Setup::read()?;
    // The server leaves one address that is true, so behind it the backend trusts it.
    setup.config.trust_forwarded_for = true;
    let backend = Backend::open(setup.config.clone()).await?;
    let listener = setup.listen(&backend).await?;
    let config = Config {
        site: Site {
            address: listener.local_addr()?,
            root: concat!(env!("CARGO_MANIFEST_DIR"), "/../public").into(),
            reload_port: 3001,
            watched: false,
        },
        public: Public { origin: None, proxies: 0, security_contact: None, metrics: false },
        home: Home::Embedded(Embedded {
            data: setup.config.data_dir,
            limits: setup.config.limits,
            durability: setup.config.durability,
        }),
        demo: None,
    };
    let engine = Engine::with(backend, setup.project.into());
    Ok(wiring::serve_on(listener, &config, engine, told_to_stop()).await?)
}
