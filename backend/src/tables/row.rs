//! Rows: the only part of TablesDB that people ask for themselves. A file per verb; [`rights`] says who may,
//! [`structure`] what fits, [`store`] is the SQL.

use axum::{Router, routing};

use crate::{
    Backend,
    rate_limit::{Limit, limited},
};

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

const CREATE: Limit = Limit::new("POST rows", 120, 60);
const UPSERT: Limit = Limit::new("PUT rows", 120, 60);
const UPDATE: Limit = Limit::new("PATCH rows", 120, 60);
const DELETE: Limit = Limit::new("DELETE rows", 60, 60);

pub(super) use model::to_json;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route(
            "/tablesdb/{databaseId}/tables/{tableId}/rows",
            routing::get(list::list).merge(limited(&CREATE, routing::post(create::create))),
        )
        .route(
            "/tablesdb/{databaseId}/tables/{tableId}/rows/{rowId}",
            routing::get(get::get)
                .merge(limited(&UPSERT, routing::put(upsert::upsert)))
                .merge(limited(&UPDATE, routing::patch(update::update)))
                .merge(limited(&DELETE, routing::delete(delete::delete))),
        )
}
