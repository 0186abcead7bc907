//! The tables there are, kept in memory. What is kept is checked against the database's own stamp whenever it is
//! used, on the connection that uses it, so a schema change is seen by exactly those who can see its commit.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use appwrite::Id;
use rusqlite::{Connection, OptionalExtension};

use super::definition::{Column, Index, Table};
use crate::{
    access::Grants,
    caller::Caller,
    db::{id, moment},
    error::{Error, Kind, Result},
};

/// Every table that was asked for, by database and id.
#[derive(Default)]
pub(crate) struct Catalog {
    known: RwLock<HashMap<Id, HashMap<Id, Arc<Table>>>>,
}

impl Catalog {
    /// The table as this connection sees it, for a caller who wants its rows. Errors: `database_not_found` and
    /// `table_not_found`, also for what is disabled, unless a key asks.
    pub(crate) fn open(
        &self,
        conn: &Connection,
        database: &Id,
        table: &Id,
        caller: &Caller,
    ) -> Result<Arc<Table>> {
        let found = self.table(conn, database, table)?;
        if !caller.is_key() && !found.database_enabled {
            return Err(Kind::DatabaseNotFound.into());
        }
        if !caller.is_key() && !found.enabled {
            return Err(Kind::TableNotFound.into());
        }
        Ok(found)
    }

    /// The table as this connection sees it. Errors: `database_not_found`, `table_not_found`.
    pub(crate) fn table(&self, conn: &Connection, database: &Id, table: &Id) -> Result<Arc<Table>> {
        if let Some(known) = self.known(database, table)
            && is_current(conn, &known)?
        {
            return Ok(known);
        }
        let loaded = load(conn, database, table).map(Arc::new);
        let mut known = self.known.write().map_err(|_| Error::internal("the catalogue is poisoned"))?;
        let tables = known.entry(database.clone()).or_default();
        match &loaded {
            Ok(loaded) => drop(tables.insert(table.clone(), Arc::clone(loaded))),
            Err(_) => drop(tables.remove(table)),
        }
        if tables.is_empty() {
            known.remove(database);
        }
        loaded
    }

    fn known(&self, database: &Id, table: &Id) -> Option<Arc<Table>> {
        self.known.read().ok()?.get(database)?.get(table).cloned()
    }
}

fn is_current(conn: &Connection, table: &Table) -> Result<bool> {
    let stamp = conn
        .prepare_cached("SELECT stamp FROM tables WHERE seq = ?1")?
        .query_row([table.seq], |row| row.get::<_, i64>(0))
        .optional()?;
    Ok(stamp == Some(table.stamp))
}

/// Says that what is kept of this table is out of date. Part of every write that changes it.
pub(super) fn restamp(conn: &Connection, table: i64) -> Result<()> {
    // Random rather than counted: a write that is rolled back must not leave its number to another change.
    conn.prepare_cached("UPDATE tables SET stamp = random() WHERE seq = ?1")?.execute([table])?;
    Ok(())
}

fn load(conn: &Connection, database: &Id, table: &Id) -> Result<Table> {
    let found = conn
        .prepare_cached(
            "SELECT t.seq, t.name, t.enabled, t.row_security, t.permissions, t.stamp, t.created, t.updated,
               d.enabled
             FROM tables t JOIN databases d ON d.seq = t.database WHERE d.id = ?1 AND t.id = ?2",
        )?
        .query_row((database.as_str(), table.as_str()), |row| {
            let permissions: String = row.get(4)?;
            let table = Table {
                seq: row.get(0)?,
                database: database.clone(),
                id: table.clone(),
                name: row.get(1)?,
                enabled: row.get(2)?,
                row_security: row.get(3)?,
                permissions: Grants::default(),
                stamp: row.get(5)?,
                created: moment(row, 6)?,
                updated: moment(row, 7)?,
                database_enabled: row.get(8)?,
                columns: vec![],
                indexes: vec![],
                sql: super::definition::Names::default(),
            };
            Ok((table, permissions))
        })
        .optional()?;
    let Some((mut found, permissions)) = found else {
        let known: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM databases WHERE id = ?1)")?
            .query_row([database.as_str()], |row| row.get(0))?;
        return Err(if known { Kind::TableNotFound } else { Kind::DatabaseNotFound }.into());
    };
    found.permissions = Grants::from_stored(&permissions)?;
    found.columns = parts(conn, "columns", found.seq, |row, spec| {
        let spec = serde_json::from_str(spec).map_err(Error::internal)?;
        Ok(Column { seq: row.0, spec, created: row.2, updated: row.3 })
    })?;
    found.indexes = parts(conn, "indexes", found.seq, |row, spec| {
        let spec = serde_json::from_str(spec).map_err(Error::internal)?;
        Ok(Index { seq: row.0, spec, created: row.2, updated: row.3 })
    })?;
    found.name_in_sql();
    Ok(found)
}

type Part = (i64, Id, appwrite::Timestamp, appwrite::Timestamp);

fn parts<T>(
    conn: &Connection,
    kind: &str,
    owner: i64,
    build: impl Fn(Part, &str) -> Result<T>,
) -> Result<Vec<T>> {
    let sql = format!("SELECT seq, id, created, updated, spec FROM {kind} WHERE owner = ?1 ORDER BY seq");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([owner], |row| {
        Ok(((row.get(0)?, id(row, 1)?, moment(row, 2)?, moment(row, 3)?), row.get::<_, String>(4)?))
    })?;
    rows.map(|row| row.map_err(Error::from).and_then(|(part, spec)| build(part, &spec))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::table::store::{self, Settings};

    #[test]
    fn a_change_that_was_undone_is_not_remembered_even_by_who_saw_it() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("schema.sql")).unwrap();
        let (database, table): (Id, Id) = ("db".parse().unwrap(), "t".parse().unwrap());
        let now = appwrite::Timestamp::from_millis(0);
        let called = |name: &str| Settings {
            name: name.into(),
            enabled: true,
            row_security: true,
            permissions: Grants::default(),
        };
        crate::tables::database::store::create(&conn, &database, "db", true, now).unwrap();
        store::create(&conn, &database, &table, &called("first"), now).unwrap();
        let catalog = Catalog::default();
        let current = || catalog.table(&conn, &database, &table).unwrap();
        assert!(Arc::ptr_eq(&current(), &current()), "what did not change is not read again");

        conn.execute_batch("SAVEPOINT change").unwrap();
        store::update(&conn, &current(), &called("undone"), now).unwrap();
        assert_eq!(current().name, "undone");
        conn.execute_batch("ROLLBACK TO change").unwrap();
        assert_eq!(current().name, "first");

        store::delete(&conn, &current()).unwrap();
        assert_eq!(catalog.table(&conn, &database, &table).unwrap_err().kind, Kind::TableNotFound);
    }
}
