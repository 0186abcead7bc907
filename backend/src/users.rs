//! Everybody's accounts, for API keys.

mod create;
mod delete;
mod get;
mod jwts;
mod list;
pub(crate) mod model;
pub(crate) mod older;
mod phone;
mod schema;
mod sessions;
pub(crate) mod store;
pub(crate) mod tokens;
mod update;

use axum::{
    Router, middleware,
    routing::{get, patch, post, put},
};

use crate::Backend;

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .route("/users", post(create::create).get(list::list))
        .route("/users/{userId}", get(get::get).delete(delete::delete))
        .route("/users/{userId}/name", patch(update::name))
        .route("/users/{userId}/status", patch(update::status))
        .route("/users/{userId}/email", patch(update::email))
        .route("/users/{userId}/phone", patch(update::phone))
        .route("/users/{userId}/password", patch(update::password))
        .route("/users/{userId}/verification", patch(update::email_verification))
        .route("/users/{userId}/verification/phone", patch(update::phone_verification))
        .route("/users/{userId}/labels", put(update::labels))
        .route("/users/{userId}/prefs", get(get::prefs).patch(update::prefs))
        .route(
            "/users/{userId}/sessions",
            get(sessions::list).post(sessions::create).delete(sessions::delete_all),
        )
        .route("/users/{userId}/sessions/{sessionId}", axum::routing::delete(sessions::delete))
        .route("/users/{userId}/tokens", post(tokens::create))
        .route("/users/{userId}/jwts", post(jwts::create))
        .route_layer(middleware::from_fn(older::shape))
}
