//! `/functions/{functionId}/executions`: asking a function, and what is remembered of the asking.

use axum::{Router, routing::get};

use crate::Backend;

mod create;
mod delete;
mod list;
mod read;
mod request;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/functions/{functionId}/executions", get(list::list).post(create::create))
        .route("/functions/{functionId}/executions/{executionId}", get(read::get).delete(delete::delete))
}
