//! A row, as stored and as answered.

use appwrite::{Id, Timestamp};
use rusqlite::types::Value as Sql;
use serde_json::{Map, Value, json};

use crate::{
    access::Grants,
    config::{ColumnKind, ColumnSpec},
    error::{Error, Result},
    query::Select,
    tables::{definition::Table, family::Family},
};

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) seq: i64,
    pub(crate) id: Id,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// As stored: a JSON list. Most rows that are read are only passed on.
    pub(crate) permissions: String,
    /// One for each of the table's columns, in their order.
    pub(crate) values: Vec<Sql>,
}

impl Row {
    pub(crate) fn grants(&self) -> Result<Grants> {
        Grants::from_stored(&self.permissions)
    }

    /// The row as this family answers with it: its selected columns, and what every row has.
    pub(crate) fn to_json(&self, table: &Table, select: &Select, family: Family) -> Result<Value> {
        let mut members = Map::new();
        for (column, value) in table.columns.iter().zip(&self.values) {
            let key = column.spec.key.as_str();
            if select.has(key) {
                members.insert(key.to_owned(), to_json(&column.spec, value)?);
            }
        }
        members.insert("$id".into(), json!(self.id));
        members.insert("$sequence".into(), self.seq.to_string().into());
        members.insert(family.word("$tableId").into(), json!(table.id));
        members.insert("$databaseId".into(), json!(table.database));
        members.insert("$createdAt".into(), json!(self.created));
        members.insert("$updatedAt".into(), json!(self.updated));
        let permissions = serde_json::from_str(&self.permissions).map_err(Error::internal)?;
        members.insert("$permissions".into(), permissions);
        Ok(Value::Object(members))
    }
}

/// A stored value as the API answers with it.
pub(in crate::tables) fn to_json(spec: &ColumnSpec, value: &Sql) -> Result<Value> {
    Ok(match value {
        Sql::Text(list) if spec.array => {
            let mut items: Vec<Value> = serde_json::from_str(list).map_err(Error::internal)?;
            if spec.kind == ColumnKind::Datetime {
                let millis = |item: &Value| item.as_i64().map(|at| json!(Timestamp::from_millis(at)));
                items = items.iter().filter_map(millis).collect();
            }
            items.into()
        }
        Sql::Text(text) => text.as_str().into(),
        Sql::Integer(millis) if spec.kind == ColumnKind::Datetime => json!(Timestamp::from_millis(*millis)),
        Sql::Integer(truth) if spec.kind == ColumnKind::Boolean => (*truth != 0).into(),
        Sql::Integer(number) => (*number).into(),
        Sql::Real(number) => (*number).into(),
        Sql::Null | Sql::Blob(_) => Value::Null,
    })
}
