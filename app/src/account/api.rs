//! Server functions about one's own account.

use leptos::prelude::*;

use super::Me;
use crate::AppError;

/// Who is asking. Errors: [`AppError::SignedOut`].
#[server(endpoint = "who_am_i")]
pub async fn who_am_i() -> Result<Me, AppError> {
    let caller = crate::state::caller().await?;
    Ok(Me::from_account(&caller.account))
}
