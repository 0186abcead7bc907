//! The home in Appwrite's Rust runtime.

use std::time::{SystemTime, UNIX_EPOCH};

use openruntimes::{Context, Response};

use crate::{serve, Answer, Fault, Request};
use remote::Remote;

mod moment;
mod remote;

/// Called by the runtime for every execution.
pub fn main(context: Context) -> Response {
    let answer = answer(&context).unwrap_or_else(|fault| {
        context.error(fault.to_string());
        Answer::fault()
    });
    context.res.json(answer.body, Some(answer.status), None)
}

fn answer(context: &Context) -> Result<Answer, Fault> {
    let header = |name: &str| context.req.headers.get(name).map(String::as_str).unwrap_or_default();
    let jwt = header("x-appwrite-user-jwt");
    let request = Request {
        method: &context.req.method,
        path: &context.req.path,
        jwt,
        user: header("x-appwrite-user-id"),
        now: now()?,
    };
    let api = Remote::from_env(jwt, header("x-appwrite-key"))?;
    pollster::block_on(serve(request, &api))
}

fn now() -> Result<i64, Fault> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|cause| Fault(cause.to_string()))?;
    i64::try_from(since.as_millis()).map_err(|cause| Fault(cause.to_string()))
}
