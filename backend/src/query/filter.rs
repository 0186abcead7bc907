//! Conditions: how they nest, and which of them an index answers.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;

use super::{Column, Schema, name};
use crate::error::Result;

mod condition;

/// How deep `or` and `and` may nest.
const DEEPEST: usize = 8;

/// One condition as SQL; its values are pushed in the order of their `?`.
pub(super) fn compile(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>) -> Result<String> {
    at_depth(query, schema, arguments, 0)
}

fn at_depth(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>, depth: usize) -> Result<String> {
    let between = match query.method {
        Method::Or => " OR ",
        Method::And => " AND ",
        _ => return condition::compile(query, schema, arguments),
    };
    let family = schema.family();
    let nested = query.nested().map_err(|cause| family.error(cause))?;
    let refused = |rule: &str| family.error(format!("Invalid query: {} queries {rule}", title(query.method)));
    if !nested.iter().all(|query| is_filter(query.method)) {
        return Err(refused("can only contain filter queries"));
    }
    if nested.len() < 2 {
        return Err(refused("require at least two queries"));
    }
    if depth >= DEEPEST {
        return Err(refused(&format!("can be nested {DEEPEST} deep at most")));
    }
    let parts = nested.iter().map(|query| at_depth(query, schema, arguments, depth + 1));
    Ok(format!("({})", parts.collect::<Result<Vec<_>>>()?.join(between)))
}

fn is_filter(method: Method) -> bool {
    !matches!(
        method,
        Method::OrderAsc
            | Method::OrderDesc
            | Method::OrderRandom
            | Method::Limit
            | Method::Offset
            | Method::CursorAfter
            | Method::CursorBefore
            | Method::Select
    )
}

/// A method as refusals begin with it.
fn title(method: Method) -> String {
    let name = name(method);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
