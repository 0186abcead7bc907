//! Where somebody is signed in, and ending it; and the password that lets them in.

use appwrite::{Client, Id};

use super::{
    super::{
        entry::{Email, Problem},
        password::{NewPassword, TypedPassword},
    },
    enter::{attempts, problem},
};
use crate::{AppError, account::model::Device, state::Caller};

/// This browser first, then the newest first.
pub(super) async fn of(client: &Client) -> Result<Vec<Device>, AppError> {
    let sessions = client.account().list_sessions().await?.sessions;
    let mut devices: Vec<Device> = sessions.iter().map(Device::from_session).collect();
    devices.sort_by_key(|device| (!device.here, std::cmp::Reverse(device.since)));
    Ok(devices)
}

/// Ends one. That it is over already is fine.
pub(super) async fn end(client: &Client, session: &Id) -> Result<Vec<Device>, AppError> {
    match client.account().delete_session(session.as_str()).await {
        Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
        _ => {}
    }
    of(client).await
}

/// Changes the password. Guesses at the old one count as guesses at the door do.
pub(super) async fn change_password(caller: &Caller, old: &str, new: String) -> Result<(), AppError> {
    let refused = |problem: Problem| AppError::refused(problem.sentence());
    let new = NewPassword::parse(&new).map_err(refused)?;
    let email = Email::parse(&caller.account.email)
        .map_err(|_| AppError::refused("A guest has no password yet. Keep your account first."))?;
    attempts().and_then(|attempts| attempts.on_account(&email)).map_err(refused)?;
    for form in TypedPassword::new(old.to_owned()).forms() {
        match caller.client.account().update_password(new.as_str(), Some(form)).await {
            Ok(_) => return Ok(()),
            Err(refusal) if refusal.is("user_invalid_credentials") => {}
            Err(refusal) if refusal.status() == Some(400) => return Err(refused(problem(refusal))),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Err(AppError::refused("That is not your password. Check it and try again."))
}
