use std::sync::Arc;

use axum::body::Bytes;

use super::*;
use crate::{
    Backend, Clock, Config, Deployment,
    functions::{
        Function, Request, Response, Running,
        deployed::Deployed,
        execute::Asked,
        headers::Trigger,
        model::{Execution, Status},
        store,
    },
};

struct Quiet;

impl Function for Quiet {
    fn run(&self, _: Request) -> Running<'_> {
        Box::pin(async { Response::default() })
    }
}

async fn backend(folder: &std::path::Path) -> Backend {
    let deployment = r#"{ "projectId": "p", "functions": [{ "$id": "quiet", "name": "Quiet" }] }"#;
    let mut config = Config::new(folder, Deployment::parse(deployment).unwrap());
    config.functions = vec![("quiet".parse().unwrap(), Arc::new(Quiet))];
    config.clock = Clock::system();
    Backend::open(config).await.unwrap()
}

/// Ended runs of guests at this address.
async fn run(backend: &Backend, address: &str, count: usize) {
    let function = Deployed::of_id(backend, &"quiet".parse().unwrap()).await.unwrap();
    let asker = Asker { network: address.parse().ok(), ..Asker::default() };
    let asked = Asked { method: "GET".into(), path: "/".into(), headers: vec![], body: Bytes::new() };
    let runs: Vec<_> = (0..count)
        .map(|_| {
            let run = Execution::new(backend, &function, Trigger::Http, &asker, &asked);
            Execution { status: Status::Completed, ..run }
        })
        .collect();
    backend.db.write(move |tx| runs.iter().try_for_each(|run| store::insert(tx, run))).await.unwrap();
}

async fn kept(backend: &Backend, network: &'static str) -> usize {
    let sql = "SELECT count(*) FROM executions WHERE network = ?1";
    backend.db.read(move |conn| Ok(conn.query_row(sql, [network], |row| row.get(0))?)).await.unwrap()
}

#[tokio::test]
async fn the_newest_runs_of_a_network_are_kept_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let backend = backend(folder.path()).await;
    run(&backend, "192.0.2.1", 1).await;
    for host in ["::1", "::2"] {
        run(&backend, &format!("2001:db8:0:1{host}"), KEPT_PER_NETWORK / 2 + 10).await;
    }
    assert_eq!(kept(&backend, "2001:db8:0:1::/64").await, KEPT_PER_NETWORK);
    assert_eq!(kept(&backend, "192.0.2.1").await, 1);
    backend.close().await;
}
