//! POST `…/rows`: one row, or many from a key.

use appwrite::{Id, Timestamp};
use axum::{Json, extract::State, http::StatusCode};
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value};

use super::{
    bulk, model::Row, request, request::Data, rights, store, structure, wording::Wording, writer::Writer,
};
use crate::{
    Backend,
    access::Grants,
    caller::{Caller, Scope},
    db::Tx,
    error::{Error, Kind, Result},
    happening::Action,
    params::{Ids, NewId, Params, parse_date},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    wording: Wording,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let family = wording.family;
    if let Some(rows) = bulk::rows(&params, family)? {
        bulk::check_alone(&params, family)?;
        return bulk::create(backend, caller, (database, table), wording, rows).await;
    }
    let data = params.get::<Data>("data")?.map(|data| data.0).filter(|data| !data.is_empty());
    let id: Option<NewId> = params.get(family.word("rowId"))?;
    let permissions = request::permissions(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    let row = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let (Some(data), Some(id)) = (data, id) else {
                return Err(Kind::RowMissingData.into());
            };
            let permissions = rights::of_new_row(permissions, &caller)?;
            rights::may_create(&table, &caller)?;
            let writer = Writer { table: &table, caller: &caller, now, family };
            New { id: id.or_unique(now), data, permissions }.store(tx, &writer, Action::Create)
        })
        .await?;
    Ok((StatusCode::CREATED, wording.row(row)))
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
    pub(super) fn store(self, tx: &mut Tx<'_>, writer: &Writer<'_>, action: Action) -> Result<Value> {
        let values: Vec<Sql> = structure::complete(writer.table, &self.data)?;
        let created = self.moment("$createdAt", writer.caller)?.unwrap_or(writer.now);
        let updated = self.moment("$updatedAt", writer.caller)?.unwrap_or(writer.now);
        let row: Row =
            store::insert(tx, writer.table, &self.id, created, updated, &self.permissions, values)?;
        let told = writer.told(&row)?;
        writer.announce(tx, &row, told.clone(), action)?;
        Ok(told)
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
