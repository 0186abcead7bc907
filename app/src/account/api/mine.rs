//! What a person is shown of their own account.

use appwrite::{Client, Id};
use serde::Deserialize;

use super::{super::cookie, devices};
use crate::{
    AppError,
    account::{Me, model::MyAccount},
    clock::now,
    ids,
    state::Caller,
    theme::Theme,
};

/// A profile, as far as it names somebody.
#[derive(Default, Deserialize)]
struct Named {
    #[serde(default)]
    handle: Option<String>,
}

pub(super) async fn of(caller: &Caller) -> Result<MyAccount, AppError> {
    let Caller { account, client } = caller;
    let (devices, handle) = tokio::try_join!(devices::of(client), handle(client, &account.id))?;
    Ok(MyAccount {
        me: Me::from_account(account),
        email: account.email.clone(),
        handle,
        devices,
        theme: Theme::of_request(),
        typed: cookie::typed().unwrap_or_default(),
        as_of: now(),
    })
}

/// The handle of a person, if they chose one.
pub(super) async fn handle(client: &Client, person: &Id) -> Result<Option<String>, AppError> {
    match client.tables_db(ids::DATABASE).get_row::<Named>(ids::PROFILES, person).await {
        Ok(row) => Ok(row.data.handle),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}
