//! Is it up, and which contract does it follow?

use std::time::Instant;

use axum::{Json, Router, extract::State, response::IntoResponse, routing::get};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Result, VERSION},
};

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .route("/ping", get(ping))
        .route("/health", get(health))
        .route("/health/version", get(version))
        .route("/locale", get(locale))
}

async fn ping() -> impl IntoResponse {
    "Pong!"
}

/// How long the database takes to answer, in milliseconds. It fails where the database does.
async fn health(State(backend): State<Backend>, caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::HealthRead)?;
    let asked = Instant::now();
    backend.db.read(|conn| Ok(conn.query_row("SELECT 1", [], |_| Ok(()))?)).await?;
    let ping = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Json(json!({ "name": "http", "ping": ping, "status": "pass" })))
}

async fn version(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::Public)?;
    Ok(Json(json!({ "version": VERSION })))
}

/// Where the caller is, as far as an address tells without a map of addresses: nowhere known.
async fn locale(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::LocaleRead)?;
    Ok(Json(json!({
        "ip": caller.address().to_string(),
        "countryCode": "--",
        "country": "Unknown",
        "continentCode": "--",
        "continent": "Unknown",
        "eu": false,
        "currency": "",
    })))
}
