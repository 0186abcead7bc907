//! Databases: what tables are in.

use axum::{Router, routing};

use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
pub(crate) mod store;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/tablesdb", routing::get(list::list).post(create::create))
        .route("/tablesdb/{databaseId}", routing::get(get::get).put(update::update).delete(delete::delete))
}
