//! `/storage/buckets/{bucketId}/files`: files and their bytes.

use axum::{Router, routing::get};

use crate::Backend;

mod bytes;
mod chunk;
mod create;
mod delete;
mod list;
mod read;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/storage/buckets/{bucketId}/files", get(list::list).post(create::create))
        .route(
            "/storage/buckets/{bucketId}/files/{fileId}",
            get(read::get).put(update::update).delete(delete::delete),
        )
        .route("/storage/buckets/{bucketId}/files/{fileId}/view", get(bytes::view))
        .route("/storage/buckets/{bucketId}/files/{fileId}/download", get(bytes::download))
}
