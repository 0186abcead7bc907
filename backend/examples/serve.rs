//! A backend alone in a process of its own, for tests and benchmarks that look at it from outside: a process that is
//! killed, a load. It serves until its standard input ends; see `serve/setup.rs` for its arguments.

use std::{error::Error, net::SocketAddr};

use backend::Backend;

#[path = "serve/setup.rs"]
mod setup;

use setup::{Setup, told_to_stop};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let setup = Setup::read()?;
    let backend = Backend::open(setup.config.clone()).await?;
    let listener = setup.listen(&backend).await?;
    let service = backend.router().into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
    backend.close().await;
    Ok(())
}
