//! A file as it is sent: a form with its id, its permissions and its bytes, and headers for one chunk of many.

use appwrite::Id;
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode},
};
use serde_json::{Map, Value};

use super::range::Chunk;
use crate::{
    Backend,
    error::{Error, Kind, Result},
    params::{Param, Params},
};

/// The longest text a field may hold, in bytes. Only the file itself is larger.
const LONGEST_FIELD: usize = 16 * 1024;

/// What was sent.
pub(super) struct Form {
    /// The named values beside the file.
    pub(super) params: Params,
    /// The file's name and bytes. `None` if there was no file part.
    pub(super) file: Option<(String, Bytes)>,
    /// Which chunk of the file it is, unless it is the whole.
    pub(super) chunk: Option<Chunk>,
}

impl FromRequest<Backend> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, backend: &Backend) -> Result<Self> {
        let chunk = header(request.headers(), "content-range").map(Chunk::sent).transpose()?;
        let id = header(request.headers(), "x-appwrite-id").map(chunk_id).transpose()?;
        let Ok(mut parts) = Multipart::from_request(request, backend).await else {
            return Err(Kind::FileEmpty.into());
        };
        let (mut params, mut file) = (Map::new(), None);
        while let Some(part) = parts.next_field().await.map_err(|cause| broken(&cause))? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = part.file_name().unwrap_or_default();
                let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                file = Some((file_name, part.bytes().await.map_err(|cause| broken(&cause))?));
                continue;
            }
            let value = part.text().await.map_err(|cause| broken(&cause))?;
            if value.len() > LONGEST_FIELD {
                return Err(Error::param(&name, "Value is too long."));
            }
            add(&mut params, &name, value);
        }
        if let Some(id) = id {
            params.insert("fileId".into(), Value::String(id.into()));
        }
        Ok(Self { params: Params(params), file, chunk })
    }
}

/// Items of a list come one by one, as `name[]` or `name[0]`.
fn add(params: &mut Map<String, Value>, name: &str, value: String) {
    match name.split_once('[') {
        Some((list, _)) => {
            if let Value::Array(values) = params.entry(list).or_insert_with(|| Value::Array(vec![])) {
                values.push(value.into());
            }
        }
        None => {
            params.insert(name.to_owned(), value.into());
        }
    }
}

/// The id every chunk after the first is sent with.
fn chunk_id(text: &str) -> Result<Id> {
    Id::parse(&text.into()).map_err(|_| Kind::AppwriteIdInvalid.into())
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

fn broken(cause: &MultipartError) -> Error {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Kind::PayloadTooLarge.into()
    } else {
        Error::new(Kind::ArgumentInvalid, "The request's body is not a well-formed form.")
    }
}
