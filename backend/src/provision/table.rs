//! One table, its columns and its indexes.

use std::sync::Arc;

use appwrite::Timestamp;
use rusqlite::Connection;

use crate::{
    access::{Grants, Thing},
    config::TableSpec,
    error::{Error, Kind, Result},
    tables::{
        Catalog, column,
        definition::{Column, Table},
        index, table,
    },
};

mod change;

pub(super) fn provision(
    conn: &Connection,
    catalog: &Catalog,
    spec: &TableSpec,
    now: Timestamp,
) -> Result<()> {
    let named = |error: Error| refuse(spec, &error.message);
    let settings = table::store::Settings {
        name: spec.name.clone(),
        enabled: spec.enabled,
        row_security: spec.row_security,
        permissions: Grants::of(spec.permissions.iter().cloned(), Thing::Container),
    };
    let current = || catalog.table(conn, &spec.database_id, &spec.id);
    match current() {
        Ok(found) if table::store::Settings::of(&found) == settings => {}
        Ok(found) => table::store::update(conn, &found, &settings, now).map_err(named)?,
        Err(error) if error.kind == Kind::TableNotFound => {
            table::store::create(conn, &spec.database_id, &spec.id, &settings, now).map_err(named)?;
        }
        Err(error) => return Err(named(error)),
    }
    for wanted in &spec.columns {
        let of_column = |error: Error| refuse(spec, format!("column \"{}\": {}", wanted.key, error.message));
        let found: Arc<Table> = current()?;
        match found.column(wanted.key.as_str()) {
            None => drop(column::store::create(conn, &found, wanted, now).map_err(of_column)?),
            Some(there) => change::column(conn, &found, there, wanted, now).map_err(of_column)?,
        }
    }
    for wanted in &spec.indexes {
        let of_index = |error: Error| refuse(spec, format!("index \"{}\": {}", wanted.key, error.message));
        let found = current()?;
        if let Some(there) = found.index(&wanted.key) {
            if there.spec == *wanted {
                continue;
            }
            // An index holds nothing that its rows do not.
            index::store::delete(conn, &found, there).map_err(of_index)?;
        }
        index::store::create(conn, &*current()?, wanted, now).map_err(of_index)?;
    }
    tell_of_the_rest(&*current()?, spec);
    Ok(())
}

/// Says what is there and not described. It stays: dropping it would lose what rows hold.
fn tell_of_the_rest(table: &Table, spec: &TableSpec) {
    let described = |column: &&Column| spec.columns.iter().any(|wanted| wanted.key == column.spec.key);
    for column in table.columns.iter().filter(|column| !described(column)) {
        tracing::warn!(table = %table.id, column = %column.spec.key, "kept a column that is not described");
    }
    for index in &table.indexes {
        if !spec.indexes.iter().any(|wanted| wanted.key == index.spec.key) {
            tracing::warn!(table = %table.id, index = %index.spec.key, "kept an index that is not described");
        }
    }
}

fn refuse(spec: &TableSpec, why: impl std::fmt::Display) -> Error {
    Error::new(Kind::BadRequest, format!("table \"{}\" of database \"{}\": {why}", spec.id, spec.database_id))
}
