//! A table, as answered.

use serde_json::{Value, json};

use crate::tables::{
    column::rules,
    definition::{Column, Table},
    family::Family,
};

impl Table {
    pub(super) fn to_json(&self, family: Family) -> Value {
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": self.permissions.to_json(),
            "databaseId": self.database,
            "name": self.name,
            "enabled": self.enabled,
            family.word("rowSecurity"): self.row_security,
            family.word("columns"): self.columns.iter().map(Column::to_json).collect::<Vec<_>>(),
            "indexes": self.indexes.iter().map(|index| index.to_json(family)).collect::<Vec<_>>(),
            "bytesMax": rules::WIDEST,
            "bytesUsed": rules::width(self),
        })
    }
}
