//! The files of a bucket that the caller may read.

use appwrite::{Id, wire::Action};
use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params, QueryFamily},
    storage::{find, store},
};

pub(in crate::storage) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(bucket): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FilesRead)?;
    let queries = params.queries(QueryFamily::Others)?;
    let search: String = params.or("search", String::new())?;
    let total = params.or("total", true)?;
    backend
        .db
        .read(move |conn| {
            let bucket = find::bucket(conn, &bucket, &caller)?;
            bucket.check_any(Action::Read, &caller)?;
            let only_for = (!bucket.permissions.allow(Action::Read, &caller)).then_some(&caller);
            let (files, total) = store::files::list(conn, &bucket, only_for, &queries, &search, total)?;
            let shown: Vec<_> = files.iter().map(|file| file.to_json(&bucket)).collect();
            Ok(Json(json!({ "total": total, "files": shown })))
        })
        .await
}
