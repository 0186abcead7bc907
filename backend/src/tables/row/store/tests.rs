//! Lists against SQLite itself: how it goes about them, and whether they are right.

use appwrite::Query;
use rusqlite::Connection;

use super::*;
use crate::{caller::Person, config::Deployment, tables::Catalog};

mod oracle;
mod plans;

/// A database with what this deployment describes and no rows.
fn database(deployment: &str) -> (Connection, Catalog) {
    let conn = Connection::open_in_memory().unwrap();
    crate::query::teach(&conn).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let schema = crate::db::SCHEMAS.iter().find(|(name, _)| *name == "tables-1").unwrap().1;
    conn.execute_batch(schema).unwrap();
    let catalog = Catalog::default();
    let deployment = Deployment::parse(deployment).unwrap();
    crate::provision::tables(&conn, &catalog, &deployment, Timestamp::from_millis(0)).unwrap();
    (conn, catalog)
}

fn person(name: &str) -> Caller {
    Caller::person(Person {
        id: name.parse().unwrap(),
        name: name.into(),
        email: String::new(),
        active: true,
        verified: false,
        labels: vec![],
        accessed: Timestamp::from_millis(0),
        proof: crate::caller::Proof::Jwt(None),
    })
}
