//! How long answers may be kept: pages never, since they show private things; built files with a hash in their
//! name for ever, since another content has another name; other files until their date says they changed.

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};

use super::headers::set_default;

/// For pages and server functions.
pub(crate) async fn never(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    set_default(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    response
}

/// For files whose name carries a hash of their content.
pub(crate) async fn for_ever(request: Request, next: Next) -> Response {
    keep(request, next, "public, max-age=31536000, immutable").await
}

/// For files that keep their name when they change.
pub(crate) async fn until_changed(request: Request, next: Next) -> Response {
    keep(request, next, "public, no-cache").await
}

async fn keep(request: Request, next: Next, how: &'static str) -> Response {
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    if found {
        set_default(response.headers_mut(), header::CACHE_CONTROL, how);
        // The build made compressed forms of most files; which one is sent depends on what the browser takes.
        set_default(response.headers_mut(), header::VARY, "accept-encoding");
    }
    response
}
