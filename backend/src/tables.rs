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
mod row;
pub(crate) mod table;

pub(crate) use catalog::Catalog;
use family::Family;

pub(crate) fn routes() -> Router<Backend> {
    let of = |family: Family| {
        let routes = Router::new()
            .merge(database::routes(family))
            .merge(table::routes(family))
            .merge(column::routes(family))
            .merge(index::routes(family))
            .merge(row::routes(family));
        family.routes(routes)
    };
    of(Family::TablesDb).merge(of(Family::Databases))
}
