//! POST `…/rows`.

use appwrite::{Id, Timestamp};
use axum::{Json, extract::State, http::StatusCode};
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value};

use super::{announce::announce, model::Row, request, request::Data, rights, store, structure};
use crate::{
    Backend,
    access::Grants,
    caller::{Caller, Scope},
    db::Tx,
    error::{Error, Kind, Result},
    happening::Action,
    params::{Ids, NewId, Params, parse_date},
    tables::definition::Table,
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::RowsWrite)?;
    let data: Option<Data> = params.get("data")?;
    let id: Option<NewId> = params.get("rowId")?;
    let permissions = request::permissions(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    let row = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let data = data.map(|data| data.0).filter(|data| !data.is_empty());
            let (Some(data), Some(id)) = (data, id) else {
                return Err(Kind::RowMissingData.into());
            };
            let permissions = rights::of_new_row(permissions, &caller)?;
            rights::may_create(&table, &caller)?;
            let new = New { id: id.or_unique(now), data, permissions };
            new.store(tx, &table, &caller, now, Action::Create)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(row)))
}

/// A row to be, whose maker may make it.
pub(super) struct New {
    pub(super) id: Id,
    pub(super) data: Map<String, Value>,
    pub(super) permissions: Grants,
}

impl New {
    /// Makes it, and answers with it. Errors: `row_invalid_structure`, `row_already_exists`,
    /// `row_unique_constraint_violation`.
    pub(super) fn store(
        self,
        tx: &mut Tx<'_>,
        table: &Table,
        caller: &Caller,
        now: Timestamp,
        action: Action,
    ) -> Result<Value> {
        let values: Vec<Sql> = structure::complete(table, &self.data)?;
        let created = self.moment("$createdAt", caller)?.unwrap_or(now);
        let updated = self.moment("$updatedAt", caller)?.unwrap_or(now);
        let row: Row = store::insert(tx, table, &self.id, created, updated, &self.permissions, values)?;
        let answer = row.to_json(table, &[])?;
        announce(tx, table, &row, answer.clone(), action)?;
        Ok(answer)
    }

    /// A moment of the row that a key may choose; what anybody else says of it is ignored.
    fn moment(&self, name: &str, caller: &Caller) -> Result<Option<Timestamp>> {
        match self.data.get(name).filter(|given| caller.is_key() && !given.is_null()) {
            None => Ok(None),
            Some(given) => {
                let moment = given.as_str().and_then(parse_date);
                moment.map(Some).ok_or_else(|| refused_moment(name))
            }
        }
    }
}

fn refused_moment(name: &str) -> Error {
    structure::refused(format!("Attribute \"{name}\" has invalid type. {}", structure::DATE))
}
