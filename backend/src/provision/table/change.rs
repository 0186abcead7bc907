//! A column that is there, and is now described otherwise.

use appwrite::Timestamp;
use rusqlite::Connection;

use crate::{
    config::{ColumnKind, ColumnSpec},
    error::{Error, Kind, Result},
    tables::{
        column::store,
        definition::{Column, Table},
    },
};

/// Changes the column if every row keeps what it holds. Errors: why it cannot.
pub(super) fn column(
    conn: &Connection,
    table: &Table,
    there: &Column,
    wanted: &ColumnSpec,
    now: Timestamp,
) -> Result<()> {
    let wanted = wanted.clone().normal();
    if there.spec == wanted {
        return Ok(());
    }
    let (old, new) = (there.spec.kind.as_str(), wanted.kind.as_str());
    if family(there.spec.kind) != family(wanted.kind) {
        return refuse(format!("its type cannot change from {old} to {new}: rows would lose what they hold"));
    }
    if there.spec.array != wanted.array {
        return refuse("it cannot change between one value and an array: rows would lose what they hold");
    }
    if is_text(wanted.kind) && wanted.longest() < there.spec.longest() {
        let longest = store::longest(conn, table, there)?;
        if longest > wanted.longest() {
            return refuse(format!(
                "its size cannot shrink to {}: a row holds {longest} characters",
                wanted.longest()
            ));
        }
    }
    for element in there.spec.elements.iter().filter(|element| !wanted.elements.contains(element)) {
        if wanted.format.as_deref() == Some("enum") && store::holds(conn, table, there, element)? {
            return refuse(format!("its element \"{element}\" cannot go: a row holds it"));
        }
    }
    store::update(conn, table, there, wanted, now).map(drop)
}

/// Kinds of one family keep the same values.
fn family(kind: ColumnKind) -> u8 {
    match kind {
        kind if is_text(kind) => 0,
        ColumnKind::Integer | ColumnKind::BigInt => 1,
        ColumnKind::Double => 2,
        ColumnKind::Boolean => 3,
        _ => 4,
    }
}

fn is_text(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::String
            | ColumnKind::Varchar
            | ColumnKind::Text
            | ColumnKind::MediumText
            | ColumnKind::LongText
    )
}

fn refuse(why: impl Into<String>) -> Result<()> {
    Err(Error::new(Kind::BadRequest, why))
}
