//! The backend as the world meets it: the example `serve`, behind a socket, with people in it.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    Outcome,
    http::{Connection, request},
    machine::Process,
    work::{Asked, person},
};

/// The deployment of the tests.
pub(crate) const DEPLOYMENT: &str = include_str!("../../tests/api/town.json");
pub(crate) const PROJECT: &str = "town";

pub(crate) struct Ours {
    pub(crate) process: Process,
    pub(crate) address: String,
    key: String,
}

impl Ours {
    /// Starts it with the default durability.
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        Self::lasting(folder, "process")
    }

    /// Starts it with the durability of this name: `process` or `power`.
    pub(crate) fn lasting(folder: &Path, durability: &str) -> Outcome<Self> {
        let mut process = Process::serve(folder, durability)?;
        let ready: Value = serde_json::from_str(&process.line()?)?;
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        let address = word("endpoint").trim_start_matches("http://").trim_end_matches("/v1").to_owned();
        Ok(Self { process, address, key: word("key") })
    }

    /// The bytes of a request with the key.
    pub(crate) fn asking(&self, asked: &Asked) -> Vec<u8> {
        let headers = [("x-appwrite-project", PROJECT), ("x-appwrite-key", self.key.as_str())];
        let body = asked.body.as_ref().map(Value::to_string).unwrap_or_default();
        request(asked.method, &asked.path, &headers, &body)
    }

    /// Makes so many people, and answers with a session of each.
    pub(crate) async fn people(&self, count: usize) -> Outcome<Vec<String>> {
        let mut line = Connection::open(&self.address).await?;
        let mut secrets = vec![];
        for at in 0..count {
            let id = person(at);
            let post = |path, body| Asked { method: "POST", path, body: Some(body) };
            line.exchange(&self.asking(&post("/v1/users".into(), json!({ "userId": id })))).await?;
            let session = post(format!("/v1/users/{id}/sessions"), json!({}));
            let session: Value = serde_json::from_slice(line.exchange(&self.asking(&session)).await?)?;
            secrets.push(session["secret"].as_str().ok_or("no secret")?.to_owned());
        }
        Ok(secrets)
    }
}
