//! Running functions.

use serde_json::json;

use super::{Client, Result};
use crate::{transport::Verb, wire::Execution};

pub struct Functions<'a>(pub(super) &'a Client);

/// A request to a function, as the function will see it.
pub struct NewExecution<'a> {
    /// `GET`, `POST` and so on.
    pub method: &'a str,
    pub path: &'a str,
    pub body: &'a str,
}

impl Functions<'_> {
    /// Runs a function and waits for its answer, 30 seconds at most. What the function itself refuses is still a
    /// success here, with its own `response_status_code`. Errors: `function_not_found`, `user_unauthorized`.
    pub async fn create_execution(&self, function: &str, request: NewExecution<'_>) -> Result<Execution> {
        let body =
            json!({ "body": request.body, "path": request.path, "method": request.method, "async": false });
        self.0.json(Verb::Post, format!("/functions/{function}/executions"), body).await
    }
}
