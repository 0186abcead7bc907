//! Appwrite's API over HTTP.

use std::{env, time::Duration};

use serde_json::{json, Value};
use ureq::{
    http::{Response, StatusCode},
    Agent, Body,
};

use super::moment;
use crate::{Api, Fault, BUCKET, DATABASE, PAGE, TABLE};

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(15);

pub(super) struct Remote<'a> {
    agent: Agent,
    endpoint: String,
    project: String,
    key: &'a str,
}

impl<'a> Remote<'a> {
    /// Where the API is, as the runtime says.
    pub(super) fn from_env(key: &'a str) -> Result<Self, Fault> {
        let variable = |name: &str| env::var(name).map_err(|_| Fault(format!("{name} is not set")));
        let config =
            Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build();
        Ok(Self {
            agent: config.into(),
            endpoint: variable("APPWRITE_FUNCTION_API_ENDPOINT")?.trim_end_matches('/').to_owned(),
            project: variable("APPWRITE_FUNCTION_PROJECT_ID")?,
            key,
        })
    }

    /// One text of every member of a list.
    fn list(&self, path: &str, name: &str, text: &str, queries: &[Value]) -> Result<Vec<String>, Fault> {
        let mut request = self
            .agent
            .get(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header("x-appwrite-key", self.key);
        for (at, query) in queries.iter().enumerate() {
            request = request.query(format!("queries[{at}]"), query.to_string());
        }
        let mut answer = answered(request.call())?;
        if answer.status() != StatusCode::OK {
            return Err(Fault(format!("the API answered {} to a list of {name}", answer.status())));
        }
        let body = answer.body_mut().read_to_string();
        read(&body.map_err(|cause| Fault(format!("a list broke off: {cause}")))?, name, text)
            .ok_or_else(|| Fault(format!("a list of {name} is not of the form it should have")))
    }

    fn delete(&self, path: &str) -> Result<(), Fault> {
        let request = self
            .agent
            .delete(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header("x-appwrite-key", self.key);
        match answered(request.call())?.status() {
            StatusCode::NO_CONTENT | StatusCode::NOT_FOUND => Ok(()),
            status => Err(Fault(format!("the API answered {status} to a deletion"))),
        }
    }
}

impl Api for Remote<'_> {
    async fn snaps_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        self.list(&rows(), "rows", "$id", &oldest_until(moment, skip))
    }

    async fn photographs_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        self.list(&files(), "files", "$id", &oldest_until(moment, skip))
    }

    async fn still_shown(&self, photographs: &[String]) -> Result<Vec<String>, Fault> {
        let mut shown = vec![];
        // Several snaps may show one photograph, so a page of rows could leave out another's: page on until the end.
        loop {
            let queries = [
                json!({ "method": "equal", "attribute": "fileId", "values": photographs }),
                json!({ "method": "orderAsc", "attribute": "$createdAt" }),
                json!({ "method": "limit", "values": [PAGE] }),
                json!({ "method": "offset", "values": [shown.len()] }),
            ];
            let page = self.list(&rows(), "rows", "fileId", &queries)?;
            if page.is_empty() {
                return Ok(shown);
            }
            shown.extend(page);
        }
    }

    async fn delete_snap(&self, id: &str) -> Result<(), Fault> {
        self.delete(&format!("{}/{id}", rows()))
    }

    async fn delete_photograph(&self, id: &str) -> Result<(), Fault> {
        self.delete(&format!("{}/{id}", files()))
    }
}

fn rows() -> String {
    format!("/tablesdb/{DATABASE}/tables/{TABLE}/rows")
}

fn files() -> String {
    format!("/storage/buckets/{BUCKET}/files")
}

fn oldest_until(moment: i64, skip: usize) -> [Value; 4] {
    [
        json!({ "method": "lessThanEqual", "attribute": "$createdAt", "values": [moment::write(moment)] }),
        json!({ "method": "orderAsc", "attribute": "$createdAt" }),
        json!({ "method": "limit", "values": [PAGE] }),
        json!({ "method": "offset", "values": [skip] }),
    ]
}

fn answered(outcome: Result<Response<Body>, ureq::Error>) -> Result<Response<Body>, Fault> {
    outcome.map_err(|cause| Fault(format!("the API could not be reached: {cause}")))
}

fn read(list: &str, name: &str, text: &str) -> Option<Vec<String>> {
    let list: Value = serde_json::from_str(list).ok()?;
    let one = |member: &Value| member.get(text)?.as_str().map(str::to_owned);
    list.get(name)?.as_array()?.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        let list = r#"{"total":2,"rows":[{"$id":"a","fileId":"f"},{"$id":"b","fileId":"g"}]}"#;
        assert_eq!(read(list, "rows", "fileId"), Some(vec!["f".to_owned(), "g".to_owned()]));
        assert_eq!(read(r#"{"rows":[{"$id":"a"},{}]}"#, "rows", "$id"), None);
        assert_eq!(read("", "rows", "$id"), None);
    }
}
