//! Asks a function: its caller waits for the answer, or is told that it will be asked, at once or later. The body of a
//! caller who may not ask, or has too many runs under way, is not read.

use std::time::Duration;

use appwrite::{Id, wire::HeaderPair};
use axum::{
    Json,
    extract::{FromRequest, Request, State},
    http::StatusCode,
};
use serde_json::Value;

use super::request::Asking;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    functions::{
        asker::Asker,
        delayed,
        deployed::Deployed,
        execute::Prepared,
        headers::{self, Trigger},
        model::View,
    },
    params::{Format, Ids},
};

/// How long a caller is kept waiting.
const PATIENCE: Duration = Duration::from_secs(30);

pub(in crate::functions) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
    request: Request,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::ExecutionsWrite)?;
    let function = Deployed::find(&backend, &function, &caller).await?;
    function.handler()?;
    function.check_execute(&caller)?;

    let asker = Asker::of(&caller);
    let place = backend.functions.enter(&asker)?;
    let asking = Asking::from_request(request, &backend).await?;
    let (asynchronous, moment) = asking.when(backend.clock.now())?;
    let asked = asking.asked()?;
    let view = View { format, with_logs: caller.is_key(), body: "" };
    if let Some(moment) = moment {
        let delayed = delayed::delay(&backend, &function, asker, asked, moment).await?;
        return Ok((StatusCode::ACCEPTED, Json(delayed.to_json(view))));
    }
    let prepared = Prepared::new(&backend, &function, Trigger::Http, &asker, asked)?.holding(place);
    if asynchronous {
        let accepted = prepared.later(&backend).await?;
        return Ok((StatusCode::ACCEPTED, Json(accepted.to_json(view))));
    }
    let (mut execution, outcome) = prepared.at_once(&backend, PATIENCE).await?;
    if outcome.timed_out && Duration::from_secs(function.definition.spec.timeout.into()) > PATIENCE {
        return Err(Kind::FunctionSynchronousTimeout.into());
    }
    // Only whoever waited sees every header; what is stored is a few of them.
    execution.response_headers = headers::shown(&outcome.response.headers);
    execution
        .response_headers
        .push(HeaderPair { name: "x-appwrite-execution-id".into(), value: execution.id.to_string() });
    let body = String::from_utf8_lossy(&outcome.response.body);
    Ok((StatusCode::CREATED, Json(execution.to_json(View { body: &body, ..view }))))
}
