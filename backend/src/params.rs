//! What a request asks with: its query or its JSON body, as one set of named values, each parsed into a type when a
//! handler takes it. `null` is the same as absent; unknown names are ignored.

use appwrite::{
    Id, Timestamp,
    wire::{InvalidQuery, Query},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{Method, header},
};
use serde_json::{Map, Number, Value};

use crate::{
    Backend,
    error::{Error, Kind, Result},
};

mod colour;
mod date;
mod format;
mod path;
mod within;

pub(crate) use colour::Colour;
pub(crate) use date::parse_date;
pub(crate) use format::Format;
pub(crate) use path::Ids;

/// The named values of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(pub(crate) Map<String, Value>);

/// A type a value can be parsed into. The error completes the sentence "Invalid `name` param: ".
pub(crate) trait Param: Sized {
    fn parse(value: &Value) -> std::result::Result<Self, String>;
}

impl Params {
    /// The value, which must be there.
    pub(crate) fn need<T: Param>(&self, name: &str) -> Result<T> {
        self.get(name)?
            .ok_or_else(|| Error::new(Kind::ArgumentInvalid, format!("Param \"{name}\" is not optional.")))
    }

    /// The value, if it is there.
    pub(crate) fn get<T: Param>(&self, name: &str) -> Result<Option<T>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::parse(value).map(Some).map_err(|rule| Error::param(name, rule)),
        }
    }

    /// The value, or this one.
    pub(crate) fn or<T: Param>(&self, name: &str, default: T) -> Result<T> {
        Ok(self.get(name)?.unwrap_or(default))
    }

    /// The value as it was sent.
    pub(crate) fn raw(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// The list's queries. What is wrong with them is said in the words of `family`.
    pub(crate) fn queries(&self, family: QueryFamily) -> Result<Vec<Query>> {
        let texts: Vec<String> = self.or("queries", vec![])?;
        if texts.len() > 100 || texts.iter().any(|text| text.chars().count() > 4096) {
            return Err(Error::param("queries", "At most 100 queries of at most 4096 characters each."));
        }
        texts
            .iter()
            .map(|text| Query::parse(text).map_err(|cause: InvalidQuery| family.error(cause)))
            .collect()
    }

    /// From the query part of an address: `name[0]=a&name[1]=b` and `name[]=a` are lists.
    pub(crate) fn from_query(query: &str) -> Self {
        let mut map = Map::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.split_once('[') {
                Some((list, _)) => {
                    if let Value::Array(values) = map.entry(list).or_insert_with(|| Value::Array(vec![])) {
                        values.push(value.into());
                    }
                }
                None => {
                    map.insert(name.into_owned(), value.into());
                }
            }
        }
        Self(map)
    }
}

impl FromRequest<Backend> for Params {
    type Rejection = Error;

    async fn from_request(request: Request, backend: &Backend) -> Result<Self> {
        let mut params = Self::from_query(request.uri().query().unwrap_or_default());
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_none_or(|value| value.contains("json"));
        if request.method() == Method::GET || !json {
            return Ok(params);
        }
        let body =
            Bytes::from_request(request, backend).await.map_err(|_| Error::from(Kind::PayloadTooLarge))?;
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(params);
        }
        match serde_json::from_slice(&body) {
            Ok(Value::Object(members)) => params.0.extend(members),
            // PHP cannot tell an empty object from an empty list or from none, and some clients send those for nothing.
            Ok(Value::Array(list)) if list.is_empty() => {}
            Ok(Value::Null) => {}
            _ => {
                return Err(Error::new(Kind::ArgumentInvalid, "The request's body is not a JSON object."));
            }
        }
        Ok(params)
    }
}

/// Whose words a wrong query is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryFamily {
    Rows,
    Others,
}

impl QueryFamily {
    pub(crate) fn error(self, cause: impl std::fmt::Display) -> Error {
        match self {
            Self::Rows => Error::new(Kind::QueryInvalid, cause.to_string()),
            Self::Others => Error::param("queries", cause),
        }
    }
}

impl Param for String {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        value.as_str().map(str::to_owned).ok_or_else(|| "Value must be a valid string.".into())
    }
}

impl Param for bool {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Bool(value) => Ok(*value),
            Value::String(text) if text == "true" || text == "1" => Ok(true),
            Value::String(text) if text == "false" || text == "0" => Ok(false),
            Value::Number(number) if number.as_i64() == Some(1) => Ok(true),
            Value::Number(number) if number.as_i64() == Some(0) => Ok(false),
            _ => Err("Value must be a valid boolean.".into()),
        }
    }
}

impl Param for i64 {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let number = match value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| "Value must be a valid integer.".into())
    }
}

impl Param for Number {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let number = match value {
            Value::Number(number) => Some(number.clone()),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| "Value must be a valid number".into())
    }
}

impl Param for Id {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let text = value.as_str().unwrap_or_default();
        text.parse::<Self>().map_err(|invalid| format!("UID {invalid}."))
    }
}

impl Param for Map<String, Value> {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Object(map) => Ok(map.clone()),
            Value::Array(list) if list.is_empty() => Ok(Self::new()),
            _ => Err("Value must be a valid object.".into()),
        }
    }
}

impl Param for Vec<String> {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let strings = || -> Option<Self> {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        };
        strings().ok_or_else(|| "Value must be a valid array of strings.".into())
    }
}

impl Param for Vec<i64> {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let items = value.as_array().ok_or("Value must be a valid array of integers.")?;
        items.iter().map(i64::parse).collect()
    }
}

impl Param for Timestamp {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        value.as_str().and_then(parse_date).ok_or_else(|| "Value must be a valid date.".into())
    }
}

/// An id of the caller's choice, or `unique()` for one of ours.
#[derive(Default)]
pub(crate) struct NewId(Option<Id>);

impl NewId {
    pub(crate) fn or_unique(self, now: Timestamp) -> Id {
        self.0.unwrap_or_else(|| Id::unique(now))
    }
}

impl Param for NewId {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        if value.as_str() == Some("unique()") {
            Ok(Self(None))
        } else {
            Id::parse(value).map(|id| Self(Some(id)))
        }
    }
}

/// Text of 1 to 128 characters: what names are.
pub(crate) struct Name(pub(crate) String);

impl Param for Name {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value.as_str() {
            Some(text) if (1..=128).contains(&text.chars().count()) => Ok(Self(text.to_owned())),
            _ => {
                Err("Value must be a valid string and at least 1 chars and no longer than 128 chars.".into())
            }
        }
    }
}
