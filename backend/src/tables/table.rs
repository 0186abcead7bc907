//! Tables: what rows are in.

use axum::{Router, routing};

use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
mod request;
pub(crate) mod store;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new().route("/tablesdb/{databaseId}/tables", routing::get(list::list).post(create::create)).route(
        "/tablesdb/{databaseId}/tables/{tableId}",
        routing::get(get::get).put(update::update).delete(delete::delete),
    )
}
