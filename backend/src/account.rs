//! The caller's own account: making one, signing in, and changing what is theirs.

pub(crate) mod cookies;
mod create;
pub(crate) mod email;
mod get;
pub(crate) mod jwt;
pub(crate) mod jwts;
mod mail;
pub(crate) mod password;
pub(crate) mod prefs;
pub(crate) mod secret;
pub(crate) mod sessions;
mod update;
pub(crate) mod user_agent;

use axum::{
    Router, middleware,
    routing::{get, patch, post},
};

use crate::{Backend, users::older};

pub(crate) fn routes() -> Router<Backend> {
    Router::new()
        .route("/account", post(create::create).get(get::get))
        .route("/account/sessions", post(sessions::email).get(sessions::list).delete(sessions::delete_all))
        .route("/account/sessions/email", post(sessions::email))
        .route("/account/sessions/anonymous", post(sessions::anonymous))
        .route("/account/sessions/token", post(sessions::token))
        .route(
            "/account/sessions/{sessionId}",
            get(sessions::get).patch(sessions::renew).delete(sessions::delete),
        )
        .route("/account/jwts", post(jwts::create))
        .route("/account/jwt", post(jwts::create))
        .route("/account/prefs", get(prefs::get).patch(prefs::update))
        .route("/account/name", patch(update::name))
        .route("/account/email", patch(update::email))
        .route("/account/password", patch(update::password))
        .route("/account/status", patch(update::status))
        .route("/account/verifications/email", post(mail::refuse).put(mail::refuse))
        .route("/account/verification", post(mail::refuse).put(mail::refuse))
        .route("/account/tokens/email", post(mail::refuse))
        .route("/account/tokens/magic-url", post(mail::refuse))
        .route("/account/recovery", post(mail::refuse).put(mail::refuse))
        .route_layer(middleware::from_fn(older::shape))
}
