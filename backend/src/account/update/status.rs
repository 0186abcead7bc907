//! `PATCH /account/status`: blocking oneself. Only a key can undo it.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use crate::{Backend, account::cookies::Jar, caller::Caller, error::Result, users::store};

pub(in crate::account) async fn status(
    State(backend): State<Backend>,
    caller: Caller,
    asked: HeaderMap,
) -> Result<Response> {
    let id = caller.need_person()?.id.clone();
    let now = backend.clock.now();
    let change = backend.db.write(move |tx| {
        store::change(tx, &id, "status", now, |_, user| {
            user.active = false;
            Ok(())
        })
    });
    let mut response = Json(change.await?.account()).into_response();
    Jar::of(&asked, &backend.config).empty(response.headers_mut())?;
    Ok(response)
}
