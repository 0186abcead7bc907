//! Operators: values that say how a column changes rather than what it becomes. The SDKs' `Operator` helper sends them
//! as JSON text in the place of a value. What they make of a column has to fit it like any other value.

use appwrite::Timestamp;
use rusqlite::types::Value as Sql;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value, json};

use super::{
    arithmetic::{self, Operation},
    model::to_json,
    structure,
};
use crate::{
    config::{ColumnKind, ColumnSpec},
    error::Result,
    params::parse_date,
    tables::definition::Table,
};

mod list;

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
                self.number(spec, &before)
            }
            M::StringConcat | M::StringReplace => self.text(spec, before),
            M::Toggle if spec.kind == ColumnKind::Boolean && !spec.array => {
                Ok((!before.as_bool().unwrap_or(false)).into())
            }
            M::Toggle => Err(self.misplaced("non-boolean", spec)),
            M::DateAddDays | M::DateSubDays | M::DateSetNow => self.date(spec, before, now),
            _ if spec.array => list::apply(self, spec, before),
            _ => Err(self.misplaced("non-array", spec)),
        }
    }

    /// Past the bound that may be given as second value, the result is the bound.
    fn number(&self, spec: &ColumnSpec, before: &Value) -> std::result::Result<Value, Unfit> {
        if spec.array || !arithmetic::is_numeric(spec.kind) {
            return Err(self.misplaced("non-numeric", spec));
        }
        let (operation, bounded_below) = match self.method {
            Method::Decrement => (Operation::Subtract, true),
            Method::Multiply => (Operation::Multiply, false),
            Method::Divide => (Operation::Divide, true),
            Method::Modulo => (Operation::Modulo, false),
            Method::Power => (Operation::Power, false),
            _ => (Operation::Add, false),
        };
        let one = Number::from(1);
        let by = match self.values.first() {
            None if matches!(self.method, Method::Increment | Method::Decrement) => &one,
            given => given.and_then(Value::as_number).ok_or("Numeric operator value must be numeric")?,
        };
        if matches!(operation, Operation::Divide | Operation::Modulo) && by.as_f64() == Some(0.0) {
            let name = if operation == Operation::Divide { "Division" } else { "Modulo" };
            return Err(format!("{name} by zero is not allowed"));
        }
        let before = before.as_number().cloned().unwrap_or(0.into());
        let result = arithmetic::calculate(spec.kind, &before, operation, by);
        let bound = match self.values.get(1) {
            None | Some(Value::Null) => None,
            Some(given) => Some(given.as_number().ok_or("Max/min limit must be numeric")?),
        };
        let past = |result: &Number, bound: &Number| {
            let order = structure::compare(&Value::Number(result.clone()), bound);
            if bounded_below { order.is_lt() } else { order.is_gt() }
        };
        match (result, bound) {
            (Some(result), Some(bound)) if past(&result, bound) => Ok(Value::Number(bound.clone())),
            (Some(result), _) => Ok(Value::Number(result)),
            // Only upwards is there a number past every number that fits.
            (None, Some(bound)) if !bounded_below => Ok(Value::Number(bound.clone())),
            (None, _) => {
                Err(format!("Attribute \"{}\" has invalid type. The result is out of range", spec.key))
            }
        }
    }

    fn text(&self, spec: &ColumnSpec, before: Value) -> std::result::Result<Value, Unfit> {
        let texts: Option<Vec<&str>> = self.values.iter().map(Value::as_str).collect();
        let other = arithmetic::is_numeric(spec.kind)
            || matches!(spec.kind, ColumnKind::Boolean | ColumnKind::Datetime);
        match (self.method, texts.as_deref()) {
            _ if spec.array || other => Err(self.misplaced("non-string", spec)),
            (Method::StringConcat, Some([end])) => {
                Ok(format!("{}{end}", before.as_str().unwrap_or_default()).into())
            }
            (Method::StringConcat, _) => Err("String concatenation operator requires a string value".into()),
            (_, Some([search, with])) if !search.is_empty() => {
                Ok(before.as_str().map_or(Value::Null, |text| text.replace(search, with).into()))
            }
            _ => Err("Replace operator requires exactly 2 string values: search and replace".into()),
        }
    }

    fn date(&self, spec: &ColumnSpec, before: Value, now: Timestamp) -> std::result::Result<Value, Unfit> {
        /// Nowhere in the calendar leads a longer way, in days.
        const LONGEST: i64 = 3_652_425;
        if spec.array || spec.kind != ColumnKind::Datetime {
            return Err(self.misplaced("non-date", spec));
        }
        if self.method == Method::DateSetNow {
            return Ok(json!(now));
        }
        let days = self.values.first().and_then(Value::as_i64);
        let days = days.filter(|days| (-LONGEST..=LONGEST).contains(days));
        let days = days.ok_or("Date operator requires an integer number of days")?;
        let days = if self.method == Method::DateSubDays { -days } else { days };
        let at = before.as_str().and_then(parse_date);
        Ok(at.map_or(Value::Null, |at| json!(at.plus_seconds(days * 86_400))))
    }

    fn misplaced(&self, what: &str, spec: &ColumnSpec) -> Unfit {
        let name = serde_json::to_value(self.method).unwrap_or_default();
        format!("Cannot apply {} to {what} field '{}'", name.as_str().unwrap_or_default(), spec.key)
    }
}

#[cfg(test)]
mod tests;
