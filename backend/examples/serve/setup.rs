//! What the examples that serve have in common: their arguments, their function `echo`, and when they stop.
//!
//! `DEPLOYMENT.json FOLDER [ADDRESS]` names what is deployed, the data folder, and where to listen (on a free port of
//! this machine unless told where). `SERVE_LIMITS=on` turns the rate limits on; `SERVE_PLATFORMS` names the hosts of
//! pages that may call, with commas between; `SERVE_DURABILITY=power` makes commits survive a power cut. The function
//! `echo`, if the deployment has one, answers with what it was asked.

use std::{error::Error, io::Write, sync::Arc};

use backend::{
    Backend, Config, Deployment, Durability,
    functions::{Function, Request, Response, Running},
};
use serde_json::json;
use tokio::{io::AsyncReadExt, net::TcpListener};

/// What is asked for on the command line and in the environment.
pub(crate) struct Setup {
    pub(crate) config: Config,
    pub(crate) project: String,
    address: String,
}

impl Setup {
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let asked: Vec<String> = std::env::args().skip(1).collect();
        let [deployment, folder, address @ ..] = asked.as_slice() else {
            return Err("usage: DEPLOYMENT.json FOLDER [ADDRESS]".into());
        };
        let text = std::fs::read_to_string(deployment)?;
        let project = serde_json::from_str::<serde_json::Value>(&text)?["projectId"].clone();
        let project = project.as_str().ok_or("the deployment has no projectId")?.to_owned();
        let mut config = Config::new(folder, Deployment::parse(&text)?);
        config.limits = std::env::var("SERVE_LIMITS").is_ok_and(|value| value == "on");
        if std::env::var("SERVE_DURABILITY").is_ok_and(|value| value == "power") {
            config.durability = Durability::Power;
        }
        let platforms = std::env::var("SERVE_PLATFORMS").unwrap_or_default();
        config.platforms = platforms.split(',').filter(|host| !host.is_empty()).map(str::to_owned).collect();
        config.functions = vec![("echo".parse()?, Arc::new(Echo) as _)];
        let address = address.first().map_or("127.0.0.1:0", String::as_str).to_owned();
        Ok(Self { config, project, address })
    }

    /// Listens, and writes one line of JSON about it: `{"endpoint": …, "project": …, "key": …}`.
    pub(crate) async fn listen(&self, backend: &Backend) -> Result<TcpListener, Box<dyn Error>> {
        let listener = TcpListener::bind(&self.address).await?;
        let endpoint = format!("http://{}/v1", listener.local_addr()?);
        let ready = json!({ "endpoint": endpoint, "project": self.project, "key": backend.api_key() });
        writeln!(std::io::stdout(), "{ready}")?;
        Ok(listener)
    }
}

/// Ends when the parent process closes this one's standard input, or ends.
pub(crate) async fn told_to_stop() {
    let mut ignored = [0; 64];
    let mut input = tokio::io::stdin();
    while input.read(&mut ignored).await.is_ok_and(|read| read > 0) {}
}

/// Answers with its request, except for the headers that are credentials.
struct Echo;

impl Function for Echo {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async move {
            let secret = ["x-appwrite-key", "x-appwrite-user-jwt"];
            let headers: serde_json::Map<_, _> = request
                .headers
                .iter()
                .filter(|(name, _)| !secret.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect();
            let heard = json!({
                "method": request.method, "path": request.path, "query": request.query, "headers": headers,
                "body": String::from_utf8_lossy(&request.body),
            });
            Response {
                status: 200,
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: heard.to_string().into_bytes(),
            }
        })
    }
}
