//! Rows: the only part of TablesDB that people ask for themselves. A file per verb; [`rights`] says who may,
//! [`structure`] what fits, [`store`] is the SQL.

use axum::{Router, routing};

use crate::Backend;

mod announce;
mod create;
mod delete;
mod get;
mod list;
mod model;
mod request;
mod rights;
mod store;
pub(super) mod structure;
mod update;
mod upsert;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/tablesdb/{databaseId}/tables/{tableId}/rows", routing::get(list::list).post(create::create))
        .route(
            "/tablesdb/{databaseId}/tables/{tableId}/rows/{rowId}",
            routing::get(get::get).put(upsert::upsert).patch(update::update).delete(delete::delete),
        )
}
