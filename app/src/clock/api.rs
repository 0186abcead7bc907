//! The server's time, for pages whose device may have slept.

use appwrite::Timestamp;
use leptos::prelude::*;

use crate::AppError;

/// Anybody: the server's time now.
#[server(endpoint = "server_time")]
pub async fn server_time() -> Result<Timestamp, AppError> {
    Ok(super::now())
}
