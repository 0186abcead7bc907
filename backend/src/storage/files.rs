//! `/storage/buckets/{bucketId}/files`: files and their bytes.

use axum::{
    Router,
    routing::{delete, get, post},
};

use crate::{
    Backend,
    rate_limit::{Limit, limited},
};

mod bytes;
mod chunk;
mod create;
mod delete;
mod list;
mod preview;
mod read;
mod shown;
mod update;

const CREATE: Limit = Limit::new("POST files", 60, 60);
const DELETE: Limit = Limit::new("DELETE files", 60, 60);

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route(
            "/storage/buckets/{bucketId}/files",
            get(list::list).merge(limited(&CREATE, post(create::create))),
        )
        .route(
            "/storage/buckets/{bucketId}/files/{fileId}",
            get(read::get).put(update::update).merge(limited(&DELETE, delete(delete::delete))),
        )
        .route("/storage/buckets/{bucketId}/files/{fileId}/view", get(bytes::view))
        .route("/storage/buckets/{bucketId}/files/{fileId}/download", get(bytes::download))
        .route("/storage/buckets/{bucketId}/files/{fileId}/preview", get(preview::preview))
}
