//! `GET /users`: found by queries, or by the beginnings of words in who they are.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::{model::User, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Result},
    params::{Params, QueryFamily},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersRead)?;
    let queries = params.queries(QueryFamily::Others)?;
    let search: String = params.or("search", String::new())?;
    if search.chars().count() > 256 {
        return Err(Error::param("search", "Value must be a valid string and no longer than 256 chars."));
    }
    let total = params.or("total", true)?;
    let (users, total) = backend.db.read(move |conn| store::list(conn, &queries, &search, total)).await?;
    let users: Vec<Value> = users.iter().map(User::user).collect();
    Ok(Json(json!({ "total": total, "users": users })))
}
