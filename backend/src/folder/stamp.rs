//! The half of a data folder's identity that is in the database.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::blobs::has_table;
use crate::secrets;

/// A point in the life of a data folder. The generation grows at each start and each close. The token is random, so
/// that two copies of one folder get different stamps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) generation: i64,
    token: String,
}

/// What the database says about the folder it is in.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) stamp: Stamp,
    /// The digest of the key to the files.
    pub(super) file_key: String,
}

/// The generation of a database whose operator accepted the folder as it is.
const ADOPTED: i64 = -1;

impl Stamp {
    /// The stamp before the first start.
    pub(super) fn first() -> Self {
        Self { generation: 0, token: String::new() }
    }

    pub(super) fn next(&self) -> Self {
        Self { generation: self.generation.saturating_add(1), token: secrets::token(16) }
    }

    /// Writes the stamp of a close.
    pub(super) fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        let sql = "UPDATE data_folder SET generation = ?1, token = ?2";
        conn.execute(sql, (self.generation, &self.token)).map(drop)
    }
}

impl Stored {
    /// Fits to any files: the next start gives both halves a new identity.
    pub(super) fn adopted() -> Self {
        let stamp = Stamp { generation: ADOPTED, token: String::new() };
        Self { id: String::new(), stamp, file_key: String::new() }
    }

    pub(super) fn is_adopted(&self) -> bool {
        self.stamp.generation == ADOPTED
    }

    /// `None` in a new database, and in one from before there were identities.
    pub(super) fn read(conn: &Connection) -> rusqlite::Result<Option<Self>> {
        if !has_table(conn, "data_folder")? {
            return Ok(None);
        }
        conn.query_row("SELECT id, generation, token, file_key FROM data_folder", [], |row| {
            let stamp = Stamp { generation: row.get(1)?, token: row.get(2)? };
            Ok(Self { id: row.get(0)?, stamp, file_key: row.get(3)? })
        })
        .optional()
    }

    pub(super) fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        conn.execute(
            "INSERT OR REPLACE INTO data_folder (one, id, generation, token, file_key) VALUES (1, ?1, ?2, ?3, ?4)",
            (&self.id, self.stamp.generation, &self.stamp.token, &self.file_key),
        )
        .map(drop)
    }
}
