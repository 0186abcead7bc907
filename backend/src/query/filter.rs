//! Conditions on attributes.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use super::{Column, ColumnKind, Schema, name, words};
use crate::{error::Result, params::parse_date};

/// The most values one condition may compare with.
const MOST_VALUES: usize = 500;
/// How deep `or` and `and` may nest.
const DEEPEST: usize = 8;

/// One condition as SQL; its values are pushed in the order of their `?`.
pub(super) fn compile(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>) -> Result<String> {
    at_depth(query, schema, arguments, 0)
}

fn at_depth(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>, depth: usize) -> Result<String> {
    let family = schema.family();
    if let Method::Or | Method::And = query.method {
        let nested = query.nested().map_err(|cause| family.error(cause))?;
        let word = name(query.method);
        if nested.len() < 2 || depth >= DEEPEST {
            return Err(family.error(format!(
                "Invalid query: {word} queries require at least two queries, nested {DEEPEST} deep at most"
            )));
        }
        let parts = nested
            .iter()
            .map(|query| at_depth(query, schema, arguments, depth + 1))
            .collect::<Result<Vec<_>>>()?;
        return Ok(format!("({})", parts.join(if query.method == Method::Or { " OR " } else { " AND " })));
    }
    let attribute = query.attribute.as_deref().unwrap_or_default();
    let column = column(attribute, schema)?;
    let sql = &column.sql;
    if query.values.len() > MOST_VALUES {
        let message =
            format!("Invalid query: Query on attribute has greater than {MOST_VALUES} values: {attribute}");
        return Err(family.error(message));
    }
    let invalid =
        || family.error(format!("Invalid query: Query value is invalid for attribute \"{attribute}\""));
    let count = |least: usize, most: usize| {
        if (least..=most).contains(&query.values.len()) {
            return Ok(());
        }
        Err(family.error(format!(
            "Invalid query: {} queries require at least {least} value(s)",
            name(query.method)
        )))
    };
    let mut bind = |value: &Value| -> Result<()> {
        arguments.push(bound(value, column.kind).ok_or_else(invalid)?);
        Ok(())
    };
    match query.method {
        Method::IsNull => Ok(format!("{sql} IS NULL")),
        Method::IsNotNull => Ok(format!("{sql} IS NOT NULL")),
        method if matches!(column.kind, ColumnKind::List | ColumnKind::MomentList) => {
            list(method, &column, query, arguments).ok_or_else(invalid)
        }
        Method::Equal | Method::NotEqual => {
            count(1, MOST_VALUES)?;
            query.values.iter().try_for_each(&mut bind)?;
            let marks = vec!["?"; query.values.len()].join(", ");
            let not = if query.method == Method::NotEqual { "NOT " } else { "" };
            Ok(format!("{sql} {not}IN ({marks})"))
        }
        Method::LessThan | Method::LessThanEqual | Method::GreaterThan | Method::GreaterThanEqual => {
            count(1, 1)?;
            query.values.iter().try_for_each(&mut bind)?;
            let sign = match query.method {
                Method::LessThan => "<",
                Method::LessThanEqual => "<=",
                Method::GreaterThan => ">",
                _ => ">=",
            };
            Ok(format!("{sql} {sign} ?"))
        }
        Method::Between | Method::NotBetween => {
            count(2, 2)?;
            query.values.iter().try_for_each(&mut bind)?;
            let not = if query.method == Method::NotBetween { "NOT " } else { "" };
            Ok(format!("{sql} {not}BETWEEN ? AND ?"))
        }
        _ if column.kind != ColumnKind::Text => Err(invalid()),
        method => {
            count(1, MOST_VALUES)?;
            let shape = match method {
                Method::StartsWith | Method::NotStartsWith => Shape::Prefix,
                Method::EndsWith | Method::NotEndsWith => Shape::Suffix,
                Method::Contains | Method::NotContains | Method::ContainsAny | Method::ContainsAll => {
                    Shape::Inside
                }
                Method::Search | Method::NotSearch => return words::compile(query, schema, arguments),
                _ => return Err(family.error(format!("Invalid query method: {}", name(method)))),
            };
            let not = matches!(method, Method::NotStartsWith | Method::NotEndsWith | Method::NotContains);
            let mut parts = vec![];
            for value in &query.values {
                arguments.push(Sql::Text(shape.pattern(value.as_str().ok_or_else(invalid)?)));
                parts.push(format!("{sql} LIKE ? ESCAPE '\\'"));
            }
            let glue = if method == Method::ContainsAll { " AND " } else { " OR " };
            Ok(format!("{}({})", if not { "NOT " } else { "" }, parts.join(glue)))
        }
    }
}

