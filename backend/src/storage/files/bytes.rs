//! A file's bytes: shown in place, or as a download; all of them, or a part.

use appwrite::Id;
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{StreamExt, stream};

use super::shown;
use crate::{
    Backend,
    caller::Caller,
    error::{Error, Result},
    params::{Ids, Params},
    storage::{disk::Reader, file::File, mime, off_thread, range::Part},
};

/// 45 days, as upstream: what a file holds never changes.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=3888000");

pub(in crate::storage) async fn view(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(ids): Ids<(Id, Id)>,
    headers: HeaderMap,
    params: Params,
) -> Result<Response> {
    let (_, file) = shown::file(&backend, caller, ids, &params).await?;
    // What could carry script in a page of this origin is shown as the text it is.
    let kind = if mime::is_safe_to_show(&file.mime) { file.mime.as_str() } else { "text/plain" };
    let kind = HeaderValue::from_str(kind).map_err(Error::internal)?;
    let mut response = bytes(&backend, &file, "inline", kind, &headers).await?;
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("script-src none;"));
    Ok(response)
}

pub(in crate::storage) async fn download(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(ids): Ids<(Id, Id)>,
    headers: HeaderMap,
    params: Params,
) -> Result<Response> {
    let (_, file) = shown::file(&backend, caller, ids, &params).await?;
    let kind = HeaderValue::from_str(&file.mime).map_err(Error::internal)?;
    bytes(&backend, &file, "attachment", kind, &headers).await
}

async fn bytes(
    backend: &Backend,
    file: &File,
    disposition: &str,
    kind: HeaderValue,
    asked: &HeaderMap,
) -> Result<Response> {
    let size = file.blob.size;
    let range = asked.get(header::RANGE).map(|value| value.to_str().unwrap_or_default());
    let part = range.map(|range| Part::asked(range, size)).transpose()?;
    let Part { from, to } = part.unwrap_or(Part { from: 0, to: size });
    let mut response = Response::new(content(backend, file, from, to).await?);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
    headers.insert(header::CACHE_CONTROL, CACHE);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("{disposition}; {}", named(&file.name))) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if part.is_some() {
        let range = format!("bytes {from}-{}/{size}", to.saturating_sub(1));
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&range).map_err(Error::internal)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The bytes as a body that is read from the disk no faster than it is taken.
async fn content(backend: &Backend, file: &File, from: u64, to: u64) -> Result<Body> {
    let (disk, blob) = (backend.disk.clone(), file.blob.clone());
    // The first piece is read before anything is answered, so that lost or broken bytes are an honest 500.
    let (first, reader) = off_thread(move || {
        let mut reader = disk.read(&blob, from, to)?;
        Ok((reader.next()?, reader))
    })
    .await?;
    let first = stream::iter(first.map(|bytes| Ok(Bytes::from(bytes))));
    Ok(Body::from_stream(first.chain(stream::try_unfold(reader, rest))))
}

async fn rest(mut reader: Reader) -> Result<Option<(Bytes, Reader)>> {
    off_thread(move || Ok(reader.next()?.map(|bytes| (Bytes::from(bytes), reader)))).await
}

/// A file's name as a header says it: in ASCII for old readers, and as it is.
fn named(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' || c == ' ' { c } else { '_' })
        .collect();
    if plain == name {
        return format!("filename=\"{plain}\"");
    }
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(named("cat.jpg"), "filename=\"cat.jpg\"");
        assert_eq!(
            named("a\"; x=\"\r\n\u{e9}.png"),
            "filename=\"a_; x=____.png\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A%C3%A9.png"
        );
    }
}
