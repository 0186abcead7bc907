use serde::{Deserialize, Serialize};

use crate::wire::Id;

/// One run of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Execution {
    #[serde(rename = "$id")]
    pub id: Id,
    /// `waiting`, `processing`, `completed`, `failed` or `scheduled`.
    pub status: String,
    /// What the function itself answered; 0 while it has not.
    pub response_status_code: u16,
    /// Only in the answer to a synchronous call.
    pub response_body: String,
    #[serde(default)]
    pub response_headers: Vec<HeaderPair>,
    /// Seconds.
    pub duration: f64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderPair {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExecutionList {
    pub total: u64,
    pub executions: Vec<Execution>,
}
