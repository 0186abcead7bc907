//! What operators make of numbers.

use serde_json::{Number, Value};

use super::{
    super::{
        arithmetic::{self, Operation},
        structure,
    },
    Method, Operator, Unfit,
};
use crate::config::ColumnSpec;

/// Past the bound that may be given as second value, the result is the bound.
pub(super) fn apply(operator: &Operator, spec: &ColumnSpec, before: &Value) -> Result<Value, Unfit> {
    if spec.array || !arithmetic::is_numeric(spec.kind) {
        return Err(operator.misplaced("non-numeric", spec));
    }
    let (operation, bounded_below) = match operator.method {
        Method::Decrement => (Operation::Subtract, true),
        Method::Multiply => (Operation::Multiply, false),
        Method::Divide => (Operation::Divide, true),
        Method::Modulo => (Operation::Modulo, false),
        Method::Power => (Operation::Power, false),
        _ => (Operation::Add, false),
    };
    let is_step = matches!(operator.method, Method::Increment | Method::Decrement);
    let one = Number::from(1);
    let by = match operator.values.first() {
        None if is_step => &one,
        given => given.and_then(Value::as_number).ok_or("Numeric operator value must be numeric")?,
    };
    if matches!(operation, Operation::Divide | Operation::Modulo) && by.as_f64() == Some(0.0) {
        let name = if operation == Operation::Divide { "Division" } else { "Modulo" };
        return Err(format!("{name} by zero is not allowed"));
    }
    let before = before.as_number().cloned().unwrap_or(0.into());
    let result = arithmetic::calculate(spec.kind, &before, operation, by);
    let bound = match operator.values.get(1) {
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
        // Too far in the bound's direction is past the bound as well.
        (None, Some(bound)) if is_step && by.as_f64().is_some_and(|by| by > 0.0) => {
            Ok(Value::Number(bound.clone()))
        }
        (None, _) => Err(format!("Attribute \"{}\" has invalid type. The result is out of range", spec.key)),
    }
}
