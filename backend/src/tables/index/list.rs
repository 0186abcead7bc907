//! GET `…/indexes`.

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
    caller.need(Scope::IndexesRead)?;
    let listing = Listing::read(&params)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.table(conn, &database, &table)?;
        let schema = Indexes { owner: table.seq };
        let plan = listing.plan(&schema, &[])?;
        let (found, total) = plan.run(conn, "seq", &schema, listing.total, |row| row.get::<_, i64>(0))?;
        let known = |seq: &i64| table.indexes.iter().find(|index| index.seq == *seq);
        let indexes: Vec<Value> = found.iter().filter_map(known).map(|index| index.to_json(family)).collect();
        Ok(Json(json!({ "total": total, "indexes": indexes })))
    })
    .await
}

/// The indexes of one table.
struct Indexes {
    owner: i64,
}

impl Schema for Indexes {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "indexes"
    }

    fn within(&self) -> Option<(&str, i64)> {
        Some(("owner", self.owner))
    }

    fn column(&self, attribute: &str) -> Option<query::Column> {
        let (sql, kind) = match attribute {
            "key" | "$id" => ("id", ColumnKind::Text),
            "type" => ("json_extract(spec, '$.type')", ColumnKind::Text),
            "columns" | "attributes" => ("json_extract(spec, '$.columns')", ColumnKind::List),
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
