//! Server functions about one's own account. Those that sign in answer with a redirect, so that plain forms can post
//! to them: to `/app`, or back to the form with the problem in its address. Each takes the token of an invite as well:
//! whoever comes in with one is a friend of whoever invited them.

use leptos::prelude::*;

use super::Me;
use crate::AppError;

#[cfg(feature = "ssr")]
mod enter;
#[cfg(feature = "ssr")]
use enter::Door;

/// Who is asking. Errors: [`AppError::SignedOut`].
#[server(endpoint = "who_am_i")]
pub async fn who_am_i() -> Result<Me, AppError> {
    let caller = crate::state::caller().await?;
    Ok(Me::from_account(&caller.account))
}

/// Open to all: signs in with e-mail and password. A wrong password and an unknown address get the same answer.
#[server(endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, invite: Option<String>) -> Result<(), AppError> {
    let entered = enter::with_password(&email, password).await;
    enter::go_on(entered, Door::new("sign-in", invite), "", &email).await
}

/// Open to all: makes an account and signs in.
#[server(endpoint = "register")]
pub async fn register(
    name: String,
    email: String,
    password: String,
    invite: Option<String>,
) -> Result<(), AppError> {
    let entered = enter::with_new_account(&name, &email, password).await;
    enter::go_on(entered, Door::new("register", invite), &name, &email).await
}

/// Open to all: signs in as somebody new and nameless.
#[server(endpoint = "continue_as_guest")]
pub async fn continue_as_guest(invite: Option<String>) -> Result<(), AppError> {
    enter::go_on(enter::as_guest().await, Door::new("sign-in", invite), "", "").await
}

/// For whoever is signed in: takes the pin off the globe, ends the session, and goes to `/`.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    enter::leave().await
}

/// Open to all: what was typed into the form before a problem came up, name and e-mail. Tells nothing to anybody else.
#[server(endpoint = "typed_before")]
pub async fn typed_before() -> Result<(String, String), AppError> {
    Ok(super::cookie::typed().unwrap_or_default())
}
