//! PATCH `…/columns/:type/:key`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{request::Type, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::{Ids, Params},
    tap,
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, kind, key)): Ids<(Id, Id, Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    let kind = Type::parse(kind.as_str())?;
    caller.need(Scope::ColumnsWrite)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.table(tx, &database, &table)?;
        let column = table.column(key.as_str()).ok_or(Kind::ColumnNotFound)?;
        let spec = kind.change(&params, &column.spec)?;
        if spec.longest() < column.spec.longest() && store::longest(tx, &table, column)? > spec.longest() {
            return Err(Kind::ColumnInvalidResize.into());
        }
        tap::tell_schema(tx, &backend.hub);
        Ok(Json(store::update(tx, &table, column, spec, now)?.to_json()))
    })
    .await
}
