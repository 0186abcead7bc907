//! What operators make of text.

use serde_json::Value;

use super::{super::arithmetic, Method, Operator, Unfit};
use crate::config::{ColumnKind, ColumnSpec};

pub(super) fn apply(operator: &Operator, spec: &ColumnSpec, before: Value) -> Result<Value, Unfit> {
    let texts: Option<Vec<&str>> = operator.values.iter().map(Value::as_str).collect();
    let other =
        arithmetic::is_numeric(spec.kind) || matches!(spec.kind, ColumnKind::Boolean | ColumnKind::Datetime);
    match (operator.method, texts.as_deref()) {
        _ if spec.array || other => Err(operator.misplaced("non-string", spec)),
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
