//! What an acknowledged write survives.

use rusqlite::Connection;

/// What an acknowledged write survives. Files are on the disk before they are acknowledged in both cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// The end of the process at any moment. A power cut may cost the last commits, never the integrity of the
    /// database.
    #[default]
    Process,
    /// A power cut as well: each commit waits for the disk.
    Power,
}

impl Durability {
    /// The value of `PRAGMA synchronous`, in WAL mode.
    fn synchronous(self) -> &'static str {
        match self {
            Self::Process => "NORMAL",
            Self::Power => "FULL",
        }
    }

    pub(super) fn set(self, conn: &Connection) -> rusqlite::Result<()> {
        conn.pragma_update(None, "synchronous", self.synchronous())
    }
}

/// Does some work whose commits survive a power cut, whatever the connection's own durability is. Not within a
/// transaction.
pub(crate) fn durably<T, E: From<rusqlite::Error>>(
    conn: &Connection,
    own: Durability,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    Durability::Power.set(conn)?;
    let outcome = work();
    own.set(conn)?;
    outcome
}

#[cfg(test)]
mod tests {
    use crate::{
        Clock, Durability,
        db::{Db, connect},
        realtime::Hub,
    };

    /// SQLite's number for it: 1 waits for the disk at checkpoints, 2 at each commit.
    fn in_force(conn: &rusqlite::Connection) -> i64 {
        conn.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap()
    }

    #[tokio::test]
    async fn commits_wait_for_the_disk_where_a_power_cut_must_cost_none() {
        for (durability, expected) in [(Durability::Process, 1), (Durability::Power, 2)] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("db");
            let hub = Hub::new(Clock::system(), "p".parse().unwrap());
            let db = Db::start(connect(&path, durability).unwrap(), &path, durability, hub, None).unwrap();
            let read = async || db.write(|tx| Ok(in_force(tx))).await.unwrap();
            assert_eq!(read().await, expected);
            // A write that must survive a power cut does so in either case, and leaves the others as they were.
            assert_eq!(db.write_durably(|tx| Ok(in_force(tx))).await.unwrap(), 2);
            assert!(db.write_durably(|_| Err::<(), _>(crate::error::Kind::BadRequest.into())).await.is_err());
            assert_eq!(read().await, expected);
            db.close().await;
        }
    }

    #[tokio::test]
    async fn a_backend_is_opened_with_the_durability_it_is_configured_for() {
        for (durability, expected) in [(Durability::Process, 1), (Durability::Power, 2)] {
            let folder = tempfile::tempdir().unwrap();
            let deployment = crate::Deployment::parse(r#"{ "projectId": "p" }"#).unwrap();
            let mut config = crate::Config::new(folder.path(), deployment);
            config.durability = durability;
            let backend = crate::Backend::open(config).await.unwrap();
            assert_eq!(backend.db.write(|tx| Ok(in_force(tx))).await.unwrap(), expected);
            backend.close().await;
        }
    }
}
