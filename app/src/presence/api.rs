//! Saying that I am here, and asking who is.

use appwrite::Id;
use leptos::prelude::*;

use super::model::{Answer, Company, Saying};
use crate::AppError;

#[cfg(feature = "ssr")]
pub(crate) mod company;
#[cfg(feature = "ssr")]
mod leave;
#[cfg(feature = "ssr")]
mod renew;
#[cfg(feature = "ssr")]
mod say;

/// For whoever is signed in: says that they are here and how, for themselves and each accepted friend to read, for as
/// long as [`super::model::LIFE`]. Gives the record as friends are shown it, and their own place as it is kept.
#[server(endpoint = "upsert_presence")]
pub async fn upsert_presence(saying: Saying) -> Result<Answer, AppError> {
    let caller = crate::state::caller().await?;
    let state = crate::state::app_state()?;
    crate::state::to_the_end(async move { say::say(&state.appwrite, &caller, saying).await }).await
}

/// For the owner of this presence: it lives for another [`super::model::LIFE`] seconds, and nothing else about it changes.
/// One request to Appwrite, with the caller's own session. The answer's place is `None`. Errors: [`AppError::Gone`] when
/// there is nothing that the caller can renew, as for a ghost; [`AppError::SignedOut`].
#[server(endpoint = "renew_presence")]
pub async fn renew_presence(person: Id) -> Result<Answer, AppError> {
    renew::renew(&crate::state::session_client()?, &person).await
}

/// For whoever is signed in, from a page that closes: unless they are here by another one, their presence ends after
/// [`super::model::GOODBYE`] seconds.
#[server(endpoint = "leave_presence")]
pub async fn leave_presence() -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    leave::soon(&caller).await?;
    crate::privacy::left(&crate::state::app_state()?.appwrite, &caller.account.id).await
}

/// For whoever is signed in: takes their presence away, for everybody.
#[server(endpoint = "clear_presence")]
pub async fn clear_presence() -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    super::grants::remove(&admin, &me).await?;
    crate::privacy::left(&admin, &me).await
}

/// For whoever is signed in: who their friends are, and which of them are here, themselves included.
#[server(endpoint = "roster")]
pub async fn roster() -> Result<Company, AppError> {
    company::of(&crate::state::caller().await?).await
}
