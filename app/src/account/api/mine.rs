//! What a person is shown of their own account.

use super::{super::cookie, devices};
use crate::{
    AppError,
    account::{Me, model::MyAccount},
    clock::now,
    friends::api::circle_rows,
    state::Caller,
    theme::Theme,
};

pub(super) async fn of(caller: &Caller) -> Result<MyAccount, AppError> {
    let Caller { account, client } = caller;
    let (devices, rows) = tokio::try_join!(devices::of(client), circle_rows(caller))?;
    Ok(MyAccount {
        me: Me::from_account(account),
        email: account.email.clone(),
        handle: rows.profile.handle.clone(),
        devices,
        theme: Theme::of_request(),
        typed: cookie::typed().unwrap_or_default(),
        as_of: now(),
    })
}
