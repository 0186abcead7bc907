//! An index, as answered.

use serde_json::{Value, json};

use crate::tables::{definition::Index, family::Family};

impl Index {
    pub(in crate::tables) fn to_json(&self, family: Family) -> Value {
        let spec = &self.spec;
        json!({
            "$id": spec.key,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "key": spec.key,
            "type": spec.kind.as_str(),
            // Indexes are there as soon as the answer is.
            "status": "available",
            "error": "",
            family.word("columns"): spec.columns,
            "lengths": spec.lengths,
            "orders": spec.orders,
        })
    }
}
