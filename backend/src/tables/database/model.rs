//! A database, as answered.

use serde_json::{Value, json};

use super::store::Database;

impl Database {
    pub(super) fn to_json(&self) -> Value {
        json!({
            "$id": self.id,
            "name": self.name,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "enabled": self.enabled,
            "type": "tablesdb",
            "status": "ready",
        })
    }
}
