//! Files of the site folder, in the compressed form the build made when the browser takes it.

use axum::{Router, middleware};
use tower_http::services::ServeDir;

use crate::{config::Site, layers::caching};

/// What cargo-leptos built: scripts, wasm and styles, with a hash in each name; and the typefaces.
pub(crate) fn routes(site: &Site) -> Router {
    let built = Router::new().fallback_service(folder(format!("{}/pkg", site.root)));
    let built = match site.hashed {
        true => built.layer(middleware::from_fn(caching::for_ever)),
        false => built.layer(middleware::from_fn(caching::until_changed)),
    };
    // The version in a typeface's name does what a hash does.
    let fonts = Router::new().fallback_service(folder(format!("{}/fonts", site.root)));
    Router::new().nest("/pkg", built).nest("/fonts", fonts.layer(middleware::from_fn(caching::for_ever)))
}

/// Whatever else lies in the folder; for the rest, `not_found`.
pub(crate) fn or_not_found(site: &Site, not_found: Router) -> Router {
    let files = folder(site.root.to_string())
        .append_index_html_on_directories(false)
        .call_fallback_on_method_not_allowed(true)
        .fallback(not_found);
    Router::new().fallback_service(files).layer(middleware::from_fn(caching::until_changed))
}

fn folder(path: String) -> ServeDir {
    ServeDir::new(path).precompressed_br().precompressed_gzip()
}
