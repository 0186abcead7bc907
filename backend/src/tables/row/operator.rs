//! Operators: values that say how a column changes rather than what it becomes. The SDKs' `Operator` helper sends them
//! as JSON text in the place of a value. What they make of a column has to fit it like any other value.

use appwrite::Timestamp;
use rusqlite::types::Value as Sql;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{model::to_json, structure};
use crate::{
    config::{ColumnKind, ColumnSpec},
    error::Result,
    tables::definition::Table,
};

mod date;
mod list;
mod number;
mod text;

#[derive(Debug, Deserialize)]
struct Operator {
    method: Method,
    #[serde(default)]
    values: Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Method {
    Increment,
    Decrement,
    Multiply,
    Divide,
    Modulo,
    Power,
    ArrayAppend,
    ArrayPrepend,
    ArrayInsert,
    ArrayRemove,
    ArrayUnique,
    ArrayIntersect,
    ArrayDiff,
    ArrayFilter,
    StringConcat,
    StringReplace,
    Toggle,
    DateAddDays,
    DateSubDays,
    DateSetNow,
}

/// Why an operator makes nothing of a column, in words.
type Unfit = String;

/// The data with every operator replaced by what it makes of a row with these values.
/// Errors: `row_invalid_structure`.
pub(super) fn resolve(
    table: &Table,
    values: &[Sql],
    mut data: Map<String, Value>,
    now: Timestamp,
) -> Result<Map<String, Value>> {
    for (column, value) in table.columns.iter().zip(values) {
        let Some(given) = data.get_mut(column.spec.key.as_str()) else { continue };
        if let Some(operator) = Operator::in_place_of(given) {
            let before = to_json(&column.spec, value)?;
            *given = operator.apply(&column.spec, before, now).map_err(structure::refused)?;
        }
    }
    Ok(data)
}

impl Operator {
    fn in_place_of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) if text.starts_with('{') => serde_json::from_str(text).ok(),
            Value::Object(_) => Self::deserialize(value).ok(),
            _ => None,
        }
    }

    fn apply(&self, spec: &ColumnSpec, before: Value, now: Timestamp) -> std::result::Result<Value, Unfit> {
        use Method as M;
        match self.method {
            M::Increment | M::Decrement | M::Multiply | M::Divide | M::Modulo | M::Power => {
                number::apply(self, spec, &before)
            }
            M::StringConcat | M::StringReplace => text::apply(self, spec, before),
            M::Toggle if spec.kind == ColumnKind::Boolean && !spec.array => {
                Ok((!before.as_bool().unwrap_or(false)).into())
            }
            M::Toggle => Err(self.misplaced("non-boolean", spec)),
            M::DateAddDays | M::DateSubDays | M::DateSetNow => date::apply(self, spec, before, now),
            _ if spec.array => list::apply(self, spec, before),
            _ => Err(self.misplaced("non-array", spec)),
        }
    }

    fn misplaced(&self, what: &str, spec: &ColumnSpec) -> Unfit {
        let name = serde_json::to_value(self.method).unwrap_or_default();
        format!("Cannot apply {} to {what} field '{}'", name.as_str().unwrap_or_default(), spec.key)
    }
}

#[cfg(test)]
mod tests;
