//! What operators make of lists.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{Method, Operator, Unfit};
use crate::{
    config::{ColumnKind, ColumnSpec},
    params::parse_date,
};

/// A list that is not there is an empty one.
pub(super) fn apply(operator: &Operator, spec: &ColumnSpec, before: Value) -> Result<Value, Unfit> {
    let mut items = match before {
        Value::Array(items) => items,
        _ => vec![],
    };
    let values: Vec<Value> = operator.values.iter().map(|value| canonical(spec, value)).collect();
    match operator.method {
        Method::ArrayAppend => items.extend(values),
        Method::ArrayPrepend => drop(items.splice(0..0, values)),
        Method::ArrayInsert => insert(&mut items, &values)?,
        Method::ArrayRemove => {
            let removed = values.first().ok_or("Array remove operator requires a value to remove")?;
            items.retain(|item| item != removed);
        }
        Method::ArrayUnique => {
            let mut kept: Vec<Value> = vec![];
            for item in items {
                if !kept.contains(&item) {
                    kept.push(item);
                }
            }
            items = kept;
        }
        Method::ArrayIntersect => items.retain(|item| values.contains(item)),
        Method::ArrayDiff => items.retain(|item| !values.contains(item)),
        Method::ArrayFilter => filter(&mut items, &values)?,
        _ => return Err(operator.misplaced("array", spec)),
    }
    Ok(items.into())
}

fn insert(items: &mut Vec<Value>, values: &[Value]) -> Result<(), Unfit> {
    let [index, value] = values else {
        return Err("Insert operator requires exactly 2 values: index and value".into());
    };
    let at = index.as_u64().and_then(|at| usize::try_from(at).ok());
    let at = at.ok_or("Insert index must be a non-negative integer")?;
    if at > items.len() {
        return Err(format!("Insert index {at} is out of bounds for array of length {}", items.len()));
    }
    items.insert(at, value.clone());
    Ok(())
}

/// Keeps the items for which the condition holds.
fn filter(items: &mut Vec<Value>, values: &[Value]) -> Result<(), Unfit> {
    let condition =
        values.first().and_then(Value::as_str).ok_or("Array filter condition must be a string")?;
    let with = values.get(1).unwrap_or(&Value::Null);
    let holds: fn(&Value, &Value) -> bool = match condition {
        "equal" => |item, with| item == with,
        "notEqual" => |item, with| item != with,
        "lessThan" => |item, with| compare(item, with).is_some_and(Ordering::is_lt),
        "lessThanEqual" => |item, with| compare(item, with).is_some_and(Ordering::is_le),
        "greaterThan" => |item, with| compare(item, with).is_some_and(Ordering::is_gt),
        "greaterThanEqual" => |item, with| compare(item, with).is_some_and(Ordering::is_ge),
        "isNull" => |item, _| item.is_null(),
        "isNotNull" => |item, _| !item.is_null(),
        unknown => return Err(format!("Array filter condition '{unknown}' is not known")),
    };
    items.retain(|item| holds(item, with));
    Ok(())
}

fn compare(item: &Value, with: &Value) -> Option<Ordering> {
    match (item, with) {
        (Value::Number(item), Value::Number(with)) => item.as_f64()?.partial_cmp(&with.as_f64()?),
        (Value::String(item), Value::String(with)) => Some(item.cmp(with)),
        _ => None,
    }
}

/// The value as it is told of: of dates, there is one form that compares.
fn canonical(spec: &ColumnSpec, value: &Value) -> Value {
    let date = value.as_str().filter(|_| spec.kind == ColumnKind::Datetime).and_then(parse_date);
    date.map_or_else(|| value.clone(), |at| json!(at))
}
