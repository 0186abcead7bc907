//! From being asked to being remembered: an execution is made, run and written down, whoever asked for it.

use std::{sync::Arc, time::Duration};

use appwrite::Id;
use axum::body::Bytes;

use super::{
    headers::{self, Pairs, Trigger},
    model::{Execution, Status},
    registry::Deployed,
    run::{self, Outcome, Task},
    store,
};
use crate::{
    Backend,
    caller::Caller,
    error::{Error, Result},
    happening::Action,
};

/// What a caller, or a schedule, asks of a function.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    /// With its query.
    pub(super) path: String,
    pub(super) headers: Pairs,
    pub(super) body: Bytes,
}

/// An execution that has not begun.
pub(super) struct Prepared {
    execution: Execution,
    task: Task,
}

impl Prepared {
    /// Errors: `deployment_not_found`.
    pub(super) fn new(
        backend: &Backend,
        function: &Deployed,
        trigger: Trigger,
        caller: Option<&Caller>,
        asked: Asked,
    ) -> Result<Self> {
        let now = backend.clock.now();
        let id = Id::unique(now);
        let handler = Arc::clone(function.handler()?);
        let headers = headers::of_run(backend, function, &id, trigger, caller, asked.headers);
        let execution = Execution {
            id,
            function: function.spec.id.clone(),
            user: caller.and_then(Caller::user_id).cloned(),
            trigger: trigger.as_str().to_owned(),
            status: Status::Waiting,
            method: asked.method.clone(),
            path: asked.path.clone(),
            request_headers: headers::kept(&headers),
            response_headers: vec![],
            code: 0,
            logs: String::new(),
            errors: String::new(),
            duration: 0.0,
            created: now,
            updated: now,
        };
        let task = Task {
            handler,
            method: asked.method,
            path: asked.path,
            headers,
            body: asked.body,
            limit: Duration::from_secs(function.spec.timeout.into()),
        };
        Ok(Self { execution, task })
    }

    /// Runs it while its caller waits, for so long at most, and writes it down when it is over. It is finished and
    /// remembered even if the caller hangs up.
    pub(super) async fn at_once(
        mut self,
        backend: &Backend,
        patience: Duration,
    ) -> Result<(Execution, Outcome)> {
        self.task.limit = self.task.limit.min(patience);
        let backend = backend.clone();
        let whole = tokio::spawn(async move {
            let outcome = run::run(&backend, self.task).await;
            let ended = end(self.execution, &outcome, &backend);
            let written = ended.clone();
            backend
                .db
                .write(move |tx| {
                    store::insert(tx, &written)?;
                    tx.announce(written.happening(Action::Create));
                    Ok(())
                })
                .await?;
            Ok((ended, outcome))
        });
        whole.await.map_err(Error::internal)?
    }

    /// Writes down that it will run, and leaves it to run on its own.
    pub(super) async fn later(self, backend: &Backend) -> Result<Execution> {
        let accepted = self.announce(backend).await?;
        let backend = backend.clone();
        tokio::spawn(async move { self.finish(&backend).await });
        Ok(accepted)
    }

    /// Runs it with nobody waiting, and returns when it is over and written down.
    pub(super) async fn in_turn(self, backend: &Backend) -> Result<()> {
        self.announce(backend).await?;
        self.finish(backend).await
    }

    async fn announce(&self, backend: &Backend) -> Result<Execution> {
        let accepted = self.execution.clone();
        let written = accepted.clone();
        backend
            .db
            .write(move |tx| {
                store::insert(tx, &written)?;
                tx.announce(written.happening(Action::Create));
                Ok(())
            })
            .await?;
        Ok(accepted)
    }

    async fn finish(self, backend: &Backend) -> Result<()> {
        let outcome = run::run(backend, self.task).await;
        let ended = end(self.execution, &outcome, backend);
        backend
            .db
            .write(move |tx| {
                store::finish(tx, &ended)?;
                tx.announce(ended.happening(Action::Update));
                Ok(())
            })
            .await
    }
}

/// The execution, now that it is known how the run went.
fn end(execution: Execution, outcome: &Outcome, backend: &Backend) -> Execution {
    Execution {
        status: outcome.status(),
        code: outcome.response.status,
        response_headers: headers::kept(&outcome.response.headers),
        logs: outcome.logs.clone(),
        errors: outcome.errors.clone(),
        duration: outcome.took.as_secs_f64(),
        updated: backend.clock.now(),
        ..execution
    }
}
