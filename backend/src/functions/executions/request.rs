//! What a caller asks of a function: named values in JSON, or a form whose `body` may be any bytes.

use appwrite::Timestamp;
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use serde_json::{Map, Value};

use crate::{
    Backend,
    error::{Error, Kind, Result},
    functions::{
        execute::Asked,
        headers,
        limits::{LEAST_DELAY, LONGEST_BODY, MOST_DELAY},
    },
    params::Params,
};

const LONGEST_PATH: usize = 2048;
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];

const EARLY: &str = "Value must be a valid date of a whole minute, at least one minute in the future.";

/// The request of a caller who asks.
pub(super) struct Asking {
    params: Params,
    /// The body, where it came as a part of its own.
    part: Option<Bytes>,
}

impl FromRequest<Backend> for Asking {
    type Rejection = Error;

    async fn from_request(request: Request, backend: &Backend) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Ok(Self { params: Params::from_request(request, backend).await?, part: None });
        }
        let broken = |_| Error::new(Kind::ArgumentInvalid, "The request's body is not a well-formed form.");
        let mut parts = Multipart::from_request(request, backend).await.map_err(|_| {
            Error::new(Kind::ArgumentInvalid, "The request's body is not a well-formed form.")
        })?;
        let (mut params, mut part) = (Map::new(), None);
        while let Some(field) = parts.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "body" {
                part = Some(field.bytes().await.map_err(broken)?);
                continue;
            }
            add(&mut params, &name, field.text().await.map_err(broken)?);
        }
        Ok(Self { params: Params(params), part })
    }
}

/// Headers come one by one, as `headers[name]`, or all together as JSON.
fn add(params: &mut Map<String, Value>, name: &str, value: String) {
    if let Some(header) = name.strip_prefix("headers[").and_then(|rest| rest.strip_suffix(']')) {
        let headers = params.entry("headers").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(headers) = headers {
            headers.insert(header.to_owned(), value.into());
        }
        return;
    }
    let value = match (name, serde_json::from_str(&value)) {
        ("headers", Ok(headers)) => headers,
        _ => value.into(),
    };
    params.insert(name.to_owned(), value);
}

impl Asking {
    /// Whether its caller does not wait, and the moment it is put off to, if it is.
    pub(super) fn when(&self, now: Timestamp) -> Result<(bool, Option<Timestamp>)> {
        let asynchronous = self.params.or("async", false)?;
        let Some(given) = self.params.raw("scheduledAt") else {
            return Ok((asynchronous, None));
        };
        let refuse = |why: &str| Err(Error::new(Kind::BadRequest, why));
        if !asynchronous {
            return refuse(
                "Scheduled executions must run asynchronously. Set scheduledAt to a future date, or async to true.",
            );
        }
        let moment = given.as_str().and_then(crate::params::parse_date);
        match moment.filter(|moment| moment.millis() % 60_000 == 0) {
            Some(moment) if moment < now.plus_seconds(LEAST_DELAY) => refuse(EARLY),
            Some(moment) if moment > now.plus_seconds(MOST_DELAY) => {
                refuse("Value must be at most 30 days in the future.")
            }
            Some(moment) => Ok((asynchronous, Some(moment))),
            None => refuse(EARLY),
        }
    }

    pub(super) fn asked(&self) -> Result<Asked> {
        let params = &self.params;
        let method = params.or("method", "POST".to_owned())?;
        if !METHODS.contains(&method.as_str()) {
            let rule = format!("Value must be one of ({}).", METHODS.join(", "));
            return Err(Error::param("method", rule));
        }
        let path: String = params.or("path", "/".to_owned())?;
        if path.len() > LONGEST_PATH {
            return Err(Error::param("path", format!("Value must be no longer than {LONGEST_PATH} chars.")));
        }
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let body = match &self.part {
            Some(bytes) => bytes.clone(),
            None => Bytes::from(params.or("body", String::new())?),
        };
        if body.len() > LONGEST_BODY {
            return Err(Error::param("body", format!("Value must be no longer than {LONGEST_BODY} bytes.")));
        }
        let headers = headers::of_caller(&params.or("headers", Map::new())?)?;
        Ok(Asked { method, path, headers, body })
    }
}
