//! The database: one writer that commits what has queued up in groups, and a pool of readers beside it.
//!
//! A write is a closure over a [`Tx`]. It sees every write before it; it is acknowledged only after its group's
//! commit, and what it [announces](Tx::announce) is published then, in commit order. A closure that fails is rolled
//! back alone, without harm to its group.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::{
    error::{Error, Result},
    folder::Opened,
    happening::Happening,
    realtime::Hub,
};

mod durability;
mod schema;
mod writer;

pub use durability::Durability;
pub(crate) use durability::durably;
#[cfg(test)]
pub(crate) use schema::SCHEMAS;
pub(crate) use schema::{check_version, migrate};

/// Readers at once: SQLite reads are short, and more threads than this only wait for each other.
const READERS: usize = 8;
/// Writes that may wait before callers do.
const QUEUE: usize = 1024;

#[derive(Clone)]
pub(crate) struct Db {
    writes: Arc<Mutex<Option<mpsc::Sender<writer::Job>>>>,
    finished: Arc<tokio::sync::watch::Receiver<bool>>,
    readers: Arc<Readers>,
}

struct Readers {
    free: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

/// One write under way.
pub(crate) struct Tx<'a> {
    conn: &'a Connection,
    announced: Vec<Happening>,
    settled: Vec<Settled>,
}

/// What is done once a write is committed.
type Settled = Box<dyn FnOnce() + Send>;

impl Tx<'_> {
    /// Tells everybody who may know, once this write is committed; nobody, if it is not.
    pub(crate) fn announce(&mut self, happening: Happening) {
        self.announced.push(happening);
    }

    /// Does this once the write is committed, before anybody hears of it; never, if it is not.
    pub(crate) fn once_committed(&mut self, work: impl FnOnce() + Send + 'static) {
        self.settled.push(Box::new(work));
    }
}

impl std::ops::Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.conn
    }
}

impl Db {
    /// Starts the writer on a connection whose schema is up to date, and opens the readers. The folder stays in use
    /// until the writer has ended.
    pub(crate) fn start(
        writer: Connection,
        path: &Path,
        durability: Durability,
        hub: Hub,
        folder: Option<Opened>,
    ) -> rusqlite::Result<Self> {
        writer.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        let readers = (0..READERS).map(|_| reader(path)).collect::<rusqlite::Result<Vec<_>>>()?;
        let (writes, queue) = mpsc::channel(QUEUE);
        let (done, finished) = tokio::sync::watch::channel(false);
        std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || {
                let mut folder = folder;
                writer::run(&writer, durability, queue, &hub);
                if let Some(folder) = &mut folder {
                    folder.close(&writer, durability);
                }
                drop(writer);
                drop(folder);
                let _ = done.send(true);
            })
            .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(cause.into()))?;
        Ok(Self {
            writes: Arc::new(Mutex::new(Some(writes))),
            finished: Arc::new(finished),
            readers: Arc::new(Readers {
                free: Mutex::new(readers),
                permits: Arc::new(Semaphore::new(READERS)),
            }),
        })
    }

    /// Runs a write and waits until it is committed. What it announced is published before this returns.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.queue(work, Durability::Process).await
    }

    /// Like [`write`](Self::write), but the commit survives a power cut, whatever the database's durability is.
    pub(crate) async fn write_durably<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.queue(work, Durability::Power).await
    }

    async fn queue<T, F>(&self, work: F, at_least: Durability) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.sender()?.send(writer::job(work, at_least, reply)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }

    /// Like [`write_durably`](Self::write_durably), for a thread that may wait.
    pub(crate) fn write_durably_blocking<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = writer::job(work, Durability::Power, reply);
        self.sender()?.blocking_send(job).map_err(|_| stopped())?;
        answer.blocking_recv().map_err(|_| stopped())?
    }

    fn sender(&self) -> Result<mpsc::Sender<writer::Job>> {
        self.writes.lock().map_err(|_| stopped())?.clone().ok_or_else(stopped)
    }

    /// Runs a read on a thread where waiting for the disk holds nobody up. All its statements see the same moment.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        let permit = Arc::clone(&readers.permits).acquire_owned().await.map_err(|_| stopped())?;
        let pool = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || {
            // Given back after the connection, also when nobody waits for the answer any more.
            let _permit = permit;
            let conn = pool.free.lock().map_err(|_| stopped())?.pop().ok_or_else(stopped)?;
            let conn = Lent { conn: Some(conn), pool: &pool };
            let snapshot = conn.conn.as_ref().ok_or_else(stopped)?.unchecked_transaction()?;
            work(&snapshot)
        })
        .await
        .map_err(Error::internal)?
    }

    /// Ends all reads, lets no more writes in and waits until those that were are committed. Then the database is
    /// one file again, and the folder free for another process.
    pub(crate) async fn close(&self) {
        // Readers go first, so that the writer's connection is the last: SQLite then removes the write-ahead log.
        let all = u32::try_from(READERS).unwrap_or(u32::MAX);
        let idle = self.readers.permits.acquire_many(all).await;
        self.readers.permits.close();
        drop(idle);
        if let Ok(mut free) = self.readers.free.lock() {
            free.clear();
        }
        if let Ok(mut sender) = self.writes.lock() {
            sender.take();
        }
        let mut finished = (*self.finished).clone();
        let _ = finished.wait_for(|done| *done).await;
    }
}

/// A reader that goes back to its pool however the read ends.
struct Lent<'a> {
    conn: Option<Connection>,
    pool: &'a Readers,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let (Some(conn), Ok(mut free)) = (self.conn.take(), self.pool.free.lock()) {
            free.push(conn);
        }
    }
}

/// Opens the file for the writer. Changes nothing in a database that exists, not even by being closed again.
pub(crate) fn connect(path: &Path, durability: Durability) -> rusqlite::Result<Connection> {
    let writer = Connection::open(path)?;
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    writer.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
    )?;
    durability.set(&writer)?;
    rusqlite::vtab::array::load_module(&writer)?;
    crate::query::teach(&writer)?;
    writer.set_prepared_statement_cache_capacity(256);
    Ok(writer)
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;")?;
    rusqlite::vtab::array::load_module(&conn)?;
    crate::query::teach(&conn)?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn)
}

fn stopped() -> Error {
    Error::internal("the database is closed")
}

/// An identifier we stored ourselves, as its type.
pub(crate) fn id(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<appwrite::Id> {
    let text: String = row.get(column)?;
    text.parse().map_err(|invalid: appwrite::wire::InvalidId| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, invalid.into())
    })
}

/// A network we stored ourselves.
pub(crate) fn network(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<appwrite::Network> {
    let text: String = row.get(column)?;
    text.parse().map_err(|cause: appwrite::InvalidNetwork| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    })
}

/// A value we stored ourselves as JSON. One that cannot be read is an error, never an empty value.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    })
}

/// One of a few words, stored by ourselves as plain text.
pub(crate) fn word<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(text.into()).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    })
}

/// A moment we stored ourselves.
pub(crate) fn moment(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<appwrite::Timestamp> {
    row.get(column).map(appwrite::Timestamp::from_millis)
}
