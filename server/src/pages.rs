//! The app's pages and server functions, with what they need in context and the layers that are theirs alone.

use std::sync::LazyLock;

use app::{
    App, AppError, AppState,
    account::Attempts,
    shell::{self, built::Built},
};
use axum::{
    Router,
    extract::Request,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodRouter, any, get},
};
use leptos::{config::LeptosOptions, prelude::provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, render_app_to_stream_with_context};
use tower_http::{CompressionLevel, compression::CompressionLayer};

use crate::{
    config::{Config, Embedded, Home, Site},
    demo,
    engine::Engine,
    layers::{
        caching, mishap, outcome, own_pages, page_policy,
        refusal::{refusal_with, with_status},
        structure, upload,
    },
};

/// The addresses of the app's pages. Leptos finds them by rendering once with every resource of the whole process held
/// back, those of pages under way included, which would then wait for ever: so it is done once, before any is served.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// Every page of the app, and `/api`.
pub(crate) fn routes(config: &Config, engine: &Engine, built: &Built) -> Router {
    let options = options(&config.site, built);
    let context = context(config, engine, built);
    let shown = options.clone();
    let pages = Router::new()
        .route("/api/{*name}", any(unknown_function))
        .leptos_routes_with_context(&options, PAGES.clone(), context, move || shell::shell(shown.clone()))
        .with_state(options);
    around(pages, config, engine)
}

/// A page of another version may ask for a server function that is not there. Those that are there have routes of their
/// own, which Leptos adds.
async fn unknown_function() -> Response {
    let other_version = AppError::refused("This page is not up to date. Reload it and try again.");
    refusal_with(StatusCode::NOT_FOUND, &other_version)
}

/// The app's own page for an address that leads nowhere.
pub(crate) fn not_found(config: &Config, engine: &Engine, built: &Built) -> Router {
    let options = options(&config.site, built);
    let context = context(config, engine, built);
    let render = render_app_to_stream_with_context(context, move || shell::shell(options.clone()));
    let page: MethodRouter = get(move |request: Request| {
        let page = render(request);
        async move { (StatusCode::NOT_FOUND, page.await).into_response() }
    });
    around(Router::new().fallback(page), config, engine)
}

fn around(pages: Router, config: &Config, engine: &Engine) -> Router {
    pages
        .layer(middleware::from_fn(structure::stamp))
        // The framework would stop at 2 MB; `upload` knows what each address may take.
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(engine.client.clone(), upload::of_server_functions))
        .layer(middleware::map_response(with_status))
        .layer(middleware::from_fn(mishap::explain))
        .layer(middleware::from_fn_with_state(is_https(config), outcome::of_own_forms))
        .layer(middleware::from_fn_with_state(config.public.origin.clone(), own_pages::only))
        .layer(middleware::from_fn(caching::never))
        // Level 4 costs a fraction of a render; higher ones cost more than the render itself.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
}

/// Whether people reach us over https.
fn is_https(config: &Config) -> bool {
    config.public.origin.as_ref().is_some_and(|origin| origin.https)
}

/// What pages and server functions find in context.
fn context(config: &Config, engine: &Engine, built: &Built) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = AppState {
        appwrite: engine.client.clone(),
        secure_cookies: is_https(config),
        origin: config.public.origin.as_ref().map(|origin| origin.to_string().into()),
        attempts: match &config.home {
            Home::Embedded(Embedded { limits: false, .. }) => Attempts::unlimited(),
            _ => Attempts::limited(),
        },
        devices: engine.devices.clone(),
        read_model: engine.read_model.clone(),
        invented: config.demo.iter().flat_map(|_| demo::everybody()).collect(),
    };
    let reload_port = config.site.watched.then_some(config.site.reload_port);
    let built = built.clone();
    move || {
        state.provide();
        provide_context(built.clone());
        page_policy::set(reload_port);
    }
}

/// What Leptos needs to know of the built files.
fn options(site: &Site, built: &Built) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("appchat")
        .site_root(site.root.clone())
        .site_addr(site.address)
        .reload_port(site.reload_port)
        .hash_files(built.hashed)
        .build()
}
