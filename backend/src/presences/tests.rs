//! A backend whose sweeper moves only when it is told to: what holds between a record's end and its sweeping.

mod lifetimes;
mod unswept;

use appwrite::Id;
use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::sweep;
use crate::{Backend, Clock, Config, Deployment};

struct Still {
    backend: Backend,
    clock: Clock,
    _folder: tempfile::TempDir,
}

impl Still {
    /// With these people in it.
    async fn new(people: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::by_hand("2026-05-26T09:00:00.000+00:00".parse().unwrap());
        let mut config =
            Config::new(folder.path(), Deployment::parse(r#"{ "projectId": "still" }"#).unwrap());
        config.clock = clock.clone();
        // How often somebody may write is no part of these tests.
        config.limits = false;
        let backend = Backend::open(config).await.unwrap();
        backend.timers.stop();
        let still = Self { backend, clock, _folder: folder };
        for person in people {
            assert_eq!(still.ask("POST", "/users", json!({ "userId": person })).await.0, 201);
        }
        still
    }

    /// Asks something with the key to everything.
    async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/v1{path}"))
            .header("content-type", "application/json")
            .header("x-appwrite-project", "still")
            .header("x-appwrite-key", self.backend.api_key())
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.backend.router().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn sweep(&self) {
        sweep::sweep(&self.backend, &self.backend.presences.share()).await.unwrap();
    }

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }
}
