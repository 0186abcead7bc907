//! Columns: what a row's data may be. Each is a typed column of the rows' SQL table.

use axum::{Router, routing};

use super::family::Family;
use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
mod request;
pub(crate) mod rules;
pub(crate) mod store;
mod update;

pub(super) fn routes(family: Family) -> Router<Backend> {
    // Columns are made under their type and asked for by their key, in the same place of the address.
    Router::new()
        .route(&family.path("/tablesdb/{databaseId}/tables/{tableId}/columns"), routing::get(list::list))
        .route(
            &family.path("/tablesdb/{databaseId}/tables/{tableId}/columns/{key}"),
            routing::get(get::get).post(create::create).delete(delete::delete),
        )
        .route(
            &family.path("/tablesdb/{databaseId}/tables/{tableId}/columns/{key}/{columnKey}"),
            routing::patch(update::update),
        )
}
