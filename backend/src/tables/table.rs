//! Tables: what rows are in.

use axum::{Router, routing};

use super::family::Family;
use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
mod request;
pub(crate) mod store;
mod update;

pub(super) fn routes(family: Family) -> Router<Backend> {
    Router::new()
        .route(&family.path("/tablesdb/{databaseId}/tables"), routing::get(list::list).post(create::create))
        .route(
            &family.path("/tablesdb/{databaseId}/tables/{tableId}"),
            routing::get(get::get).put(update::update).delete(delete::delete),
        )
}
