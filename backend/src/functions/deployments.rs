//! `/functions/{functionId}/deployments`. This backend builds none: a function's only deployment is its native
//! handler, which the host of this backend registers. It is listed, and active; what would make, change or hand out
//! code is refused with 501, in words that say so.

use appwrite::Id;
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    routing::{get, patch, post},
};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    functions::{deployed::Deployed, model::DEPLOYMENT},
    params::{Format, Ids, Params},
};

/// What whoever pushes code is told.
const NOT_BUILT: &str = "This backend builds no deployments: functions are native handlers that its host registers. \
                         The definition of the function is kept; its code was not taken.";

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/functions/{functionId}/deployments", get(list).post(refuse_code))
        .route("/functions/{functionId}/deployments/template", post(refuse_code))
        .route("/functions/{functionId}/deployments/vcs", post(refuse_code))
        .route("/functions/{functionId}/deployments/duplicate", post(refuse_code))
        .route("/functions/{functionId}/deployments/{deploymentId}", get(read).delete(refuse_change))
        .route("/functions/{functionId}/deployments/{deploymentId}/download", get(refuse_change))
        .route("/functions/{functionId}/deployments/{deploymentId}/status", patch(refuse_change))
        .route("/functions/{functionId}/deployment", patch(activate))
}

async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    let deployed = Deployed::find(&backend, &function, &caller).await?;
    let deployments: Vec<Value> = deployed.deployment().into_iter().collect();
    let total = if params.or("total", true)? { deployments.len() } else { 0 };
    Ok(Json(json!({ "total": total, "deployments": deployments })))
}

async fn read(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, deployment)): Ids<(Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    Deployed::find(&backend, &function, &caller).await?.need_deployment(&deployment).map(Json)
}

/// Makes the one deployment there is the active one, which it is.
async fn activate(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsWrite)?;
    let deployment: Id = params.need("deploymentId")?;
    let deployed = Deployed::find(&backend, &function, &caller).await?;
    deployed.need_deployment(&deployment)?;
    Ok(Json(deployed.to_json(format)))
}

/// The body is read to its end, so that whoever sends it hears the answer.
async fn refuse_code(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(function): Ids<Id>,
    _code: Bytes,
) -> Result<()> {
    caller.need(Scope::FunctionsWrite)?;
    Deployed::find(&backend, &function, &caller).await?;
    Err(Error::new(Kind::NotImplemented, NOT_BUILT))
}

async fn refuse_change(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, deployment)): Ids<(Id, Id)>,
) -> Result<()> {
    caller.need(Scope::FunctionsWrite)?;
    Deployed::find(&backend, &function, &caller).await?.need_deployment(&deployment)?;
    Err(Error::new(
        Kind::NotImplemented,
        "A native handler is part of this backend's host: there is no code of it here.",
    ))
}

impl Deployed {
    /// The native handler as a deployment, if there is one.
    fn deployment(&self) -> Option<Value> {
        self.handler().ok()?;
        let definition = &self.definition;
        Some(json!({
            "$id": DEPLOYMENT,
            "$createdAt": definition.created,
            "$updatedAt": definition.created,
            "type": "manual",
            "resourceId": definition.spec.id,
            "resourceType": "functions",
            "entrypoint": definition.spec.entrypoint,
            "sourceSize": 0,
            "buildSize": 0,
            "totalSize": 0,
            "buildId": "",
            "activate": true,
            "screenshotLight": "",
            "screenshotDark": "",
            "status": "ready",
            "buildLogs": "",
            "buildDuration": 0,
            "providerRepositoryName": "",
            "providerRepositoryOwner": "",
            "providerRepositoryUrl": "",
            "providerCommitHash": "",
            "providerCommitAuthorUrl": "",
            "providerCommitAuthor": "",
            "providerCommitMessage": "",
            "providerCommitUrl": "",
            "providerBranch": "",
            "providerBranchUrl": "",
        }))
    }

    /// Errors: `deployment_not_found` for any but the one there is.
    fn need_deployment(&self, id: &Id) -> Result<Value> {
        let found = self.deployment().filter(|_| *id == DEPLOYMENT);
        found.ok_or_else(|| Kind::DeploymentNotFound.into())
    }
}
