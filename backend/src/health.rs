//! Is it up, and which contract does it follow?

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}
