//! Cookies of the sign-in: the session's, the one that proves a known device, and what was typed into a form that is
//! shown again.

use appwrite::wire::Session;
use axum::http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{
    entry::Email,
    known_device::{KNOWN_SECONDS, KnownDevice},
};
use crate::{clock::now, ids::SESSION_COOKIE, state::AppState};

/// What somebody typed before a problem came up: `name` and `email`, never the password.
const TYPED: &str = "typed";

/// The browser is one that an account has signed in from: see [`super::known_device`].
const KNOWN_DEVICE: &str = "known_device";

/// Signs the browser in. Script cannot read the cookie, and other sites' forms do not carry it.
pub(super) fn keep_session(state: &AppState, session: &Session) {
    let seconds = session.expire.millis() / 1000 - now_seconds();
    let secret = utf8_percent_encode(&session.secret, NON_ALPHANUMERIC);
    set(state, SESSION_COOKIE, &secret.to_string(), seconds.max(0));
}

/// Signs the browser out.
pub(super) fn drop_session(state: &AppState) {
    set(state, SESSION_COOKIE, "", 0);
}

/// Notes that this account has signed in from this browser. Signing out does not take it back: it proves nothing but
/// that, and is what lets the owner in while somebody else guesses.
pub(super) fn keep_known_device(state: &AppState, email: &Email) {
    if let Ok(value) = state.devices.issue(email, now()) {
        set(state, KNOWN_DEVICE, &value, KNOWN_SECONDS);
    }
}

/// Whether this account has signed in from this browser.
pub(super) fn known_device(state: &AppState, email: &Email) -> Option<KnownDevice> {
    state.devices.recognize(&crate::state::cookie(KNOWN_DEVICE)?, email, now())
}

/// Keeps what was typed for the form that is shown next, for half a minute.
pub(super) fn keep_typed(state: &AppState, name: &str, email: &str) {
    let text = format!("{}.{}", encode(name), encode(email));
    set(state, TYPED, &text, 30);
}

/// What was typed, if this request comes right after a problem: name and e-mail.
pub(super) fn typed() -> Option<(String, String)> {
    let value = crate::state::cookie(TYPED)?;
    let (name, email) = value.split_once('.')?;
    Some((decode(name)?, decode(email)?))
}

fn set(state: &AppState, name: &str, value: &str, seconds: i64) {
    let secure = if state.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let (Ok(value), Some(response)) = (HeaderValue::from_str(&cookie), use_context::<ResponseOptions>()) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// The dot separates, so it is encoded too.
fn encode(text: &str) -> String {
    utf8_percent_encode(&text.chars().take(256).collect::<String>(), NON_ALPHANUMERIC).to_string()
}

fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

fn now_seconds() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
