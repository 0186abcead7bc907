//! TablesDB: databases, tables, columns, indexes and rows.

use axum::Router;

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
}
