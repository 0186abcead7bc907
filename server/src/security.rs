//! `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness. There is none where nobody was named: a contact
//! that no one reads is worse.

use std::sync::Arc;

use appwrite::Timestamp;
use axum::{Router, routing::get};

use crate::clock::now;

/// How long what the file says may be believed. The standard wants less than a year.
const HALF_A_YEAR: i64 = 182 * 24 * 60 * 60;

pub(crate) fn routes(contact: Option<Arc<str>>) -> Router {
    let Some(contact) = contact else { return Router::new() };
    Router::new().route("/.well-known/security.txt", get(move || async move { file(&contact, now()) }))
}

fn file(contact: &str, now: Timestamp) -> String {
    format!("Contact: {contact}\nExpires: {}\nPreferred-Languages: en\n", now.plus_seconds(HALF_A_YEAR))
}
