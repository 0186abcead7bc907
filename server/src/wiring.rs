//! What is served where: `/v1` by the engine, `/api` and pages by the app, files from the site folder, and around
//! it all the layers.

use std::{future::Future, io, net::SocketAddr};

use axum::{Router, middleware, serve::ListenerExt};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    config::{Config, Site},
    demo::{self, DemoError},
    engine::{Engine, EngineError},
    export, files, health,
    layers::{headers, visitor},
    metrics, pages, security, shutdown, worker,
};

/// The process could not start, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(
        "could not listen on {address}: {cause}. Is AppChat already running? LEPTOS_SITE_ADDR chooses another address"
    )]
    Listen { address: SocketAddr, cause: io::Error },
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("could not go on serving: {0}")]
    Serve(#[from] io::Error),
}

/// Serves until `stop` ends, then lets requests under way finish.
pub async fn serve(
    config: &Config,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = config.site.address;
    // Before the backend: a second process on the same address must not touch the data folder.
    let listener = TcpListener::bind(address).await.map_err(|cause| ServeError::Listen { address, cause })?;
    let engine = Engine::open(&config.home, &config.public).await?;
    tell_address(&config.site);
    if config.demo.is_some() {
        demo::tell_logins(&config.site)?;
    }
    serve_on(listener, config, engine, stop).await
}

/// The same, on a socket that already listens.
pub async fn serve_on(
    listener: TcpListener,
    config: &Config,
    engine: Engine,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let company = demo::move_in(config, &engine.client, listener.local_addr()?).await?;
    let app = router(config, &engine).into_make_service_with_connect_info::<SocketAddr>();
    // A streamed page would otherwise wait for the acknowledgement of its first piece.
    let listener = listener.tap_io(|socket| {
        if let Err(cause) = socket.set_nodelay(true) {
            tracing::debug!("a connection keeps its delay: {cause}");
        }
    });
    let (stopping, stopped) = watch::channel(());
    let drained = async {
        let told = async move {
            stop.await;
            drop(company); // before the last requests are waited for, or theirs would never end
            drop(stopping);
        };
        axum::serve(listener, app).with_graceful_shutdown(told).await
    };
    let has_stopped = async move {
        let mut stopped = stopped;
        stopped.changed().await
    };
    let served = shutdown::within_patience(drained, has_stopped).await;
    engine.close().await;
    Ok(served.transpose().map(drop)?)
}

/// Everything one instance answers.
pub fn router(config: &Config, engine: &Engine) -> Router {
    let https = config.public.origin.as_ref().is_some_and(|origin| origin.https);
    let metrics = engine.backend().filter(|_| config.public.metrics).cloned().map(metrics::routes);
    Router::new()
        .merge(metrics.unwrap_or_default())
        .merge(health::routes(engine.client.clone(), engine.backend().cloned()))
        .merge(engine.api.clone())
        .merge(pages::routes(config, engine))
        .merge(export::routes(engine.client.clone()))
        .merge(files::routes(&config.site))
        .merge(security::routes(config.public.security_contact.clone()))
        .merge(worker::routes(&pages::options(&config.site)))
        .fallback_service(files::or_not_found(&config.site, pages::not_found(config, engine)))
        .layer(middleware::from_fn_with_state(https, headers::add))
        .layer(middleware::from_fn_with_state(config.public.proxies, visitor::tell))
}

fn tell_address(site: &Site) {
    let address = site.address;
    match address.ip().is_loopback() || address.ip().is_unspecified() {
        true => tracing::info!("AppChat is at http://localhost:{}", address.port()),
        false => tracing::info!("AppChat is at http://{address}"),
    }
}
