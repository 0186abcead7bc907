//! Queries of a subscription: conditions on the top-level members of a payload.

use appwrite::wire::{InvalidQuery, Method, Query};
use serde_json::{Number, Value};

/// Which payloads a subscription wants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    Everything,
    All(Box<[Condition]>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    On {
        attribute: Box<str>,
        test: Test,
    },
    All(Box<[Condition]>),
    Any(Box<[Condition]>),
    /// `select(["*"])`.
    Anything,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    OneOf(Box<[Value]>),
    NoneOf(Box<[Value]>),
    /// Compares with any of the values.
    Compare(Sign, Box<[Value]>),
    IsNull,
    IsNotNull,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Less,
    AtMost,
    Greater,
    AtLeast,
}

const ALLOWED: &str = "equal, notEqual, lessThan, lessThanEqual, greaterThan, greaterThanEqual, isNull, isNotNull, \
    and, or, select";
/// How deep `and` and `or` may nest.
const DEEPEST: usize = 8;

impl Filter {
    /// Reads query strings. Also gives them back as they are echoed. The error is a whole sentence.
    pub(crate) fn parse(texts: &[String]) -> Result<(Self, Vec<String>), String> {
        let queries = texts
            .iter()
            .map(|text| match Query::parse(text) {
                Ok(query) => Ok(query),
                Err(InvalidQuery::Method(method)) => Err(unsupported(&method)),
                Err(syntax) => Err(syntax.to_string()),
            })
            .collect::<Result<Vec<Query>, String>>()?;
        let conditions =
            queries.iter().map(|query| condition(query, 0)).collect::<Result<Box<[Condition]>, String>>()?;
        let filter = if conditions.is_empty() || conditions.contains(&Condition::Anything) {
            Self::Everything
        } else {
            Self::All(conditions)
        };
        Ok((filter, queries.iter().map(ToString::to_string).collect()))
    }

    pub(crate) fn accepts(&self, payload: &Value) -> bool {
        match self {
            Self::Everything => true,
            Self::All(conditions) => conditions.iter().all(|condition| condition.accepts(payload)),
        }
    }
}

fn condition(query: &Query, depth: usize) -> Result<Condition, String> {
    let name = serde_json::to_value(query.method)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default();
    let nested = || -> Result<Box<[Condition]>, String> {
        if depth >= DEEPEST {
            return Err(format!("Invalid query: queries may be nested {DEEPEST} deep at most"));
        }
        let queries = query.nested().map_err(|invalid| match invalid {
            InvalidQuery::Method(method) => unsupported(&method),
            syntax => syntax.to_string(),
        })?;
        queries.iter().map(|query| condition(query, depth + 1)).collect()
    };
    let test = match query.method {
        Method::And => return Ok(Condition::All(nested()?)),
        Method::Or => return Ok(Condition::Any(nested()?)),
        Method::Select if query.values == [Value::from("*")] => return Ok(Condition::Anything),
        Method::Equal => Test::OneOf(query.values.as_slice().into()),
        Method::NotEqual => Test::NoneOf(query.values.as_slice().into()),
        Method::LessThan => Test::Compare(Sign::Less, query.values.as_slice().into()),
        Method::LessThanEqual => Test::Compare(Sign::AtMost, query.values.as_slice().into()),
        Method::GreaterThan => Test::Compare(Sign::Greater, query.values.as_slice().into()),
        Method::GreaterThanEqual => Test::Compare(Sign::AtLeast, query.values.as_slice().into()),
        Method::IsNull => Test::IsNull,
        Method::IsNotNull => Test::IsNotNull,
        _ => return Err(unsupported(&name)),
    };
    Ok(Condition::On { attribute: query.attribute.as_deref().unwrap_or_default().into(), test })
}

fn unsupported(method: &str) -> String {
    format!(
        "Invalid query: Query method '{method}' is not supported in Realtime queries. Supported methods: {ALLOWED}"
    )
}

impl Condition {
    fn accepts(&self, payload: &Value) -> bool {
        match self {
            Self::Anything => true,
            Self::All(conditions) => conditions.iter().all(|condition| condition.accepts(payload)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.accepts(payload)),
            // What a payload does not have satisfies nothing, not even `isNull`.
            Self::On { attribute, test } => {
                payload.get(attribute.as_ref()).is_some_and(|value| test.accepts(value))
            }
        }
    }
}

