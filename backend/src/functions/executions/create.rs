//! Asks a function: its caller waits for the answer, or is told that it will be asked.

use std::{sync::Arc, time::Duration};

use appwrite::{Id, wire::HeaderPair};
use axum::{Json, body::Bytes, extract::State, http::StatusCode};
use serde_json::{Map, Value};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    functions::{
        execute::{Asked, Prepared},
        headers::{self, Trigger},
        model::View,
    },
    params::{Format, Ids, Params},
};

/// How long a caller is kept waiting.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest body a function is asked with, in bytes.
const LONGEST_BODY: usize = 10 * 1024 * 1024;
const LONGEST_PATH: usize = 2048;
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];

pub(in crate::functions) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::ExecutionsWrite)?;
    let asynchronous = params.or("async", false)?;
    let asked = asked(&params)?;
    let function = Arc::clone(backend.functions.find(&function, &caller)?);
    function.handler()?;
    function.check_execute(&caller)?;

    let prepared = Prepared::new(&backend, &function, Trigger::Http, Some(&caller), asked)?;
    let view = View { format, with_logs: caller.is_key(), body: "" };
    if asynchronous {
        let accepted = prepared.later(&backend).await?;
        return Ok((StatusCode::ACCEPTED, Json(accepted.to_json(view))));
    }
    let (mut execution, outcome) = prepared.at_once(&backend, PATIENCE).await?;
    if outcome.timed_out && Duration::from_secs(function.spec.timeout.into()) > PATIENCE {
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

fn asked(params: &Params) -> Result<Asked> {
    if params.raw("scheduledAt").is_some() {
        return Err(Error::new(
            Kind::NotImplemented,
            "Delayed executions are not available on this backend.",
        ));
    }
    let method = params.or("method", "POST".to_owned())?;
    if !METHODS.contains(&method.as_str()) {
        let rule = format!("Value must be one of ({}).", METHODS.join(", "));
        return Err(Error::param("method", rule));
    }
    let path: String = params.or("path", "/".to_owned())?;
    if path.len() > LONGEST_PATH {
        return Err(Error::param("path", format!("Value must be no longer than {LONGEST_PATH} chars.")));
    }
    let path = if path.starts_with('/') { path } else { format!("/{path}") };
    let body: String = params.or("body", String::new())?;
    if body.len() > LONGEST_BODY {
        return Err(Error::param("body", format!("Value must be no longer than {LONGEST_BODY} bytes.")));
    }
    let headers = headers::of_caller(&params.or("headers", Map::new())?)?;
    Ok(Asked { method, path, headers, body: Bytes::from(body) })
}
