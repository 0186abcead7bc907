//! Executions that begin later, at the minute their caller asked for. They outlive the process: what came due while it
//! was down begins when it is up again.

use appwrite::{Id, Timestamp};
use axum::body::Bytes;
use rusqlite::Connection;

use super::{
    asker::Asker,
    deployed::Deployed,
    execute::{Asked, Prepared},
    headers::Trigger,
    limits,
    model::{Execution, Status},
    store,
};
use crate::{
    Backend,
    db::{self, Tx},
    error::{Error, Result},
    happening::Action,
};

/// One whose time has come.
pub(super) struct Delayed {
    pub(super) execution: Execution,
    pub(super) asker: Asker,
    pub(super) asked: Asked,
}

/// Writes down that it will run at this moment. Errors: `deployment_not_found`, and those of
/// [`limits::check_scheduled`].
pub(super) async fn delay(
    backend: &Backend,
    function: &Deployed,
    asker: Asker,
    asked: Asked,
    moment: Timestamp,
) -> Result<Execution> {
    function.handler()?;
    let fresh = Execution::new(backend, function, Trigger::Schedule, &asker, &asked);
    let execution = Execution { status: Status::Scheduled, scheduled: Some(moment), ..fresh };
    let written = execution.clone();
    backend
        .db
        .write(move |tx| {
            limits::check_scheduled(tx, &asker, asked.body.len())?;
            store::insert(tx, &written)?;
            let headers = serde_json::to_string(&asked.headers).map_err(Error::internal)?;
            tx.prepare_cached(
                "INSERT INTO delayed (execution, headers, address, body) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((written.id.as_str(), headers, asker.address, asked.body.as_ref()))?;
            tx.announce(written.happening(Action::Create));
            Ok(())
        })
        .await?;
    backend.functions.execution_delayed();
    Ok(execution)
}

/// When the next of them begins.
pub(super) fn next(conn: &Connection) -> Result<Option<Timestamp>> {
    let sql = "SELECT min(scheduled) FROM executions WHERE status = 'scheduled'";
    let moment: Option<i64> = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(moment.map(Timestamp::from_millis))
}

/// Begins those whose time has come, each on its own.
pub(super) async fn begin_due(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    let due = backend.db.write(move |tx| take_due(tx, now)).await?;
    for delayed in due {
        let backend = backend.clone();
        tokio::spawn(async move {
            let execution = delayed.execution.clone();
            let begun = match Deployed::of_id(&backend, &execution.function).await {
                Ok(function) => Prepared::resumed(&backend, &function, delayed),
                Err(error) => Err(error),
            };
            // A failure to write was logged where it happened.
            let _ = match begun {
                Ok(prepared) => prepared.finish(&backend).await.map(drop),
                Err(error) => fail(&backend, execution, &error).await,
            };
        });
    }
    Ok(())
}

/// Takes them out of waiting for their moment, so that each begins once.
fn take_due(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Delayed>> {
    let sql = format!(
        "SELECT {}, headers, address, body FROM executions JOIN delayed ON execution = id
         WHERE status = 'scheduled' AND scheduled <= ?1 ORDER BY scheduled, seq",
        store::COLUMNS
    );
    let due = tx
        .prepare_cached(&sql)?
        .query_map([now.millis()], |row| {
            let execution = store::read(row)?;
            let address = row.get("address")?;
            let headers = db::json(row, row.as_ref().column_index("headers")?)?;
            let body: Vec<u8> = row.get("body")?;
            let asked = Asked {
                method: execution.method.clone(),
                path: execution.path.clone(),
                headers,
                body: Bytes::from(body),
            };
            let asker =
                Asker { user: execution.user.clone(), session: None, address, network: execution.network };
            Ok(Delayed { execution, asker, asked })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut begun = vec![];
    for delayed in due {
        let execution = Execution { status: Status::Processing, updated: now, ..delayed.execution };
        forget(tx, &execution.id)?;
        store::finish(tx, &execution)?;
        tx.announce(execution.happening(Action::Update));
        begun.push(Delayed { execution, ..delayed });
    }
    Ok(begun)
}

fn forget(tx: &Tx<'_>, execution: &Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM delayed WHERE execution = ?1")?.execute([execution.as_str()])?;
    Ok(())
}

/// Its function is gone, or nothing runs it any more.
async fn fail(backend: &Backend, execution: Execution, why: &Error) -> Result<()> {
    let ended = Execution {
        status: Status::Failed,
        code: 500,
        errors: why.to_string(),
        updated: backend.clock.now(),
        ..execution
    };
    backend
        .db
        .write(move |tx| {
            store::finish(tx, &ended)?;
            tx.announce(ended.happening(Action::Update));
            Ok(())
        })
        .await
}
