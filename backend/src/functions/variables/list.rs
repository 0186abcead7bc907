//! GET `/functions/:function/variables`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::definitions,
    params::{Ids, Params, QueryFamily},
    query::{Column, ColumnKind, Listing, Schema},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    let listing = Listing::read(&params)?;
    backend
        .db
        .read(move |conn| {
            let schema = Variables { function: definitions::store::find(conn, &function)?.seq };
            let plan = listing.plan(&schema, &["id", "key"])?;
            let (found, total) = plan.run(conn, store::COLUMNS, &schema, listing.total, store::read)?;
            let variables: Vec<Value> = found.iter().map(|variable| variable.to_json(&function)).collect();
            Ok(Json(json!({ "total": total, "variables": variables })))
        })
        .await
}

/// The variables of one function.
struct Variables {
    function: i64,
}

impl Schema for Variables {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "variables"
    }

    fn within(&self) -> Option<(&str, i64)> {
        Some(("function", self.function))
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$sequence" => ("seq", ColumnKind::Sequence),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "key" => ("key", ColumnKind::Text),
            "secret" => ("secret", ColumnKind::Boolean),
            "resourceType" => ("'function'", ColumnKind::Text),
            "resourceId" => ("(SELECT f.id FROM functions f WHERE f.seq = function)", ColumnKind::Text),
            _ => return None,
        };
        Some(Column::always(sql, kind))
    }
}
