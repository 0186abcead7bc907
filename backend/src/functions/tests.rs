use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use tower::ServiceExt;

use super::{
    asker::Asker,
    deployed::Deployed,
    execute::{Asked, Prepared},
    headers::Trigger,
    model::{Execution, Status},
    *,
};
use crate::{Clock, Config, Deployment, caller::Caller};

/// Does what its path says.
struct Moody;

impl Function for Moody {
    fn run(&self, request: Request) -> Running<'_> {
        Box::pin(async move {
            request.log.info("began");
            match request.path.as_str() {
                "/panic" => panic!("as asked"),
                "/never" => std::future::pending().await,
                path => Response { status: 200, body: path.into(), ..Response::default() },
            }
        })
    }
}

async fn moody(folder: &std::path::Path) -> Backend {
    let deployment =
        r#"{ "projectId": "p", "functions": [{ "$id": "moody", "name": "Moody", "timeout": 60 }] }"#;
    let mut config = Config::new(folder, Deployment::parse(deployment).unwrap());
    config.functions = vec![("moody".parse().unwrap(), Arc::new(Moody))];
    config.clock = Clock::system();
    Backend::open(config).await.unwrap()
}

async fn asked(folder: &std::path::Path, path: &str, patience: Duration) -> (Execution, run::Outcome) {
    let backend = moody(folder).await;
    let asked = Asked { method: "GET".into(), path: path.into(), headers: vec![], body: Bytes::new() };
    let caller = Caller::key(None);
    let function = Deployed::find(&backend, &"moody".parse().unwrap(), &caller).await.unwrap();
    let prepared = Prepared::new(&backend, &function, Trigger::Http, &Asker::of(&caller), asked).unwrap();
    let (execution, outcome) = prepared.at_once(&backend, patience).await.unwrap();
    let (id, function) = (execution.id.clone(), execution.function.clone());
    let stored = backend.db.read(move |conn| store::find(conn, &function, &id)).await.unwrap();
    assert_eq!(stored.as_ref(), Some(&execution), "what is answered is what is remembered");
    backend.close().await;
    (execution, outcome)
}

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_function_sees_its_path_and_query_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (execution, outcome) = asked(folder.path(), "/a/b?c=d", PATIENCE).await;
    assert_eq!((execution.status, execution.code), (Status::Completed, 200));
    assert_eq!(outcome.response.body, b"/a/b");
    assert_eq!((execution.path.as_str(), execution.logs.as_str()), ("/a/b?c=d", "began\n"));
}

#[tokio::test]
async fn a_panic_fails_its_own_run_and_keeps_what_it_logged() {
    let folder = tempfile::tempdir().unwrap();
    let (execution, outcome) = asked(folder.path(), "/panic", PATIENCE).await;
    assert_eq!((execution.status, execution.code), (Status::Failed, 500));
    assert_eq!(execution.logs, "began\n");
    assert!(!execution.errors.is_empty() && !outcome.timed_out);
}

#[tokio::test(start_paused = true)]
async fn a_run_without_end_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    for (patience, took) in [(PATIENCE, 30), (Duration::from_secs(300), 60)] {
        let (execution, outcome) = asked(folder.path(), "/never", patience).await;
        assert_eq!((execution.status, execution.code), (Status::Failed, 500));
        assert!(outcome.timed_out);
        assert_eq!(outcome.took.as_secs(), took, "its own limit, or its caller's patience");
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_waits_for_half_a_minute_and_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let backend = moody(folder.path()).await;
    let request = axum::http::Request::post("/v1/functions/moody/executions")
        .header("x-appwrite-project", "p")
        .header("x-appwrite-key", backend.api_key())
        .header("content-type", "application/json")
        .body(axum::body::Body::from(r#"{ "path": "/never" }"#))
        .unwrap();
    let response = backend.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 408);
    let refusal = response.extensions().get::<crate::Error>().unwrap();
    assert_eq!(refusal.kind, crate::error::Kind::FunctionSynchronousTimeout);
    backend.close().await;
}

#[tokio::test]
async fn a_run_that_the_process_did_not_survive_is_a_failed_one() {
    let folder = tempfile::tempdir().unwrap();
    let (execution, _) = asked(folder.path(), "/x", PATIENCE).await;
    let conn = rusqlite::Connection::open(folder.path().join("appchat.db")).unwrap();
    conn.execute("UPDATE executions SET status = 'processing', code = 0", []).unwrap();
    asked(folder.path(), "/y", PATIENCE).await;
    let code: u16 = conn
        .query_row(
            "SELECT code FROM executions WHERE id = ?1 AND status = 'failed'",
            [execution.id.as_str()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(code, 500);
}
