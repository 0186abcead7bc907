//! The caller's own account.

pub(crate) mod jwt;
pub(crate) mod secret;

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}
