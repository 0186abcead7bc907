//! The condition of one query on one attribute.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use super::{column, name, title};
use crate::{
    error::Result,
    params::parse_date,
    query::{Column, ColumnKind, Schema, likeness::Likeness, words},
};

/// The most values one condition may compare with.
const MOST_VALUES: usize = 500;

/// The condition as SQL; its values are pushed in the order of their `?`.
pub(super) fn compile(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>) -> Result<String> {
    let refused = |why: String| schema.family().error(format!("Invalid query: {why}"));
    if let Some(rule) = Count::wanted(query.method).refuses(query.values.len()) {
        return Err(refused(format!("{} queries require {rule}", title(query.method))));
    }
    let attribute = query.attribute.as_deref().unwrap_or_default();
    let column = column(attribute, schema)?;
    if query.values.len() > MOST_VALUES {
        return Err(refused(format!(
            "Query on attribute has greater than {MOST_VALUES} values: {attribute}"
        )));
    }
    let misplaced = |why: &str| {
        let name = name(query.method);
        refused(format!("Cannot query {name} on attribute \"{attribute}\" because it is {why}."))
    };
    let invalid = || refused(format!("Query value is invalid for attribute \"{attribute}\""));
    let is_list = matches!(column.kind, ColumnKind::List | ColumnKind::MomentList);
    let text = match query.method {
        Method::IsNull => Some(format!("{} IS NULL", column.sql)),
        Method::IsNotNull => Some(format!("{} IS NOT NULL", column.sql)),
        method if is_list && !is_containment(method) => return Err(misplaced("an array")),
        method if is_list => list(method, &column, query, arguments),
        method if is_containment(method) && column.kind != ColumnKind::Text => {
            return Err(misplaced("not an array, string, or object"));
        }
        Method::Search | Method::NotSearch => return words::compile(query, schema, arguments),
        _ => scalar(&column, query, arguments),
    };
    text.ok_or_else(invalid)
}

/// How many values a method compares with.
enum Count {
    Any,
    One,
    Two,
    OneOrMore,
}

impl Count {
    fn wanted(method: Method) -> Self {
        match method {
            Method::IsNull | Method::IsNotNull => Self::Any,
            Method::Between | Method::NotBetween => Self::Two,
            Method::Equal => Self::OneOrMore,
            method if is_containment(method) => Self::OneOrMore,
            _ => Self::One,
        }
    }

    /// What it should be instead, if this many are wrong.
    fn refuses(&self, values: usize) -> Option<&'static str> {
        match self {
            Self::One if values != 1 => Some("exactly one value."),
            Self::Two if values != 2 => Some("exactly two values."),
            Self::OneOrMore if values == 0 => Some("at least one value."),
            _ => None,
        }
    }
}

fn is_containment(method: Method) -> bool {
    matches!(method, Method::Contains | Method::ContainsAny | Method::ContainsAll | Method::NotContains)
}

/// A column of single values is one of these, is in an order with them, or is text that is like them.
fn scalar(column: &Column, query: &Query, arguments: &mut Vec<Sql>) -> Option<String> {
    let sql = &column.sql;
    let (not, likeness) = match query.method {
        Method::StartsWith => ("", Likeness::Begins),
        Method::NotStartsWith => ("NOT ", Likeness::Begins),
        Method::EndsWith => ("", Likeness::Ends),
        Method::NotEndsWith => ("NOT ", Likeness::Ends),
        Method::Contains | Method::ContainsAny | Method::ContainsAll => ("", Likeness::Holds),
        Method::NotContains => ("NOT ", Likeness::Holds),
        method => {
            for value in &query.values {
                arguments.push(bound(value, column.kind)?);
            }
            return Some(match method {
                Method::Equal => format!("{sql} IN ({})", vec!["?"; query.values.len()].join(", ")),
                Method::NotEqual => format!("{sql} <> ?"),
                Method::LessThan => format!("{sql} < ?"),
                Method::LessThanEqual => format!("{sql} <= ?"),
                Method::GreaterThan => format!("{sql} > ?"),
                Method::GreaterThanEqual => format!("{sql} >= ?"),
                Method::Between => format!("{sql} BETWEEN ? AND ?"),
                Method::NotBetween => format!("{sql} NOT BETWEEN ? AND ?"),
                _ => return None,
            });
        }
    };
    let mut parts = vec![];
    for value in &query.values {
        let text = value.as_str().filter(|_| column.kind == ColumnKind::Text)?;
        arguments.push(Sql::Text(text.to_owned()));
        parts.push(format!("{}({sql}, ?)", likeness.function()));
    }
    let between = if query.method == Method::ContainsAll { " AND " } else { " OR " };
    Some(format!("{not}({})", parts.join(between)))
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
