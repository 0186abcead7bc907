//! What Appwrite's command line tool asks of the project itself, beside what it deploys: settings, proxy rules, sites.
//! This backend has one project, configured by its host, and builds nothing. Questions are answered with the nothing
//! there is; what would change something is refused with 501, in words that say why.

use axum::{
    Json, Router,
    body::Bytes,
    routing::{any, get, post},
};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
};

const SETTINGS: &str = "This backend's project is configured by its host, not through the API.";
const RULES: &str =
    "This backend serves functions through their executions alone: it has no domains of their own.";
const SITES: &str = "This backend builds no sites.";

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .route("/project/{*setting}", any(settings))
        .route("/projects/{projectId}", any(settings))
        .route("/projects/{projectId}/{*setting}", any(settings))
        .route("/proxy/rules", get(rules))
        .route("/proxy/rules/{kind}", post(refuse_rule))
        .route("/sites", get(sites).post(refuse_site))
        .route("/sites/{siteId}", any(site))
        .route("/sites/{siteId}/{*part}", any(site))
}

async fn settings(caller: Caller) -> Result<()> {
    caller.need(Scope::ProjectWrite)?;
    Err(Error::new(Kind::NotImplemented, SETTINGS))
}

async fn rules(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::RulesRead)?;
    Ok(Json(json!({ "total": 0, "rules": [] })))
}

async fn refuse_rule(caller: Caller) -> Result<()> {
    caller.need(Scope::RulesWrite)?;
    Err(Error::new(Kind::NotImplemented, RULES))
}

async fn sites(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::SitesRead)?;
    Ok(Json(json!({ "total": 0, "sites": [] })))
}

/// The body is read to its end, so that whoever sends code hears the answer.
async fn refuse_site(caller: Caller, _code: Bytes) -> Result<()> {
    caller.need(Scope::SitesWrite)?;
    Err(Error::new(Kind::NotImplemented, SITES))
}

async fn site(caller: Caller) -> Result<()> {
    caller.need(Scope::SitesRead)?;
    Err(Kind::SiteNotFound.into())
}
