//! Appwrite's API over HTTP.

use std::{env, time::Duration};

use serde_json::Value;
use ureq::{http::StatusCode, Agent, Body};

use super::moment;
use crate::{Api, Fault, Snap, BUCKET, DATABASE, TABLE};

/// The largest photograph there is, in bytes: the bucket takes no larger one.
const LARGEST: u64 = 10 * 1024 * 1024;
/// Well within the function's own limit of 15 s.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Remote<'a> {
    agent: Agent,
    endpoint: String,
    project: String,
    jwt: &'a str,
    key: &'a str,
}

impl<'a> Remote<'a> {
    /// Where the API is, as the runtime says.
    pub(super) fn from_env(jwt: &'a str, key: &'a str) -> Result<Self, Fault> {
        let variable = |name: &str| env::var(name).map_err(|_| Fault(format!("{name} is not set")));
        let config =
            Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build();
        Ok(Self {
            agent: config.into(),
            endpoint: variable("APPWRITE_FUNCTION_API_ENDPOINT")?.trim_end_matches('/').to_owned(),
            project: variable("APPWRITE_FUNCTION_PROJECT_ID")?,
            jwt,
            key,
        })
    }

    /// What is at this path, for whoever this header names. Nothing, if they may not have it or it is not there.
    fn get(&self, path: &str, name: &str, value: &str) -> Result<Option<Body>, Fault> {
        let response = self
            .agent
            .get(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header(name, value)
            .call()
            .map_err(|cause| Fault(format!("the API could not be reached: {cause}")))?;
        match response.status() {
            StatusCode::OK => Ok(Some(response.into_body())),
            StatusCode::NOT_FOUND => Ok(None),
            // The asker may not have it. A key that may not is our own fault.
            StatusCode::UNAUTHORIZED if name == "x-appwrite-jwt" => Ok(None),
            status => Err(Fault(format!("the API answered {status}"))),
        }
    }
}

impl Api for Remote<'_> {
    async fn snap(&self, id: &str) -> Result<Option<Snap>, Fault> {
        let path = format!("/tablesdb/{DATABASE}/tables/{TABLE}/rows/{id}");
        let Some(mut body) = self.get(&path, "x-appwrite-jwt", self.jwt)? else {
            return Ok(None);
        };
        let text = body.read_to_string().map_err(|cause| Fault(format!("a row broke off: {cause}")))?;
        read(&text).map(Some).ok_or_else(|| Fault("a row is not of the form it should have".into()))
    }

    async fn photograph(&self, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        let path = format!("/storage/buckets/{BUCKET}/files/{id}/view");
        let Some(mut body) = self.get(&path, "x-appwrite-key", self.key)? else {
            return Ok(None);
        };
        let bytes = body.with_config().limit(LARGEST).read_to_vec();
        bytes.map(Some).map_err(|cause| Fault(format!("a photograph broke off: {cause}")))
    }

    async fn claim(&self, id: &str) -> Result<bool, Fault> {
        let path = format!("/tablesdb/{DATABASE}/tables/{TABLE}/rows/{id}/openings/increment");
        let mut answer = self
            .agent
            .patch(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header("x-appwrite-key", self.key)
            .header("content-type", "application/json")
            .send(r#"{"value":1,"max":1}"#)
            .map_err(|cause| Fault(format!("the API could not be reached: {cause}")))?;
        if answer.status() == StatusCode::OK {
            return Ok(true);
        }
        let body = answer.body_mut().read_to_string().unwrap_or_default();
        match serde_json::from_str::<Value>(&body) {
            Ok(refusal) if refusal["type"] == "column_limit_exceeded" => Ok(false),
            _ => Err(Fault(format!("the API answered {} to an opening", answer.status()))),
        }
    }
}

fn read(row: &str) -> Option<Snap> {
    let row: Value = serde_json::from_str(row).ok()?;
    let text = |name: &str| row.get(name)?.as_str();
    Some(Snap {
        recipient: text("recipientId")?.to_owned(),
        photograph: text("fileId")?.to_owned(),
        sent: moment::parse(text("$createdAt")?)?,
        removed: text("removedAt").is_some(),
        once: row.get("viewOnce").and_then(Value::as_bool).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_appwrite_writes_it() {
        let row = r#"{"$id":"s1","$sequence":"7","$createdAt":"2026-05-26T09:00:00.004+00:00",
            "senderId":"ana","recipientId":"ben","fileId":"f1","viewedAt":null}"#;
        let snap = Snap {
            recipient: "ben".into(),
            photograph: "f1".into(),
            sent: 1_779_786_000_004,
            removed: false,
            once: false,
        };
        assert_eq!(read(row), Some(snap.clone()));
        let removed = row.replace(
            "\"viewedAt\":null",
            "\"removedAt\":\"2026-05-26T09:00:00.004+00:00\",\"viewOnce\":true",
        );
        assert_eq!(read(&removed), Some(Snap { removed: true, once: true, ..snap }));
        assert_eq!(read("{}"), None);
    }
}
