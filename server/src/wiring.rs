//! What is served where: `/v1` by the engine, `/api` and pages by the app, files from the site folder, and around
//! it all the layers.

use std::{future::Future, io, net::SocketAddr, sync::Arc};

use axum::{Router, middleware};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    config::{Config, Site},
    demo::{self, DemoError},
    engine::{Engine, EngineError},
    export, files, health,
    layers::{
        big_bodies::BigBodies,
        headers, slow_body, upload,
        visitor::{self, Way},
    },
    listen::{self, Limits},
    metrics, pages, security, shutdown,
    site::SiteFiles,
    worker,
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
    #[error("the files of the site in {root} cannot be read: {cause}")]
    Site { root: Arc<str>, cause: io::Error },
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
    serve_within(Limits::of_this_process(), listener, config, engine, stop).await
}

/// The same, with other deadlines and caps for connections.
pub async fn serve_within(
    limits: Limits,
    listener: TcpListener,
    config: &Config,
    engine: Engine,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let company = demo::move_in(config, &engine.client, listener.local_addr()?).await?;
    let app = router(config, &engine)?;
    let (stopping, mut stopped) = watch::channel(());
    let told = async move {
        stop.await;
        drop(company); // before the last requests are waited for, or theirs would never end
        drop(stopping);
    };
    let drained = listen::serve(listener, app, limits, config.public.proxies, told);
    shutdown::within_patience(drained, async move { stopped.changed().await }).await;
    engine.close().await;
    Ok(())
}

/// Everything one instance answers. Errors: [`ServeError::Site`].
pub fn router(config: &Config, engine: &Engine) -> Result<Router, ServeError> {
    let site = &SiteFiles::load(&config.site)
        .map_err(|cause| ServeError::Site { root: config.site.root.clone(), cause })?;
    let built = site.built();
    let way = Way {
        proxies: config.public.proxies,
        https: config.public.origin.as_ref().is_some_and(|origin| origin.https),
    };
    let metrics = engine.backend().filter(|_| config.public.metrics).cloned().map(metrics::routes);
    let api =
        engine.api.clone().layer(middleware::from_fn_with_state(BigBodies::default(), upload::of_the_api));
    Ok(Router::new()
        .merge(metrics.unwrap_or_default())
        .merge(health::routes(engine.client.clone(), engine.backend().cloned()))
        .merge(pages::routes(config, engine, &built))
        .merge(export::routes(engine.client.clone()))
        .merge(files::routes(site))
        .merge(security::routes(config.public.security_contact.clone()))
        .merge(worker::routes(site))
        .fallback_service(files::or_not_found(site, pages::not_found(config, engine, &built)))
        .layer(middleware::from_fn(headers::of_pages))
        // What is merged from here on has the headers of the host alone.
        .merge(api)
        .layer(middleware::from_fn(slow_body::explain))
        .layer(middleware::from_fn(headers::of_the_host))
        .layer(middleware::from_fn_with_state(way, visitor::tell)))
}

fn tell_address(site: &Site) {
    let address = site.address;
    match address.ip().is_loopback() || address.ip().is_unspecified() {
        true => tracing::info!("AppChat is at http://localhost:{}", address.port()),
        false => tracing::info!("AppChat is at http://{address}"),
    }
}
