//! TablesDB: databases, tables, columns, indexes and rows.
//!
//! A table's rows are a SQL table of their own, with a column for each column and an index for each index. What a
//! table looks like is its [`definition`], which the [`catalog`] keeps at hand. Keys define tables; people only ask
//! for rows. All of it has two addresses, in the words of either [`family`].

use axum::Router;

use crate::Backend;

mod catalog;
pub(crate) mod column;
pub(crate) mod database;
pub(crate) mod definition;
pub(crate) mod family;
pub(crate) mod index;
mod request;
mod row;
pub(crate) mod table;

pub(crate) use catalog::Catalog;
use family::Family;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .merge(database::routes())
        .merge(table::routes())
        .merge(column::routes())
        .merge(index::routes())
        .merge(Family::TablesDb.routes(row::routes(Family::TablesDb)))
        .merge(Family::Databases.routes(row::routes(Family::Databases)))
}
