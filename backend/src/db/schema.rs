//! The tables every instance has. Each service owns a file of steps; a step, once released, is never changed.

use rusqlite::Connection;

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
];

/// Takes the steps that have not been taken, all or none.
pub(super) fn migrate(conn: &Connection, steps: &[(&str, &str)]) -> rusqlite::Result<()> {
    let tx = conn.unchecked_transaction()?;
    tx.execute_batch("CREATE TABLE IF NOT EXISTS steps (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")?;
    for (name, sql) in steps {
        let taken: bool =
            tx.query_row("SELECT EXISTS (SELECT 1 FROM steps WHERE name = ?1)", [name], |row| row.get(0))?;
        if !taken {
            tx.execute_batch(sql)?;
            tx.execute("INSERT INTO steps (name) VALUES (?1)", [name])?;
        }
    }
    tx.commit()
}
