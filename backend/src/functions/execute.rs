//! From being asked to being remembered: an execution is made, run and written down, whoever asked for it.

use std::{sync::Arc, time::Duration};

use appwrite::Id;
use axum::body::Bytes;

use super::{
    asker::Asker,
    delayed::Delayed,
    deployed::Deployed,
    headers::{self, Pairs, Trigger},
    model::{Execution, Status},
    run::{Outcome, Task},
    running::Place,
    store,
};
use crate::{
    Backend,
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
    /// Whether what the function writes down is kept.
    logging: bool,
    /// Held until the run is over and written down.
    place: Option<Place>,
}

impl Prepared {
    /// Errors: `deployment_not_found`.
    pub(super) fn new(
        backend: &Backend,
        function: &Deployed,
        trigger: Trigger,
        asker: &Asker,
        asked: Asked,
    ) -> Result<Self> {
        let execution = Execution::new(backend, function, trigger, asker, &asked);
        Self::of(backend, function, trigger, asker, asked, execution)
    }

    /// An execution that was put off, now that its time has come. Errors: `deployment_not_found`.
    pub(super) fn resumed(
        backend: &Backend,
        function: &Deployed,
        Delayed { execution, asker, asked }: Delayed,
    ) -> Result<Self> {
        Self::of(backend, function, Trigger::Schedule, &asker, asked, execution)
    }

    fn of(
        backend: &Backend,
        function: &Deployed,
        trigger: Trigger,
        asker: &Asker,
        asked: Asked,
        execution: Execution,
    ) -> Result<Self> {
        let spec = &function.definition.spec;
        let headers = headers::of_run(backend, spec, &execution.id, trigger, asker, asked.headers);
        let task = Task {
            handler: Arc::clone(function.handler()?),
            method: asked.method,
            path: asked.path,
            headers,
            body: asked.body,
            variables: function.environment(&backend.config.deployment.project_id),
            limit: Duration::from_secs(spec.timeout.into()),
        };
        Ok(Self { execution, task, logging: spec.logging, place: None })
    }

    /// The same, in its caller's place.
    pub(super) fn holding(self, place: Option<Place>) -> Self {
        Self { place, ..self }
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
            let outcome = self.task.run(&backend, self.logging).await;
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
            drop(self.place);
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

    /// Runs it with nobody waiting, and returns how it ended when that is written down.
    pub(super) async fn in_turn(self, backend: &Backend) -> Result<Status> {
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

    /// Runs what is written down already, and returns how it ended.
    pub(super) async fn finish(self, backend: &Backend) -> Result<Status> {
        let outcome = self.task.run(backend, self.logging).await;
        let ended = end(self.execution, &outcome, backend);
        let status = ended.status;
        let written = backend
            .db
            .write(move |tx| {
                store::finish(tx, &ended)?;
                tx.announce(ended.happening(Action::Update));
                Ok(())
            })
            .await;
        drop(self.place);
        written?;
        Ok(status)
    }
}

impl Execution {
    /// One that has not begun.
    pub(super) fn new(
        backend: &Backend,
        function: &Deployed,
        trigger: Trigger,
        asker: &Asker,
        asked: &Asked,
    ) -> Self {
        let now = backend.clock.now();
        Self {
            id: Id::unique(now),
            function: function.definition.spec.id.clone(),
            user: asker.user.clone(),
            trigger: trigger.as_str().to_owned(),
            status: Status::Waiting,
            method: asked.method.clone(),
            path: asked.path.clone(),
            request_headers: headers::kept_of_request(&asked.headers, asker),
            response_headers: vec![],
            code: 0,
            logs: String::new(),
            errors: String::new(),
            duration: 0.0,
            created: now,
            updated: now,
            scheduled: None,
            network: asker.network,
        }
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
