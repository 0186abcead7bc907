//! GET `…/rows`.

use appwrite::Id;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};

use super::{request, store, wording::Wording};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Result},
    params::{Ids, Params, QueryFamily},
    query::Plan,
};

/// The longest a caller may allow a list to be kept, in seconds.
const LONGEST_TTL: i64 = 86_400;
/// Tells whether the list was a kept one, when the caller allowed for that. Rows are found so fast that none is kept:
/// every list is as true as if it had not been allowed.
const CACHE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-appwrite-cache"), HeaderValue::from_static("miss"));

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    wording: Wording,
    params: Params,
) -> Result<Response> {
    caller.need(Scope::RowsRead)?;
    request::refuse_transaction(&params)?;
    let queries = params.queries(QueryFamily::Rows)?;
    let counted = params.or("total", true)?;
    let ttl: i64 = params.or("ttl", 0)?;
    if !(0..=LONGEST_TTL).contains(&ttl) {
        let rule = format!("Value must be a valid range between 0 and {LONGEST_TTL}");
        return Err(Error::param("ttl", rule));
    }
    let db = backend.db.clone();
    let list = db
        .read(move |conn| {
            let table = backend.catalog.open(conn, &database, &table, &caller)?;
            let plan = Plan::compile(&queries, &*table)?;
            let select = plan.select.clone();
            let (rows, total) = store::list(conn, &table, &caller, plan, counted)?;
            let told = rows.iter().map(|row| row.to_json(&table, &select, wording.family));
            Ok(wording.rows(total, told.collect::<Result<_>>()?))
        })
        .await?;
    Ok(if ttl > 0 { ([CACHE], list).into_response() } else { list.into_response() })
}
