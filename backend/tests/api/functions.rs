//! `/functions`.

mod definitions;
mod deployments;
mod executions;
mod schedule;
mod variables;

use std::sync::Arc;

use axum::body::Body;
use backend::{
    Config, Deployment,
    functions::{Function, Request, Response, Running},
};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::town::{PROJECT, Somebody, Town};

/// A town with an `echo` everybody may ask, a `safe` only Ana may, one for `members`, one without a handler and one switched off.
pub(crate) async fn town() -> Town {
    town_with("echo", Arc::new(Echo)).await
}

/// The same, where this function is another.
pub(crate) async fn town_with(id: &str, function: Arc<dyn Function>) -> Town {
    Town::with(deployed(id, Some(function))).await
}

/// The town's functions, where this one has another handler, or none.
pub(crate) fn deployed(id: &str, handler: Option<Arc<dyn Function>>) -> impl FnOnce(&mut Config) {
    let deployment = json!({ "projectId": PROJECT, "functions": [
        { "$id": "echo", "name": "Echo", "execute": ["any"], "scopes": ["users.read"], "timeout": 15 },
        { "$id": "safe", "name": "Safe", "execute": ["user:ana"] },
        { "$id": "members", "name": "Members", "execute": ["users"] },
        { "$id": "absent", "name": "Absent", "execute": ["any"] },
        { "$id": "off", "name": "Off", "execute": ["any"], "enabled": false },
        { "$id": "hourly", "name": "Hourly", "schedule": "0 * * * *" },
    ] });
    let mut functions: Vec<(_, Arc<dyn Function>)> =
        ["echo", "safe", "members", "off"].map(|id| (id.parse().unwrap(), Arc::new(Echo) as _)).into();
    functions.retain(|(known, _)| *known != id);
    functions.extend(handler.map(|handler| (id.parse().unwrap(), handler)));
    move |config| {
        config.deployment = Deployment::parse(&deployment.to_string()).unwrap();
        config.functions = functions;
    }
}

/// Asks `echo`, and reads what it heard.
pub(crate) async fn heard(who: &Somebody, asked: Value) -> Value {
    let execution = who.post("/functions/echo/executions", asked).await.ok(201);
    assert_eq!(execution["status"], "completed", "{execution}");
    serde_json::from_str(execution["responseBody"].as_str().unwrap()).unwrap()
}

/// Answers with what it was asked, unless its path names a status, a panic, or a path of the API to call with its
/// own credentials.
pub(crate) struct Echo;

impl Function for Echo {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async move {
            request.log.info("a line for the operator");
            if request.path == "/panic" {
                panic!("as asked");
            }
            if let Some(status) = request.path.strip_prefix("/status/") {
                return Response { status: status.parse().unwrap(), ..Response::default() };
            }
            let (by_key, by_token) = match request.path.strip_prefix("/call") {
                Some(path) => (
                    call(&request, path, "x-appwrite-key", "x-appwrite-key").await,
                    call(&request, path, "x-appwrite-jwt", "x-appwrite-user-jwt").await,
                ),
                None => (0, 0),
            };
            let headers: serde_json::Map<_, _> =
                request.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
            let variables: serde_json::Map<_, _> = request
                .environment
                .variables
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            let heard = json!({
                "method": request.method, "path": request.path, "query": request.query, "headers": headers,
                "body": String::from_utf8_lossy(&request.body), "byKey": by_key, "byToken": by_token,
                "length": request.body.len(), "variables": variables,
            });
            let headers = vec![
                ("content-type".to_owned(), "application/json".to_owned()),
                ("x-echo".to_owned(), "yes".to_owned()),
            ];
            Response { status: 200, headers, body: heard.to_string().into_bytes() }
        })
    }
}

/// The API's status when the function calls it with one of the credentials it was given.
async fn call(request: &Request, path: &str, header: &str, credential: &str) -> u16 {
    let call = axum::http::Request::get(format!("/v1{path}"))
        .header("x-appwrite-project", request.environment.project.as_str())
        .header(header, request.header(credential).unwrap_or_default())
        .body(Body::empty())
        .unwrap();
    request.environment.api.clone().oneshot(call).await.unwrap().status().as_u16()
}
