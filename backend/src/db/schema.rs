//! The tables every instance has. Each service owns a file of steps; a step, once released, is never changed.

use std::path::Path;

use rusqlite::Connection;

use crate::OpenError;

/// What the data folder looks like beside its tables, as `PRAGMA user_version`. It grows when an older binary could
/// not use the folder although it knows every step.
const FORMAT: i64 = 1;

/// Steps by name, in the order they are taken. A new step is a new line at the end.
pub(crate) const SCHEMAS: &[(&str, &str)] = &[
    ("account-1", include_str!("../account/schema.sql")),
    ("tables-1", include_str!("../tables/schema.sql")),
    ("storage-1", include_str!("../storage/schema.sql")),
    ("presences-1", include_str!("../presences/schema.sql")),
    ("functions-1", include_str!("../functions/schema/executions.sql")),
    ("functions-2", include_str!("../functions/schema/definitions.sql")),
    ("storage-2", include_str!("../storage/tokens/schema.sql")),
    ("functions-3", include_str!("../functions/schema/limits.sql")),
    ("folder-1", include_str!("../folder/schema.sql")),
    ("storage-3", include_str!("../storage/sweep/schema.sql")),
    ("folder-2", include_str!("../folder/unknown/schema.sql")),
];

/// Refuses a database that a newer binary has used: this one may not know what it reads or must keep.
pub(crate) fn check_version(conn: &Connection, folder: &Path) -> Result<(), OpenError> {
    let format: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if format > FORMAT {
        return Err(OpenError::Newer(folder.to_owned()));
    }
    let has_steps = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'steps')";
    if !conn.query_row(has_steps, [], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    let mut taken = conn.prepare("SELECT name FROM steps")?;
    for name in taken.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        if !SCHEMAS.iter().any(|(known, _)| *known == name) {
            tracing::error!(step = name, "the database has a step that this version does not know");
            return Err(OpenError::Newer(folder.to_owned()));
        }
    }
    Ok(())
}

/// Takes the steps that have not been taken, all or none.
pub(crate) fn migrate(conn: &Connection) -> rusqlite::Result<()> {
    let tx = conn.unchecked_transaction()?;
    tx.execute_batch("CREATE TABLE IF NOT EXISTS steps (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")?;
    for (name, sql) in SCHEMAS {
        let taken: bool =
            tx.query_row("SELECT EXISTS (SELECT 1 FROM steps WHERE name = ?1)", [name], |row| row.get(0))?;
        if !taken {
            tx.execute_batch(sql)?;
            tx.execute("INSERT INTO steps (name) VALUES (?1)", [name])?;
        }
    }
    tx.pragma_update(None, "user_version", FORMAT)?;
    tx.commit()
}
