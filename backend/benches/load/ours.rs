//! The backend as the world meets it: the example `serve`, behind a socket, with people in it.

use std::{path::Path, time::Duration};

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
/// The project that the shipped program serves.
const SHIPPED: &str = "appchat";

/// How often a program that starts is asked whether it listens.
const START: Duration = Duration::from_millis(50);

pub(crate) struct Ours {
    pub(crate) process: Process,
    pub(crate) address: String,
    pub(crate) project: &'static str,
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
        Ok(Self { process, address, project: PROJECT, key: word("key") })
    }

    /// The program as it is shipped, when it is ready.
    pub(crate) async fn shipped(folder: &Path) -> Outcome<Self> {
        // Free a moment ago; who takes it meanwhile makes the start fail, in words.
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let mut process = Process::appchat(folder, &address)?;
        while tokio::net::TcpStream::connect(&address).await.is_err() {
            process.check()?;
            tokio::time::sleep(START).await;
        }
        let mut line = Connection::open(&address).await?;
        line.exchange(&request("GET", "/readyz", &[], "")).await?;
        let key = backend::api_key_in(folder)?;
        Ok(Self { process, address, project: SHIPPED, key })
    }

    /// The bytes of a request with the key.
    pub(crate) fn asking(&self, asked: &Asked) -> Vec<u8> {
        let headers = [("x-appwrite-project", self.project), ("x-appwrite-key", self.key.as_str())];
        let body = asked.body.as_ref().map(Value::to_string).unwrap_or_default();
        request(asked.method, &asked.path, &headers, &body)
    }

    /// Makes so many people, and answers with a session of each.
    pub(crate) async fn people(&self, count: usize) -> Outcome<Vec<String>> {
        let mut line = Connection::open(&self.address).await?;
        let mut secrets = vec![];
        for at in 0..count {
            secrets.push(self.session_over(&mut line, &person(at)).await?);
        }
        Ok(secrets)
    }

    /// Makes one person, and answers with a session of theirs.
    pub(crate) async fn session(&self, id: &str) -> Outcome<String> {
        self.session_over(&mut Connection::open(&self.address).await?, id).await
    }

    async fn session_over(&self, line: &mut Connection, id: &str) -> Outcome<String> {
        let post = |path, body| Asked { method: "POST", path, body: Some(body) };
        line.exchange(&self.asking(&post("/v1/users".into(), json!({ "userId": id })))).await?;
        let session = post(format!("/v1/users/{id}/sessions"), json!({}));
        let session: Value = serde_json::from_slice(line.exchange(&self.asking(&session)).await?)?;
        Ok(session["secret"].as_str().ok_or("no secret")?.to_owned())
    }
}
