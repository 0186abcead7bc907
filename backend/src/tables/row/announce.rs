//! What others hear of a row.

use serde_json::Value;

use super::model::Row;
use crate::{
    db::Tx,
    error::Result,
    happening::{Action, Happening, Subject},
    tables::definition::Table,
};

/// Tells whoever may read the row, once the write is committed.
pub(super) fn announce(
    tx: &mut Tx<'_>,
    table: &Table,
    row: &Row,
    payload: Value,
    action: Action,
) -> Result<()> {
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
