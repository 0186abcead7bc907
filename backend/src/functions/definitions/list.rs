//! GET `/functions`.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::{deployed::Deployed, model::DEPLOYMENT},
    params::{Format, Params, QueryFamily},
    query::{Column, ColumnKind, Listing, Schema},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    let listing = Listing::read(&params)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let schema = Functions { handled: backend.functions.handled() };
        let plan = listing.plan(&schema, &["id", "json_extract(spec, '$.name')"])?;
        let (found, total) = plan.run(conn, store::COLUMNS, &schema, listing.total, store::read)?;
        let functions = found
            .into_iter()
            .map(|definition| Ok(Deployed::of(&backend, conn, definition)?.to_json(format)))
            .collect::<Result<Vec<_>>>()?;
        Ok(Json(json!({ "total": total, "functions": functions })))
    })
    .await
}

struct Functions {
    /// The ids of those that have a handler, as a list in SQL.
    handled: String,
}

impl Schema for Functions {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "functions"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let of_spec =
            |member: &str, kind| Some(Column::new(format!("json_extract(spec, '$.{member}')"), kind));
        match attribute {
            "$id" => Some(Column::always("id", ColumnKind::Text)),
            "$sequence" => Some(Column::always("seq", ColumnKind::Sequence)),
            "$createdAt" => Some(Column::always("created", ColumnKind::Moment)),
            "$updatedAt" => Some(Column::always("updated", ColumnKind::Moment)),
            "name" | "runtime" | "schedule" | "entrypoint" | "commands" => {
                of_spec(attribute, ColumnKind::Text)
            }
            "enabled" => of_spec(attribute, ColumnKind::Boolean),
            "timeout" => of_spec(attribute, ColumnKind::Integer),
            "installationId" => Some(Column::always("''", ColumnKind::Text)),
            "deploymentId" => {
                let sql = format!("iif(id IN ({}), '{DEPLOYMENT}', '')", self.handled);
                Some(Column::always(sql, ColumnKind::Text))
            }
            _ => None,
        }
    }
}
