//! `/tokens`: file tokens, for keys. Whoever holds one sees one file, in an address that needs no header.

use axum::{
    Router,
    routing::{delete, get, patch, post},
};

use crate::{
    Backend,
    rate_limit::{Limit, limited},
};

mod create;
mod delete;
mod list;
mod model;
mod read;
mod update;

pub(super) use model::FileToken;

const CREATE: Limit = Limit::new("POST tokens", 60, 60);
const UPDATE: Limit = Limit::new("PATCH tokens", 60, 60);
const DELETE: Limit = Limit::new("DELETE tokens", 60, 60);

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route(
            "/tokens/buckets/{bucketId}/files/{fileId}",
            get(list::list).merge(limited(&CREATE, post(create::create))),
        )
        .route(
            "/tokens/{tokenId}",
            get(read::get)
                .merge(limited(&UPDATE, patch(update::update)))
                .merge(limited(&DELETE, delete(delete::delete))),
        )
}
