//! PATCH `…/rows/:row`.

use appwrite::{Id, wire::Action as Right};
use axum::{Json, extract::State};
use serde_json::{Map, Value};

use super::{
    model::Row,
    operator, request,
    request::{Data, Known},
    rights, store, structure,
    wording::Wording,
    writer::Writer,
};
use crate::{
    Backend,
    access::Grants,
    caller::{Caller, Scope},
    db::Tx,
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params},
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, row)): Ids<(Id, Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let data: Option<Data> = params.get("data")?;
    let permissions = request::permissions(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.open(tx, &database, &table, &caller)?;
        let data = data.map(|data| data.0).unwrap_or_default();
        if data.is_empty() && permissions.is_none() {
            return Err(Kind::RowMissingPayload.into());
        }
        let row = store::find(tx, &table, &row)?.ok_or(Kind::RowNotFound)?;
        if let Some(given) = &permissions {
            given.check_grantable(&caller)?;
        }
        let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
        let change = Change { data, permissions, known };
        Ok(wording.row(change.store(tx, &writer, row, Action::Update)?))
    })
    .await
}

/// What is to become of a row.
#[derive(Clone)]
pub(super) struct Change {
    /// Columns that are not named stay as they are.
    pub(super) data: Map<String, Value>,
    /// They stay as they are, if none are given.
    pub(super) permissions: Option<Grants>,
    pub(super) known: Known,
}

impl Change {
    /// Changes the row, if this caller may, and answers with it. What changes nothing is allowed to readers, leaves
    /// `$updatedAt` alone and is heard of by nobody. Errors: `user_unauthorized`, `row_update_conflict`,
    /// `row_invalid_structure`, `row_unique_constraint_violation`.
    pub(super) fn store(
        self,
        tx: &mut Tx<'_>,
        writer: &Writer<'_>,
        mut row: Row,
        action: Action,
    ) -> Result<Value> {
        let (table, caller) = (writer.table, writer.caller);
        let before = row.grants()?;
        let mut values = row.values.clone();
        let fitted = operator::resolve(table, &row.values, self.data, writer.now)
            .and_then(|data| structure::change(table, &mut values, &data));
        let permissions = self.permissions.filter(|given| *given != before);
        let changes = fitted.is_err() || values != row.values || permissions.is_some();
        let may_read = !changes && table.allows_with(&before, Right::Read, caller);
        if !may_read {
            rights::may(table, &before, Right::Update, caller)?;
        }
        self.known.allows(row.updated)?;
        // Said only now, so that it tells nobody anything about a row that is not theirs.
        fitted?;
        if !changes {
            return writer.told(&row);
        }
        row.values = values;
        row.updated = writer.now;
        if let Some(permissions) = &permissions {
            row.permissions = permissions.to_stored();
        }
        store::update(tx, table, &row, permissions.as_ref())?;
        let told = writer.told(&row)?;
        writer.announce(tx, &row, told.clone(), action)?;
        Ok(told)
    }
}
