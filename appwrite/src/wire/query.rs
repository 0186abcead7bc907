//! Queries: what a list should contain and in which order. On the wire each is one JSON object in a string.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One condition, order or limit. Built with the functions below, read from the wire with [`Query::parse`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    pub method: Method,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

/// What a query does. `Or` and `And` hold further queries as their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    Equal,
    NotEqual,
    LessThan,
    LessThanEqual,
    GreaterThan,
    GreaterThanEqual,
    Between,
    NotBetween,
    IsNull,
    IsNotNull,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    Contains,
    NotContains,
    ContainsAny,
    ContainsAll,
    Search,
    NotSearch,
    OrderAsc,
    OrderDesc,
    OrderRandom,
    Limit,
    Offset,
    CursorAfter,
    CursorBefore,
    Select,
    Or,
    And,
}

/// Why a query could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQuery {
    #[error("Invalid query: Syntax error")]
    Syntax,
    #[error("Invalid query method: {0}")]
    Method(String),
}

impl Query {
    /// Reads one query from its JSON text.
    pub fn parse(text: &str) -> Result<Self, InvalidQuery> {
        let value: Value = serde_json::from_str(text).map_err(|_| InvalidQuery::Syntax)?;
        let method = value.get("method").and_then(Value::as_str).ok_or(InvalidQuery::Syntax)?.to_owned();
        if serde_json::from_value::<Method>(Value::String(method.clone())).is_err() {
            return Err(InvalidQuery::Method(method));
        }
        serde_json::from_value(value).map_err(|_| InvalidQuery::Syntax)
    }

    /// The queries nested in an `or` or `and`.
    pub fn nested(&self) -> Result<Vec<Self>, InvalidQuery> {
        self.values.iter().map(|value| Self::parse(&value.to_string())).collect()
    }

    fn on(method: Method, attribute: &str, values: Vec<Value>) -> Self {
        Self { method, attribute: Some(attribute.to_owned()), values }
    }

    fn bare(method: Method, values: Vec<Value>) -> Self {
        Self { method, attribute: None, values }
    }

    fn nest(method: Method, queries: impl IntoIterator<Item = Self>) -> Self {
        let values =
            queries.into_iter().map(|query| serde_json::to_value(query).unwrap_or(Value::Null)).collect();
        Self::bare(method, values)
    }

    /// The attribute is this value.
    pub fn equal(attribute: &str, value: impl Into<Value>) -> Self {
        Self::on(Method::Equal, attribute, vec![value.into()])
    }

    /// The attribute is one of these values. An empty list matches nothing upstream and is refused there:
    /// ask only when there is something to ask for.
    pub fn one_of(attribute: &str, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        Self::on(Method::Equal, attribute, values.into_iter().map(Into::into).collect())
    }

    /// The attribute is anything but this value.
    pub fn not_equal(attribute: &str, value: impl Into<Value>) -> Self {
        Self::on(Method::NotEqual, attribute, vec![value.into()])
    }

    pub fn greater_than(attribute: &str, value: impl Into<Value>) -> Self {
        Self::on(Method::GreaterThan, attribute, vec![value.into()])
    }

    pub fn less_than(attribute: &str, value: impl Into<Value>) -> Self {
        Self::on(Method::LessThan, attribute, vec![value.into()])
    }

    pub fn less_than_equal(attribute: &str, value: impl Into<Value>) -> Self {
        Self::on(Method::LessThanEqual, attribute, vec![value.into()])
    }

    pub fn is_null(attribute: &str) -> Self {
        Self::on(Method::IsNull, attribute, vec![])
    }

    pub fn order_asc(attribute: &str) -> Self {
        Self::on(Method::OrderAsc, attribute, vec![])
    }

    pub fn order_desc(attribute: &str) -> Self {
        Self::on(Method::OrderDesc, attribute, vec![])
    }

    /// Only these attributes of each thing.
    pub fn select(attributes: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        Self::bare(Method::Select, attributes.into_iter().map(Into::into).collect())
    }

    pub fn limit(rows: u32) -> Self {
        Self::bare(Method::Limit, vec![rows.into()])
    }

    pub fn offset(rows: u32) -> Self {
        Self::bare(Method::Offset, vec![rows.into()])
    }

    pub fn cursor_after(id: impl AsRef<str>) -> Self {
        Self::bare(Method::CursorAfter, vec![id.as_ref().into()])
    }

    /// Any of these holds (at least two).
    pub fn or(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::nest(Method::Or, queries)
    }

    /// All of these hold (at least two).
    pub fn and(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::nest(Method::And, queries)
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_shape_is_the_sdks() {
        assert_eq!(
            Query::equal("userA", "u1").to_string(),
            r#"{"method":"equal","attribute":"userA","values":["u1"]}"#
        );
        assert_eq!(
            Query::order_desc("$createdAt").to_string(),
            r#"{"method":"orderDesc","attribute":"$createdAt"}"#
        );
        assert_eq!(Query::limit(50).to_string(), r#"{"method":"limit","values":[50]}"#);
        let either = Query::or([Query::equal("userA", "u1"), Query::equal("userB", "u1")]);
        assert!(either.to_string().starts_with(r#"{"method":"or","values":[{"#));
        assert_eq!(Query::parse(&either.to_string()), Ok(either.clone()));
        assert_eq!(either.nested().unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(Query::parse("{"), Err(InvalidQuery::Syntax));
        assert_eq!(Query::parse("{}"), Err(InvalidQuery::Syntax));
        assert_eq!(
            Query::parse(r#"{"method":"regex","attribute":"a"}"#),
            Err(InvalidQuery::Method("regex".into()))
        );
    }
}
