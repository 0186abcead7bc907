//! `/healthz`: this process answers. `/readyz`: the backend behind it can do its work, or what keeps it from that.
//! `/version`: which build this is.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use appwrite::{Client, Query};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use backend::Backend;
use serde_json::json;
use tokio::sync::Mutex;

/// Anybody may ask, so a flood of questions must not become a flood of calls to the backend.
const REMEMBERED: Duration = Duration::from_secs(1);

/// What is wrong, or nothing.
type Problems = Arc<[Problem]>;

/// Something that keeps this process from doing its work: a word for programs, and a sentence for people. Neither
/// tells of anybody.
struct Problem {
    code: &'static str,
    message: String,
}

/// The last answer of the backend, and when it was given.
#[derive(Clone)]
struct Readiness {
    client: Client,
    /// The backend, if it is in this process.
    backend: Option<Backend>,
    last: Arc<Mutex<Option<(Instant, Problems)>>>,
}

/// `client` speaks with the key.
pub(crate) fn routes(client: Client, backend: Option<Backend>) -> Router {
    let readiness = Readiness { client, backend, last: Arc::default() };
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route(
            "/version",
            get(|| async { Json(json!({ "name": "AppChat", "version": env!("CARGO_PKG_VERSION") })) }),
        )
        .with_state(readiness)
}

async fn ready(State(readiness): State<Readiness>) -> Response {
    let mut last = readiness.last.lock().await;
    let fresh = last.as_ref().filter(|(asked, _)| asked.elapsed() < REMEMBERED);
    let problems = match fresh {
        Some((_, problems)) => Arc::clone(problems),
        None => {
            let problems: Problems = readiness.problems().await.into();
            *last = Some((Instant::now(), Arc::clone(&problems)));
            problems
        }
    };
    drop(last);
    if problems.is_empty() {
        return "ready".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, Json(body(&problems))).into_response()
}

impl Readiness {
    async fn problems(&self) -> Vec<Problem> {
        // Listing one person goes through the key, the database and, when remote, the network.
        if self.client.users().list(&[Query::limit(1)]).await.is_err() {
            let message = "the backend does not answer".to_owned();
            return vec![Problem { code: "backend_unreachable", message }];
        }
        let Some(backend) = &self.backend else { return vec![] };
        let troubles = backend.troubles().await.into_iter();
        troubles.map(|trouble| Problem { code: trouble.code(), message: trouble.to_string() }).collect()
    }
}

fn body(problems: &[Problem]) -> serde_json::Value {
    let problems: Vec<_> =
        problems.iter().map(|problem| json!({ "code": problem.code, "message": problem.message })).collect();
    json!({ "status": "unavailable", "problems": problems })
}
