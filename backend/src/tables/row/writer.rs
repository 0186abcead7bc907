//! Who writes rows: what every verb needs to know of it.

use appwrite::Timestamp;
use serde_json::Value;

use super::model::Row;
use crate::{
    caller::Caller,
    db::Tx,
    error::Result,
    happening::{Action, Happening, Subject},
    query::Select,
    tables::{definition::Table, family::Family},
};

/// Somebody who writes rows of one table.
pub(super) struct Writer<'a> {
    pub(super) table: &'a Table,
    pub(super) caller: &'a Caller,
    pub(super) now: Timestamp,
    /// In whose words the rows are told, to the caller and to whoever listens.
    pub(super) family: Family,
}

impl Writer<'_> {
    /// The row as it is told.
    pub(super) fn told(&self, row: &Row) -> Result<Value> {
        row.to_json(self.table, &Select::default(), self.family)
    }

    /// Tells whoever may read the row of what was done to it, once the write is committed.
    pub(super) fn announce(&self, tx: &mut Tx<'_>, row: &Row, payload: Value, action: Action) -> Result<()> {
        let table = self.table;
        let mut readers = table.permissions.readers();
        if table.row_security {
            readers.extend(row.grants()?.readers());
        }
        readers.sort();
        readers.dedup();
        tx.announce(Happening {
            subject: Subject::Row {
                database: table.database.clone(),
                table: table.id.clone(),
                row: row.id.clone(),
            },
            action,
            payload,
            readers,
        });
        Ok(())
    }
}
