//! `/functions`: which functions there are. Keys define them, beside those of the deployment description; what runs
//! one is a native handler of the same id, which only the host of this backend can register.

use axum::{Router, routing::get};

use crate::Backend;

mod create;
mod delete;
mod list;
mod model;
pub(super) mod provision;
mod read;
mod request;
pub(super) mod store;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/functions", get(list::list).post(create::create))
        .route("/functions/{functionId}", get(read::get).put(update::update).delete(delete::delete))
}
