//! The bytes of a photo on its way to the server: base64 in the request's JSON, and decoded straight out of the
//! request where it is read, so that they exist once.

#[cfg(feature = "ssr")]
use std::{borrow::Cow, sync::Arc};

#[cfg(feature = "ssr")]
use axum::body::Bytes;
#[cfg(feature = "ssr")]
use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use serde::{Deserializer, Serializer};

#[cfg(feature = "ssr")]
use super::{admission::Admission, model::MAX_BYTES, press::Unfit};
#[cfg(feature = "ssr")]
use crate::AppError;

/// The bytes of a photo, as a browser sends them.
#[cfg(not(feature = "ssr"))]
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Image(String);

#[cfg(not(feature = "ssr"))]
impl Image {
    /// A photo whose base64 this is.
    pub fn from_base64(base64: String) -> Self {
        Self(base64)
    }
}

/// The bytes of a photo, as the server received them.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct Image {
    bytes: Result<Bytes, Unfit>,
    /// Whose it is, and the memory it holds.
    admission: Option<Arc<Admission>>,
}

#[cfg(feature = "ssr")]
impl Image {
    pub(super) fn admit(&mut self, admission: Admission) {
        self.admission = Some(Arc::new(admission));
    }

    /// Its bytes, and the admission of its sender. Errors: [`AppError::SignedOut`] for one that did not come in by
    /// a request.
    pub(super) fn admitted(self) -> Result<(Result<Bytes, Unfit>, Arc<Admission>), AppError> {
        Ok((self.bytes, self.admission.ok_or(AppError::SignedOut)?))
    }

    fn decode(base64: &str) -> Self {
        let bytes = if base64.len() > MAX_BYTES.div_ceil(3) * 4 {
            Err(Unfit::TooManyBytes)
        } else {
            BASE64_STANDARD.decode(base64).map(Bytes::from).map_err(|_| Unfit::NotAPicture)
        };
        Self { bytes, admission: None }
    }
}

#[cfg(feature = "ssr")]
impl From<Vec<u8>> for Image {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: Ok(bytes.into()), admission: None }
    }
}

#[cfg(feature = "ssr")]
impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = self.bytes.as_ref().map(|bytes| &bytes[..]).unwrap_or_default();
        serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
    }
}

#[cfg(feature = "ssr")]
impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The text inside the request, where it stands.
        #[derive(Deserialize)]
        struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
        Text::deserialize(deserializer).map(|Text(base64)| Self::decode(&base64))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_base64_in_json_and_bytes_here() {
        let json = serde_json::to_string(&Image::from(vec![0, 1, 2, 255])).unwrap();
        assert_eq!(json, "\"AAEC/w==\"");
        let read: Image = serde_json::from_str(&json).unwrap();
        assert_eq!(read.bytes, Ok(Bytes::from_static(&[0, 1, 2, 255])));
        let escaped: Image = serde_json::from_str("\"AAEC\\/w==\"").unwrap();
        assert_eq!(escaped.bytes, read.bytes, "a slash may be escaped");
    }

    #[test]
    fn what_is_too_long_or_no_base64_is_told_as_that() {
        let long = format!("\"{}\"", "A".repeat(MAX_BYTES.div_ceil(3) * 4 + 4));
        assert_eq!(serde_json::from_str::<Image>(&long).unwrap().bytes, Err(Unfit::TooManyBytes));
        assert_eq!(serde_json::from_str::<Image>("\"<svg>\"").unwrap().bytes, Err(Unfit::NotAPicture));
    }
}
