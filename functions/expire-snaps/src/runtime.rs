//! The home in Appwrite's Rust runtime.

use std::time::{SystemTime, UNIX_EPOCH};

use openruntimes::{Context, Response};
use serde_json::json;

use crate::{expire, Expired, Fault};
use remote::Remote;

mod moment;
mod remote;

/// Called by the runtime, by its schedule.
pub fn main(context: Context) -> Response {
    match run(&context) {
        Ok(expired) => {
            for fault in &expired.faults {
                context.error(fault.to_string());
            }
            context.res.json(expired.body(), Some(expired.status()), None)
        }
        Err(fault) => {
            context.error(fault.to_string());
            context.res.json(json!({ "message": "Something broke on our side." }), Some(500), None)
        }
    }
}

fn run(context: &Context) -> Result<Expired, Fault> {
    let key = context.req.headers.get("x-appwrite-key").map(String::as_str).unwrap_or_default();
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|cause| Fault(cause.to_string()))?;
    let now = i64::try_from(since.as_millis()).map_err(|cause| Fault(cause.to_string()))?;
    pollster::block_on(expire(now, &Remote::from_env(key)?))
}