impl Test {
    fn accepts(&self, value: &Value) -> bool {
        match self {
            Self::OneOf(values) => values.contains(value),
            Self::NoneOf(values) => !values.contains(value),
            Self::Compare(sign, values) => values.iter().any(|with| sign.holds(value, with)),
            Self::IsNull => value.is_null(),
            Self::IsNotNull => !value.is_null(),
        }
    }
}

impl Sign {
    fn holds(self, value: &Value, with: &Value) -> bool {
        let order = match (value, with) {
            (Value::Number(one), Value::Number(other)) => compare(one, other),
            (Value::String(one), Value::String(other)) => Some(one.cmp(other)),
            _ => None,
        };
        order.is_some_and(|order| match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        })
    }
}

fn compare(one: &Number, other: &Number) -> Option<std::cmp::Ordering> {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn accepts(queries: &[&str], payload: &Value) -> bool {
        let texts: Vec<String> = queries.iter().map(|text| (*text).to_owned()).collect();
        Filter::parse(&texts).unwrap().0.accepts(payload)
    }

    #[test]
    fn conditions_are_strict_about_types() {
        let payload = json!({ "age": 5, "name": "ana", "viewedAt": null, "score": 1.5 });
        for (query, expected) in [
            (r#"{"method":"equal","attribute":"age","values":[5]}"#, true),
            (r#"{"method":"equal","attribute":"age","values":["5"]}"#, false),
            (r#"{"method":"equal","attribute":"name","values":["bob","ana"]}"#, true),
            (r#"{"method":"notEqual","attribute":"name","values":["bob"]}"#, true),
            (r#"{"method":"notEqual","attribute":"name","values":["bob","ana"]}"#, false),
            (r#"{"method":"lessThan","attribute":"age","values":[5]}"#, false),
            (r#"{"method":"lessThanEqual","attribute":"age","values":[5]}"#, true),
            (r#"{"method":"greaterThan","attribute":"score","values":[1]}"#, true),
            (r#"{"method":"greaterThanEqual","attribute":"name","values":["ana"]}"#, true),
            (r#"{"method":"greaterThan","attribute":"name","values":[1]}"#, false),
            (r#"{"method":"isNull","attribute":"viewedAt"}"#, true),
            (r#"{"method":"isNotNull","attribute":"viewedAt"}"#, false),
            (r#"{"method":"isNull","attribute":"absent"}"#, false),
            (r#"{"method":"notEqual","attribute":"absent","values":[1]}"#, false),
            (r#"{"method":"select","values":["*"]}"#, true),
        ] {
            assert_eq!(accepts(&[query], &payload), expected, "{query}");
        }
    }

    #[test]
    fn all_queries_must_hold_and_or_looks_at_every_branch() {
        let payload = json!({ "a": 1 });
        let (yes, no) = (
            r#"{"method":"equal","attribute":"a","values":[1]}"#,
            r#"{"method":"equal","attribute":"b","values":[1]}"#,
        );
        assert!(!accepts(&[yes, no], &payload));
        assert!(accepts(&[&format!(r#"{{"method":"or","values":[{no},{yes}]}}"#)], &payload));
        assert!(!accepts(&[&format!(r#"{{"method":"and","values":[{no},{yes}]}}"#)], &payload));
        assert!(
            accepts(&[no, r#"{"method":"select","values":["*"]}"#], &payload),
            "select all is everything"
        );
        assert!(accepts(&[], &payload));
    }

    #[test]
    fn what_cannot_be_asked_of_a_payload_is_refused_also_when_nested() {
        for query in [
            r#"{"method":"limit","values":[1]}"#,
            r#"{"method":"select","values":["a"]}"#,
            r#"{"method":"regex","attribute":"a","values":["."]}"#,
            r#"{"method":"or","values":[{"method":"contains","attribute":"a","values":["x"]}]}"#,
        ] {
            let message = Filter::parse(&[query.to_owned()]).unwrap_err();
            assert!(message.contains("is not supported in Realtime queries"), "{message}");
        }
        assert_eq!(Filter::parse(&["{".to_owned()]).unwrap_err(), "Invalid query: Syntax error");
    }

    #[test]
    fn plain_queries_are_echoed_as_they_came() {
        let query = r#"{"method":"equal","attribute":"recipientId","values":["u-bob"]}"#.to_owned();
        let (_, echo) = Filter::parse(std::slice::from_ref(&query)).unwrap();
        assert_eq!(echo, [query]);
    }
}
