//! What operators make of dates.

use appwrite::Timestamp;
use serde_json::{Value, json};

use super::{Method, Operator, Unfit};
use crate::{
    config::{ColumnKind, ColumnSpec},
    params::parse_date,
};

pub(super) fn apply(
    operator: &Operator,
    spec: &ColumnSpec,
    before: Value,
    now: Timestamp,
) -> Result<Value, Unfit> {
    /// Nowhere in the calendar leads a longer way, in days.
    const LONGEST: i64 = 3_652_425;
    if spec.array || spec.kind != ColumnKind::Datetime {
        return Err(operator.misplaced("non-date", spec));
    }
    if operator.method == Method::DateSetNow {
        return Ok(json!(now));
    }
    let days = operator.values.first().and_then(Value::as_i64);
    let days = days.filter(|days| (-LONGEST..=LONGEST).contains(days));
    let days = days.ok_or("Date operator requires an integer number of days")?;
    let days = if operator.method == Method::DateSubDays { -days } else { days };
    let at = before.as_str().and_then(parse_date);
    Ok(at.map_or(Value::Null, |at| json!(at.plus_seconds(days * 86_400))))
}
