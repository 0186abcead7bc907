//! GET `…/columns`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params, QueryFamily},
    query::{self, ColumnKind, Listing, Schema},
    tables::family::Family,
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids((database, table)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::ColumnsRead)?;
    let listing = Listing::read(&params)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.table(conn, &database, &table)?;
        let schema = Columns { owner: table.seq };
        let plan = listing.plan(&schema, &[])?;
        let (found, total) = plan.run(conn, "seq", &schema, listing.total, |row| row.get::<_, i64>(0))?;
        let known = |seq: &i64| table.columns.iter().find(|column| column.seq == *seq);
        let columns: Vec<Value> = found.iter().filter_map(known).map(|column| column.to_json()).collect();
        Ok(Json(json!({ "total": total, family.word("columns"): columns })))
    })
    .await
}

/// The columns of one table.
struct Columns {
    owner: i64,
}

impl Schema for Columns {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "columns"
    }

    fn within(&self) -> Option<(&str, i64)> {
        Some(("owner", self.owner))
    }

    fn column(&self, attribute: &str) -> Option<query::Column> {
        let (sql, kind) = match attribute {
            "key" | "$id" => ("id", ColumnKind::Text),
            "type" => ("json_extract(spec, '$.type')", ColumnKind::Text),
            "size" => ("json_extract(spec, '$.size')", ColumnKind::Integer),
            "required" => ("json_extract(spec, '$.required')", ColumnKind::Boolean),
            "array" => ("json_extract(spec, '$.array')", ColumnKind::Boolean),
            "status" => ("'available'", ColumnKind::Text),
            "error" => ("''", ColumnKind::Text),
            "$sequence" => ("seq", ColumnKind::Sequence),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            _ => return None,
        };
        Some(query::Column::new(sql, kind))
    }
}
