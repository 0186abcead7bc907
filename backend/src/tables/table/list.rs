//! GET `/tablesdb/:db/tables`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    db,
    error::Result,
    params::{Ids, Params, QueryFamily},
    query::{Column, ColumnKind, Listing, Schema},
    tables::{database, family::Family},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids(database): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::TablesRead)?;
    let listing = Listing::read(&params)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let schema = Tables { database: database::store::find(conn, &database)?.seq };
        let plan = listing.plan(&schema, &["id", "name"])?;
        let (found, total) = plan.run(conn, "id", &schema, listing.total, |row| db::id(row, 0))?;
        let tables = found
            .iter()
            .map(|table| Ok(backend.catalog.table(conn, &database, table)?.to_json(family)))
            .collect::<Result<Vec<_>>>()?;
        Ok(Json(json!({ "total": total, family.word("tables"): tables })))
    })
    .await
}

/// The tables of one database.
struct Tables {
    database: i64,
}

impl Schema for Tables {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "tables"
    }

    fn within(&self) -> Option<(&str, i64)> {
        Some(("database", self.database))
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$sequence" => ("seq", ColumnKind::Sequence),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "name" => ("name", ColumnKind::Text),
            "enabled" => ("enabled", ColumnKind::Boolean),
            "rowSecurity" | "documentSecurity" => ("row_security", ColumnKind::Boolean),
            _ => return None,
        };
        Some(Column::always(sql, kind))
    }
}
