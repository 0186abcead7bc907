//! `/storage/buckets`: buckets, for keys.

use axum::{Router, routing::get};

use crate::Backend;

mod create;
mod delete;
mod list;
mod read;
mod settings;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/storage/buckets", get(list::list).post(create::create))
        .route("/storage/buckets/{bucketId}", get(read::get).put(update::update).delete(delete::delete))
}
