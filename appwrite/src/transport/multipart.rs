//! A form with files, as bytes. Written here once because every transport needs the same ones.

use bytes::Bytes;

use super::Body;

pub(crate) struct Multipart {
    boundary: String,
    bytes: Vec<u8>,
}

impl Multipart {
    pub(crate) fn new() -> Self {
        let mut random = [0; 16];
        // A guessable boundary harms nobody: the caller writes both the form and what is in it.
        let _ = getrandom::fill(&mut random);
        Self { boundary: format!("appwrite-{:032x}", u128::from_be_bytes(random)), bytes: vec![] }
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        self.head(&format!("name=\"{name}\""), None);
        self.bytes.extend_from_slice(value.as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
        self
    }

    pub(crate) fn file(mut self, name: &str, file_name: &str, content: &[u8]) -> Self {
        let file_name = file_name.replace(['"', '\r', '\n'], "_");
        self.head(&format!("name=\"{name}\"; filename=\"{file_name}\""), Some("application/octet-stream"));
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\r\n");
        self
    }

    /// The form as a whole request.
    pub(crate) fn into_body(mut self) -> Body {
        self.bytes.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        Body::Bytes {
            content_type: format!("multipart/form-data; boundary={}", self.boundary),
            bytes: Bytes::from(self.bytes),
            chunk: None,
        }
    }

    /// The form as one chunk of a larger upload: bytes `start..end` of `total`.
    pub(crate) fn range(self, id: &str, start: usize, end: usize, total: usize) -> Body {
        match self.into_body() {
            Body::Bytes { content_type, bytes, .. } => {
                let range = format!("bytes {start}-{}/{total}", end.saturating_sub(1));
                Body::Bytes { content_type, bytes, chunk: Some((id.to_owned(), range)) }
            }
            Body::Empty => Body::Empty,
        }
    }

    fn head(&mut self, disposition: &str, content_type: Option<&str>) {
        let mut head = format!("--{}\r\nContent-Disposition: form-data; {disposition}\r\n", self.boundary);
        if let Some(content_type) = content_type {
            head.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        head.push_str("\r\n");
        self.bytes.extend_from_slice(head.as_bytes());
    }
}