/// Whether an index finds the rows this query can hold for, few among many.
pub(super) fn is_narrow(query: &Query, schema: &dyn Schema) -> bool {
    let nested = || query.nested().unwrap_or_default();
    match query.method {
        Method::Equal => query.attribute.as_deref().is_some_and(|attribute| schema.indexed(attribute)),
        Method::And => nested().iter().any(|query| is_narrow(query, schema)),
        Method::Or => nested().iter().all(|query| is_narrow(query, schema)),
        _ => false,
    }
}

/// Whether an index finds the rows this query holds for next to each other.
pub(super) fn is_range(query: &Query, schema: &dyn Schema) -> bool {
    matches!(
        query.method,
        Method::LessThan
            | Method::LessThanEqual
            | Method::GreaterThan
            | Method::GreaterThanEqual
            | Method::Between
    ) && query.attribute.as_deref().is_some_and(|attribute| schema.indexed(attribute))
}

/// The attribute's column, or the words for there being none.
pub(super) fn column(attribute: &str, schema: &dyn Schema) -> Result<Column> {
    schema.column(attribute).ok_or_else(|| {
        schema.family().error(format!("Invalid query: Attribute not found in schema: {attribute}"))
    })
}

/// A list column holds any, all or none of the values.
fn list(method: Method, column: &Column, query: &Query, arguments: &mut Vec<Sql>) -> Option<String> {
    let (not, glue) = match method {
        Method::Contains | Method::ContainsAny => ("", " OR "),
        Method::NotContains => ("NOT ", " OR "),
        Method::ContainsAll => ("", " AND "),
        _ => return None,
    };
    let sql = &column.sql;
    let mut parts = vec![];
    for value in &query.values {
        arguments.push(match value {
            value if column.kind == ColumnKind::MomentList => bound(value, ColumnKind::Moment)?,
            Value::String(text) => Sql::Text(text.clone()),
            Value::Bool(value) => Sql::Integer((*value).into()),
            Value::Number(number) => {
                number.as_i64().map(Sql::Integer).or_else(|| number.as_f64().map(Sql::Real))?
            }
            _ => return None,
        });
        parts.push(format!("EXISTS (SELECT 1 FROM json_each({sql}) WHERE json_each.value = ?)"));
    }
    // Like every comparison, none holds for a list that is not there.
    (!parts.is_empty()).then(|| format!("({sql} IS NOT NULL AND {not}({}))", parts.join(glue)))
}

/// The value as SQL, if it has the column's type.
fn bound(value: &Value, kind: ColumnKind) -> Option<Sql> {
    match (kind, value) {
        (ColumnKind::Text, Value::String(text)) => Some(Sql::Text(text.clone())),
        (ColumnKind::Integer, Value::Number(number)) => number.as_i64().map(Sql::Integer),
        (ColumnKind::Real, Value::Number(number)) => number.as_f64().map(Sql::Real),
        (ColumnKind::Boolean, Value::Bool(value)) => Some(Sql::Integer((*value).into())),
        (ColumnKind::Sequence, Value::String(text)) => text.parse().ok().map(Sql::Integer),
        (ColumnKind::Sequence, Value::Number(number)) => number.as_i64().map(Sql::Integer),
        (ColumnKind::Moment, Value::String(text)) => parse_date(text).map(|at| Sql::Integer(at.millis())),
        _ => None,
    }
}

enum Shape {
    Prefix,
    Suffix,
    Inside,
}

impl Shape {
    fn pattern(&self, text: &str) -> String {
        let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        match self {
            Self::Prefix => format!("{literal}%"),
            Self::Suffix => format!("%{literal}"),
            Self::Inside => format!("%{literal}%"),
        }
    }
}
