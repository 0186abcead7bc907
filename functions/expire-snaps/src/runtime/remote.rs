//! Appwrite's API over HTTP.

use std::{env, time::Duration};

use serde_json::{json, Value};
use ureq::{
    http::{Response, StatusCode},
    Agent, Body,
};

use super::moment;
use crate::{Api, Fault, Gone, Left, Snap, BUCKET, DATABASE, PAGE, REMNANTS, TABLE};

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

    /// What every member of a list says, read by `one`.
    fn list<T>(
        &self,
        path: &str,
        name: &str,
        queries: &[Value],
        one: impl Fn(&Value) -> Option<T>,
    ) -> Result<Vec<T>, Fault> {
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
        read(&body.map_err(|cause| Fault(format!("a list broke off: {cause}")))?, name, one)
            .ok_or_else(|| Fault(format!("a list of {name} is not of the form it should have")))
    }

    fn write(&self, path: &str, row: &Value) -> Result<Left, Fault> {
        let request = self
            .agent
            .post(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header("x-appwrite-key", self.key)
            .header("content-type", "application/json");
        match answered(request.send(row.to_string()))?.status() {
            StatusCode::CREATED => Ok(Left::Now),
            StatusCode::CONFLICT => Ok(Left::Before),
            status => Err(Fault(format!("the API answered {status} to what is left of a snap"))),
        }
    }

    fn delete(&self, path: &str) -> Result<Gone, Fault> {
        let request = self
            .agent
            .delete(format!("{}{path}", self.endpoint))
            .header("x-appwrite-project", &self.project)
            .header("x-appwrite-key", self.key);
        match answered(request.call())?.status() {
            StatusCode::NO_CONTENT => Ok(Gone::Now),
            StatusCode::NOT_FOUND => Ok(Gone::Before),
            status => Err(Fault(format!("the API answered {status} to a deletion"))),
        }
    }
}

impl Api for Remote<'_> {
    async fn snaps_sent(&self, after: Option<i64>, until: i64, skip: usize) -> Result<Vec<Snap>, Fault> {
        let mut queries = oldest_until("$createdAt", until, skip).to_vec();
        queries.extend(after.map(|after| {
            json!({ "method": "greaterThan", "attribute": "$createdAt", "values": [moment::write(after)] })
        }));
        self.list(&rows(TABLE), "rows", &queries, snap)
    }

    async fn photographs_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        self.list(&files(), "files", &oldest_until("$createdAt", moment, skip), |file| text(file, "$id"))
    }

    async fn remnants_until(&self, moment: i64, skip: usize) -> Result<Vec<String>, Fault> {
        self.list(&rows(REMNANTS), "rows", &oldest_until("sentAt", moment, skip), |row| text(row, "$id"))
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
            let page = self.list(&rows(TABLE), "rows", &queries, |row| text(row, "fileId"))?;
            if page.is_empty() {
                return Ok(shown);
            }
            shown.extend(page);
        }
    }

    async fn leave_remnant(&self, snap: &Snap) -> Result<Left, Fault> {
        self.write(&rows(REMNANTS), &remnant(snap))
    }

    async fn delete_snap(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(&format!("{}/{id}", rows(TABLE)))
    }

    async fn delete_photograph(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(&format!("{}/{id}", files()))
    }

    async fn delete_remnant(&self, id: &str) -> Result<Gone, Fault> {
        self.delete(&format!("{}/{id}", rows(REMNANTS)))
    }
}

fn rows(table: &str) -> String {
    format!("/tablesdb/{DATABASE}/tables/{table}/rows")
}

fn files() -> String {
    format!("/storage/buckets/{BUCKET}/files")
}

fn oldest_until(column: &str, moment: i64, skip: usize) -> [Value; 4] {
    [
        json!({ "method": "lessThanEqual", "attribute": column, "values": [moment::write(moment)] }),
        json!({ "method": "orderAsc", "attribute": column }),
        json!({ "method": "limit", "values": [PAGE] }),
        json!({ "method": "offset", "values": [skip] }),
    ]
}

fn answered(outcome: Result<Response<Body>, ureq::Error>) -> Result<Response<Body>, Fault> {
    outcome.map_err(|cause| Fault(format!("the API could not be reached: {cause}")))
}

/// What is left of a snap, as a row: its recipient's to read and nobody's to change.
fn remnant(snap: &Snap) -> Value {
    json!({
        "rowId": snap.id,
        "data": {
            "senderId": snap.sender,
            "recipientId": snap.recipient,
            "sentAt": snap.sent,
            "openedAt": snap.opened,
        },
        "permissions": [format!("read(\"user:{}\")", snap.recipient)],
    })
}

fn read<T>(list: &str, name: &str, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    let list: Value = serde_json::from_str(list).ok()?;
    list.get(name)?.as_array()?.iter().map(one).collect()
}

fn snap(row: &Value) -> Option<Snap> {
    Some(Snap {
        id: text(row, "$id")?,
        sender: text(row, "senderId")?,
        recipient: text(row, "recipientId")?,
        sent: text(row, "$createdAt")?,
        opened: text(row, "viewedAt"),
        removed: text(row, "removedAt").is_some(),
    })
}

fn text(member: &Value, name: &str) -> Option<String> {
    member.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        let list = r#"{"total":2,"rows":[{"$id":"a","fileId":"f"},{"$id":"b","fileId":"g"}]}"#;
        let read = |list, name| super::read(list, "rows", |row| text(row, name));
        assert_eq!(read(list, "fileId"), Some(vec!["f".to_owned(), "g".to_owned()]));
        assert_eq!(read(r#"{"rows":[{"$id":"a"},{}]}"#, "$id"), None);
        assert_eq!(read("", "$id"), None);
    }

    #[test]
    fn what_is_left_of_a_snap_is_whose_it_was_and_when_and_nothing_of_what_it_said() {
        let row = json!({
            "$id": "s1", "$createdAt": "2026-05-26T08:58:37.787+00:00", "senderId": "maya", "recipientId": "noor",
            "fileId": "f1", "viewedAt": null, "removedAt": null, "caption": "low tide", "color": "#0a1b2c",
        });
        let left = remnant(&snap(&row).unwrap());
        let data = json!({
            "senderId": "maya", "recipientId": "noor", "sentAt": "2026-05-26T08:58:37.787+00:00", "openedAt": null,
        });
        let permissions = json!([r#"read("user:noor")"#]);
        assert_eq!(left, json!({ "rowId": "s1", "data": data, "permissions": permissions }));
        assert_eq!(snap(&json!({ "$id": "s1" })), None);
    }
}
