//! Databases: what tables are in.

use axum::{Router, routing};

use super::family::Family;
use crate::Backend;

mod create;
mod delete;
mod get;
mod list;
mod model;
pub(crate) mod store;
mod update;

pub(super) fn routes(family: Family) -> Router<Backend> {
    Router::new().route(&family.path("/tablesdb"), routing::get(list::list).post(create::create)).route(
        &family.path("/tablesdb/{databaseId}"),
        routing::get(get::get).put(update::update).delete(delete::delete),
    )
}
