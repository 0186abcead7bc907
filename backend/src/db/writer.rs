//! The one thread that writes. Under load, groups form by themselves: whatever queued up during a commit shares
//! the next one.

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{Durability, Settled, Tx};
use crate::{
    error::{Error, Result},
    happening::Happening,
    realtime::Hub,
};

/// The most writes in one commit, so that the first of them does not wait long for its answer.
const GROUP: usize = 128;

/// A write that waits for its turn.
pub(super) struct Job {
    run: Box<dyn FnOnce(&Connection) -> Done + Send>,
    at_least: Durability,
}

/// A write that was run and waits for the commit of its group.
pub(super) struct Done {
    announced: Vec<Happening>,
    settled: Vec<Settled>,
    /// Answers the caller; the argument is the group's fate.
    answer: Box<dyn FnOnce(Result<()>) + Send>,
}

pub(super) fn job<T, F>(work: F, at_least: Durability, reply: oneshot::Sender<Result<T>>) -> Job
where
    T: Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    let run = Box::new(move |conn: &Connection| {
        let mut tx = Tx { conn, announced: vec![], settled: vec![] };
        let outcome = alone(conn, || work(&mut tx));
        // What a rolled-back write announced has not happened.
        let (announced, settled) =
            if outcome.is_ok() { (tx.announced, tx.settled) } else { (vec![], vec![]) };
        let answer = Box::new(move |fate: Result<()>| {
            let _ = reply.send(fate.and(outcome));
        });
        Done { announced, settled, answer }
    });
    Job { run, at_least }
}

pub(super) fn run(conn: &Connection, own: Durability, mut queue: mpsc::Receiver<Job>, hub: &Hub) {
    while let Some(first) = queue.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP {
            let Ok(next) = queue.try_recv() else { break };
            group.push(next);
        }
        // A group commits once, so it commits as durably as any of its writes asks.
        let asked = group.iter().any(|job| job.at_least == Durability::Power);
        if asked && own != Durability::Power {
            commit_durably(conn, own, group, hub);
        } else {
            commit(conn, group, hub);
        }
    }
}

fn commit_durably(conn: &Connection, own: Durability, group: Vec<Job>, hub: &Hub) {
    let done = super::durably(conn, own, || {
        commit(conn, group, hub);
        Ok::<_, rusqlite::Error>(())
    });
    if let Err(cause) = done {
        tracing::error!(%cause, "the durability of a commit could not be changed");
    }
}

fn commit(conn: &Connection, group: Vec<Job>, hub: &Hub) {
    let began = control(conn, "BEGIN IMMEDIATE").map_err(Error::internal);
    let done: Vec<Done> = match &began {
        Ok(()) => group.into_iter().map(|job| (job.run)(conn)).collect(),
        // Without a transaction nothing is run; dropping the jobs tells their callers.
        Err(_) => return,
    };
    let fate = control(conn, "COMMIT").map_err(Error::internal);
    if fate.is_err() {
        let _ = control(conn, "ROLLBACK");
    }
    for Done { announced, settled, answer } in done {
        if fate.is_ok() {
            settled.into_iter().for_each(|work| work());
            announced.into_iter().for_each(|happening| hub.publish(happening));
        }
        answer(fate.clone());
    }
}

/// Runs one write so that its failure undoes it and nothing else.
fn alone<T>(conn: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    control(conn, "SAVEPOINT one")?;
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::internal("a write panicked")));
    if outcome.is_err() {
        control(conn, "ROLLBACK TO one")?;
    }
    control(conn, "RELEASE one")?;
    outcome
}

/// Begins or ends something. These words are said more often than any others, so they are parsed once.
fn control(conn: &Connection, words: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(words)?.execute([]).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use crate::{
        Clock, Durability,
        db::{Db, connect},
        error::Kind,
        realtime::Hub,
    };

    #[tokio::test]
    async fn what_waits_for_a_commit_is_done_by_the_answer_and_never_if_the_write_failed() {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::new(Clock::system(), "p".parse().unwrap());
        let path = folder.path().join("db");
        let conn = connect(&path, Durability::Process).unwrap();
        let db = Db::start(conn, &path, Durability::Process, hub, None).unwrap();
        let done: Arc<Mutex<Vec<bool>>> = Arc::default();
        for succeeds in [true, false, true] {
            let noted = Arc::clone(&done);
            let written = db.write(move |tx| {
                tx.once_committed(move || noted.lock().unwrap().push(succeeds));
                if succeeds { Ok(()) } else { Err(Kind::BadRequest.into()) }
            });
            assert_eq!(written.await.is_ok(), succeeds);
        }
        assert_eq!(*done.lock().unwrap(), [true, true]);
    }
}
