//! Indexes: how rows are found fast, and what may not be twice. Each is an index of the rows' SQL table.

use axum::{Router, routing};

use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
pub(crate) mod store;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route(
            "/tablesdb/{databaseId}/tables/{tableId}/indexes",
            routing::get(list::list).post(create::create),
        )
        .route(
            "/tablesdb/{databaseId}/tables/{tableId}/indexes/{key}",
            routing::get(get::get).delete(delete::delete),
        )
}
