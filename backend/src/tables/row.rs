//! Rows: the only part of TablesDB that people ask for themselves. A file per verb; [`rights`] says who may,
//! [`structure`] what fits, [`operator`] how a value can follow from the one before, [`store`] is the SQL, and
//! [`wording`] how rows are answered with.

use axum::{Router, routing};

use super::family::Family;
use crate::{
    Backend,
    rate_limit::{Limit, limited},
};

mod arithmetic;
mod bulk;
mod create;
mod delete;
mod get;
mod increment;
mod list;
mod model;
mod operator;
mod request;
mod rights;
mod store;
pub(super) mod structure;
mod update;
mod upsert;
mod wording;
mod writer;

// One person has one allowance for a row, whatever the address calls it.
const CREATE: Limit = Limit::new("POST rows", 120, 60);
const UPSERT: Limit = Limit::new("PUT row", 120, 60);
const UPDATE: Limit = Limit::new("PATCH row", 120, 60);
const DELETE: Limit = Limit::new("DELETE row", 60, 60);
const UPSERT_MANY: Limit = Limit::new("PUT rows", 120, 60);
const UPDATE_MANY: Limit = Limit::new("PATCH rows", 120, 60);
const DELETE_MANY: Limit = Limit::new("DELETE rows", 60, 60);
const INCREMENT: Limit = Limit::new("PATCH row increment", 120, 60);
const DECREMENT: Limit = Limit::new("PATCH row decrement", 120, 60);

pub(super) use model::to_json;

pub(super) fn routes(family: Family) -> Router<Backend> {
    let at = |below: &str| family.path(&format!("/tablesdb/{{databaseId}}/tables/{{tableId}}/rows{below}"));
    Router::new()
        .route(
            &at(""),
            routing::get(list::list)
                .merge(limited(&CREATE, routing::post(create::create)))
                .merge(limited(&UPSERT_MANY, routing::put(bulk::upsert)))
                .merge(limited(&UPDATE_MANY, routing::patch(bulk::update)))
                .merge(limited(&DELETE_MANY, routing::delete(bulk::delete))),
        )
        .route(
            &at("/{rowId}"),
            routing::get(get::get)
                .merge(limited(&UPSERT, routing::put(upsert::upsert)))
                .merge(limited(&UPDATE, routing::patch(update::update)))
                .merge(limited(&DELETE, routing::delete(delete::delete))),
        )
        .route(&at("/{rowId}/{column}/increment"), limited(&INCREMENT, routing::patch(increment::increment)))
        .route(&at("/{rowId}/{column}/decrement"), limited(&DECREMENT, routing::patch(increment::decrement)))
}
