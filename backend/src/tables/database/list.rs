//! GET `/tablesdb`.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::store::{self, Database};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Params, QueryFamily},
    query::{Column, ColumnKind, Listing, Schema},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::DatabasesRead)?;
    let listing = Listing::read(&params)?;
    let plan = listing.plan(&Databases, &["id", "name"])?;
    let (found, total) = backend
        .db
        .read(move |conn| plan.run(conn, store::COLUMNS, &Databases, listing.total, store::read))
        .await?;
    let databases: Vec<Value> = found.iter().map(Database::to_json).collect();
    Ok(Json(json!({ "total": total, "databases": databases })))
}

struct Databases;

impl Schema for Databases {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "databases"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$sequence" => ("seq", ColumnKind::Sequence),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "name" => ("name", ColumnKind::Text),
            _ => return None,
        };
        Some(Column::always(sql, kind))
    }
}
