//! Indexes: how rows are found fast, and what may not be twice. Each is an index of the rows' SQL table.

use axum::{Router, routing};

use super::family::Family;
use crate::Backend;

mod create;
mod delete;
pub(super) mod fulltext;
mod get;
mod list;
mod model;
pub(crate) mod store;

pub(super) fn routes(family: Family) -> Router<Backend> {
    Router::new()
        .route(
            &family.path("/tablesdb/{databaseId}/tables/{tableId}/indexes"),
            routing::get(list::list).post(create::create),
        )
        .route(
            &family.path("/tablesdb/{databaseId}/tables/{tableId}/indexes/{key}"),
            routing::get(get::get).delete(delete::delete),
        )
}
