//! Pictures made of initials.

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}
