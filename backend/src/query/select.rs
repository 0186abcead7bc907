//! Which attributes of each thing come back.

use appwrite::wire::Query;

use super::Schema;
use crate::error::Result;

/// What every row has beside its columns. It comes back whatever is selected.
const ALWAYS: [&str; 8] = [
    "$id",
    "$sequence",
    "$createdAt",
    "$updatedAt",
    "$permissions",
    "$databaseId",
    "$tableId",
    "$collectionId",
];

/// The attributes that were named; all, if none were.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Select {
    named: Vec<String>,
    /// `*` was named.
    all: bool,
}

impl Select {
    /// Whether this attribute is to come back.
    pub(crate) fn has(&self, attribute: &str) -> bool {
        self.all || self.named.is_empty() || self.named.iter().any(|named| named == attribute)
    }

    /// Selects what this query names as well.
    pub(super) fn add(&mut self, query: &Query, schema: &dyn Schema) -> Result<()> {
        let refused = |why: &str| schema.family().error(format!("Invalid query: {why}"));
        if query.values.is_empty() {
            return Err(refused("No attributes selected"));
        }
        for value in &query.values {
            let name = value.as_str().ok_or_else(|| refused("Attribute selection must be a string"))?;
            if name == "*" {
                self.all = true;
            } else if ALWAYS.contains(&name) || schema.column(name).is_some() {
                self.named.push(name.to_owned());
            } else {
                return Err(refused(&format!("Cannot select attributes: {name}")));
            }
        }
        Ok(())
    }
}
