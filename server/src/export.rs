//! `/account/export`: everything that is the asker's, as one zip. It is put together while it is sent, a file at a time, so
//! that however much somebody has, the process holds no more of it than one photograph.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use app::{AppError, account::export::Export};
use appwrite::Client;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use futures_util::{Stream, stream};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use crate::layers::caching;

/// `client` speaks with the key.
pub(crate) fn routes(client: Client) -> Router {
    Router::new()
        .route("/account/export", get(export))
        .layer(middleware::from_fn(caching::never))
        .with_state(client)
}

async fn export(State(client): State<Client>, headers: HeaderMap) -> Response {
    match Export::asked_by(&client, &headers).await {
        Ok(export) => {
            let kind = (header::CONTENT_TYPE, "application/zip");
            let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"appchat.zip\"");
            ([kind, name], Body::from_stream(zipped(export))).into_response()
        }
        Err(AppError::SignedOut) => Redirect::to("/").into_response(),
        Err(error) => (error.status(), error.to_string()).into_response(),
    }
}

/// What the archive has written and nobody has been sent yet.
#[derive(Clone, Default)]
struct Outbox(Arc<Mutex<Vec<u8>>>);

impl Outbox {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for Outbox {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Archive {
    export: Export,
    zip: ZipWriter<StreamWriter<Outbox>>,
    outbox: Outbox,
}

/// The archive's bytes. A failure cuts it off, so that nobody takes a part for the whole.
fn zipped(export: Export) -> impl Stream<Item = io::Result<Bytes>> {
    let outbox = Outbox::default();
    let archive = Archive { export, zip: ZipWriter::new_stream(outbox.clone()), outbox };
    stream::try_unfold(Some(archive), async |archive| {
        let Some(Archive { mut export, mut zip, outbox }) = archive else { return Ok(None) };
        match export.next().await.map_err(io::Error::other)? {
            Some(piece) => {
                // Photographs are compressed already, and the rest is small.
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                zip.start_file(piece.name, options)?;
                zip.write_all(&piece.content)?;
                let bytes = outbox.take();
                Ok(Some((bytes, Some(Archive { export, zip, outbox }))))
            }
            None => {
                zip.finish()?;
                Ok(Some((outbox.take(), None)))
            }
        }
    })
}
