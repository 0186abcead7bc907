//! A backend alone in a process of its own, for tests and benchmarks that look at it from outside: Appwrite's own
//! clients, a process that is killed, a load.
//!
//! `serve DEPLOYMENT.json FOLDER [ADDRESS]` opens the folder, listens (on a free port of this machine unless told
//! where), writes one line of JSON, `{"endpoint": …, "project": …, "key": …}`, and serves until its standard input
//! ends. `SERVE_LIMITS=on` turns the rate limits on; `SERVE_PLATFORMS` names the hosts of pages that may call, with
//! commas between; `SERVE_DURABILITY=power` makes commits survive a power cut. The function `echo`, if the deployment has one, answers with what it was asked.

use std::{error::Error, io::Write, net::SocketAddr, sync::Arc};

use backend::{
    Backend, Config, Deployment, Durability,
    functions::{Function, Request, Response, Running},
};
use serde_json::json;
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let [deployment, folder, address @ ..] = asked.as_slice() else {
        return Err("usage: serve DEPLOYMENT.json FOLDER [ADDRESS]".into());
    };
    let text = std::fs::read_to_string(deployment)?;
    let project = serde_json::from_str::<serde_json::Value>(&text)?["projectId"].clone();
    let mut config = Config::new(folder, Deployment::parse(&text)?);
    config.limits = std::env::var("SERVE_LIMITS").is_ok_and(|value| value == "on");
    if std::env::var("SERVE_DURABILITY").is_ok_and(|value| value == "power") {
        config.durability = Durability::Power;
    }
    let platforms = std::env::var("SERVE_PLATFORMS").unwrap_or_default();
    config.platforms = platforms.split(',').filter(|host| !host.is_empty()).map(str::to_owned).collect();
    config.functions = vec![("echo".parse()?, Arc::new(Echo) as _)];
    let backend = Backend::open(config).await?;
    let address = address.first().map_or("127.0.0.1:0", String::as_str);
    let listener = tokio::net::TcpListener::bind(address).await?;
    let endpoint = format!("http://{}/v1", listener.local_addr()?);
    let ready = json!({ "endpoint": endpoint, "project": project, "key": backend.api_key() });
    writeln!(std::io::stdout(), "{ready}")?;
    let service = backend.router().into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
    backend.close().await;
    Ok(())
}

/// Ends when whoever started this process closes its standard input, or is gone.
async fn told_to_stop() {
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
