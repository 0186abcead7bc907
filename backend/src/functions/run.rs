//! One run of a function: in a task of its own, so that its panic or its dawdling ends nothing else.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use tokio::time::{Instant, timeout};

use super::{Environment, Function, Log, Request, Response, headers::Pairs, model::Status};
use crate::{Backend, front};

/// What a function is to be asked.
pub(super) struct Task {
    pub(super) handler: Arc<dyn Function>,
    pub(super) method: String,
    /// With its query, as the caller wrote it.
    pub(super) path: String,
    pub(super) headers: Pairs,
    pub(super) body: Bytes,
    /// The values its function is given.
    pub(super) variables: Vec<(String, String)>,
    /// How long it may take.
    pub(super) limit: Duration,
}

/// How a run ended.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) response: Response,
    pub(super) logs: String,
    pub(super) errors: String,
    pub(super) took: Duration,
    pub(super) timed_out: bool,
}

impl Outcome {
    pub(super) fn status(&self) -> Status {
        if self.response.status < 500 { Status::Completed } else { Status::Failed }
    }
}

impl Task {
    /// Runs it to its end, or to the end of its time; `logging` says whether what it writes down is wanted.
    pub(super) async fn run(self, backend: &Backend, logging: bool) -> Outcome {
        let outcome = run(backend, self).await;
        if logging { outcome } else { Outcome { logs: String::new(), errors: String::new(), ..outcome } }
    }
}

async fn run(backend: &Backend, task: Task) -> Outcome {
    let (path, query) = task.path.split_once('?').unwrap_or((&task.path, ""));
    let log = Log::default();
    let request = Request {
        method: task.method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers: task.headers,
        body: task.body,
        environment: Environment {
            api: front::router(backend),
            project: backend.config.deployment.project_id.clone(),
            now: backend.clock.now(),
            variables: task.variables,
        },
        log: log.clone(),
    };
    let began = Instant::now();
    let handler = task.handler;
    let mut running = tokio::spawn(async move { handler.run(request).await });
    let ended = timeout(task.limit, &mut running).await;
    let timed_out = ended.is_err();
    let response = match ended {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            log.error("The function panicked.");
            failed()
        }
        Err(_) => {
            running.abort();
            log.error(format!("The function did not answer within {} s.", task.limit.as_secs()));
            failed()
        }
    };
    let (logs, errors) = log.take();
    Outcome { response, logs, errors, took: began.elapsed(), timed_out }
}

fn failed() -> Response {
    Response { status: 500, ..Response::default() }
}
