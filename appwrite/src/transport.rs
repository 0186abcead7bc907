//! How a call reaches the API. The call is the same value either way; only the way there differs.

use std::{future::Future, pin::Pin};

use bytes::Bytes;

#[cfg(feature = "browser")]
mod fetch;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "in-process")]
mod in_process;
mod multipart;

#[cfg(feature = "browser")]
pub use fetch::Fetch;
#[cfg(feature = "http")]
pub use http::Http;
#[cfg(feature = "in-process")]
pub use in_process::InProcess;
pub(crate) use multipart::Multipart;

/// One request to the API. `path` starts after `/v1`.
#[derive(Clone, Debug)]
pub struct Call {
    pub verb: Verb,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

#[derive(Clone)]
pub enum Body {
    Empty,
    Bytes {
        content_type: String,
        bytes: Bytes,
        /// For a chunk of a larger upload: the file's id, and `bytes start-end/total`.
        chunk: Option<(String, String)>,
    },
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Bytes,
}

/// No answer came: the way there is broken, not the request.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the backend could not be reached: {0}")]
pub struct TransportError(pub String);

/// A way to the API.
pub trait Transport: Send + Sync {
    fn send(&self, call: Call) -> Sending<'_>;
}

/// A call under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Answer, TransportError>> + Send + 'a>>;

impl Verb {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl Body {
    pub fn json(value: &serde_json::Value) -> Self {
        let bytes = value.to_string().into();
        Self::Bytes { content_type: "application/json".into(), bytes, chunk: None }
    }
}

/// Photographs and passwords stay out of logs.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes { content_type, bytes, .. } => write!(f, "{content_type}, {} bytes", bytes.len()),
        }
    }
}

impl Call {
    /// The path with its query, encoded for a request line.
    pub fn path_and_query(&self) -> String {
        let mut text = self.path.clone();
        for (at, (name, value)) in self.query.iter().enumerate() {
            text.push(if at == 0 { '?' } else { '&' });
            percent_encode(&mut text, name);
            text.push('=');
            percent_encode(&mut text, value);
        }
        text
    }

    /// Every header of the call, those of its body included.
    pub fn all_headers(&self) -> Vec<(&'static str, &str)> {
        let mut all: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if let Body::Bytes { content_type, chunk, .. } = &self.body {
            all.push(("content-type", content_type));
            if let Some((id, range)) = chunk {
                all.push(("x-appwrite-id", id));
                all.push(("content-range", range));
            }
        }
        all
    }

    pub fn body_bytes(&self) -> Bytes {
        match &self.body {
            Body::Empty => Bytes::new(),
            Body::Bytes { bytes, .. } => bytes.clone(),
        }
    }
}

fn percent_encode(into: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(byte.into()),
            _ => into.push_str(&format!("%{byte:02X}")),
        }
    }
}
