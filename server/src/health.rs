//! `/healthz`: this process answers. `/readyz`: the backend behind it does, too. `/version`: which build this is.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use appwrite::{Client, Query};
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use serde_json::json;
use tokio::sync::Mutex;

/// Anybody may ask, so a flood of questions must not become a flood of calls to the backend.
const REMEMBERED: Duration = Duration::from_secs(1);

/// The last answer of the backend, and when it was given.
#[derive(Clone)]
struct Readiness {
    client: Client,
    last: Arc<Mutex<Option<(Instant, bool)>>>,
}

/// `client` speaks with the key.
pub(crate) fn routes(client: Client) -> Router {
    let readiness = Readiness { client, last: Arc::default() };
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route(
            "/version",
            get(|| async { Json(json!({ "name": "AppChat", "version": env!("CARGO_PKG_VERSION") })) }),
        )
        .with_state(readiness)
}

async fn ready(State(readiness): State<Readiness>) -> (StatusCode, &'static str) {
    let mut last = readiness.last.lock().await;
    let fresh = last.filter(|(asked, _)| asked.elapsed() < REMEMBERED);
    let well = match fresh {
        Some((_, well)) => well,
        // Listing one person goes through the key, the database and, when remote, the network.
        None => readiness.client.users().list(&[Query::limit(1)]).await.is_ok(),
    };
    if fresh.is_none() {
        *last = Some((Instant::now(), well));
    }
    match well {
        true => (StatusCode::OK, "ready"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "the backend does not answer"),
    }
}
