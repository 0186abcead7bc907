//! Server functions about one's own account. Those that sign in answer with a redirect, so that plain forms can post
//! to them: to `/app`, to the first run where the account is new, or back to the form with the problem in its address. Each takes the token of an invite as well:
//! whoever comes in with one is a friend of whoever invited them.

use appwrite::Id;
use leptos::prelude::*;

use super::{
    Me,
    model::{Device, MyAccount},
};
use crate::AppError;

#[cfg(feature = "ssr")]
mod devices;
#[cfg(feature = "ssr")]
mod enter;
#[cfg(feature = "ssr")]
mod erase;
#[cfg(feature = "ssr")]
mod keep;
#[cfg(feature = "ssr")]
mod mine;
#[cfg(feature = "ssr")]
use {crate::first_run, enter::Door};

/// Where whoever comes back goes on, and a guest, who came to look around.
#[cfg(feature = "ssr")]
const GLOBE: &str = "/app";

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
    enter::go_on(entered, Door::new("sign-in", GLOBE, invite), "", &email).await
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
    enter::go_on(entered, Door::new("register", first_run::Step::Handle.address(), invite), &name, &email)
        .await
}

/// Open to all: signs in as somebody new and nameless.
#[server(endpoint = "continue_as_guest")]
pub async fn continue_as_guest(invite: Option<String>) -> Result<(), AppError> {
    enter::go_on(enter::as_guest().await, Door::new("sign-in", GLOBE, invite), "", "").await
}

/// For whoever is signed in: takes the pin off the globe, ends the session, and goes to `/`.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    enter::leave(enter::Leaving::ThisBrowser).await
}

/// For whoever is signed in: ends every session of theirs, this one included, and goes to `/`.
#[server(endpoint = "sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    enter::leave(enter::Leaving::Everywhere).await
}

/// For a guest, by a plain form: makes their account a full one. The session, friends, snaps and everything else stay.
#[server(endpoint = "keep_account")]
pub async fn keep_account(name: String, email: String, password: String) -> Result<(), AppError> {
    match crate::state::caller().await {
        Ok(caller) => keep::go_on(keep::full(caller, &name, &email, password).await, &name, &email),
        Err(AppError::SignedOut) => {
            leptos_axum::redirect("/");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// For whoever is signed in: what the You page shows of their account, and where they are signed in.
#[server(name = AskMyAccount, endpoint = "my_account")]
pub async fn my_account() -> Result<MyAccount, AppError> {
    mine::of(&crate::state::caller().await?).await
}

/// For whoever is signed in: ends another session of theirs, whose open pages notice. Answers with those that are left.
#[server(endpoint = "end_session")]
pub async fn end_session(session: Id) -> Result<Vec<Device>, AppError> {
    devices::end(&crate::state::caller().await?.client, &session).await
}

/// For whoever has a password: changes it. Errors: [`AppError::Refused`] when the old one is wrong or the new one too
/// short. Every other session of theirs ends, and its open pages notice.
#[server(endpoint = "change_password")]
pub async fn change_password(old: String, new: String) -> Result<(), AppError> {
    devices::change_password(&crate::state::caller().await?, &old, new).await
}

/// For whoever is signed in, by a plain form: deletes their account and everything that is theirs, and goes to `/`.
/// `farewell` is what they type to confirm it: [`MyAccount::farewell`].
#[server(endpoint = "delete_account")]
pub async fn delete_account(farewell: String) -> Result<(), AppError> {
    erase::go(&farewell).await
}

/// Open to all: what was typed into the form before a problem came up, name and e-mail. Tells nothing to anybody else.
#[server(endpoint = "typed_before")]
pub async fn typed_before() -> Result<(String, String), AppError> {
    Ok(super::cookie::typed().unwrap_or_default())
}
