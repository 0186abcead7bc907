//! A table, as answered.

use serde_json::{Value, json};

use crate::tables::{
    column::rules,
    definition::{Column, Index, Table},
};

impl Table {
    pub(super) fn to_json(&self) -> Value {
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": self.permissions.to_json(),
            "databaseId": self.database,
            "name": self.name,
            "enabled": self.enabled,
            "rowSecurity": self.row_security,
            "columns": self.columns.iter().map(Column::to_json).collect::<Vec<_>>(),
            "indexes": self.indexes.iter().map(Index::to_json).collect::<Vec<_>>(),
            "bytesMax": rules::WIDEST,
            "bytesUsed": rules::width(self),
        })
    }
}
