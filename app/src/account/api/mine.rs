//! What a person is shown of their own account.

use super::{super::cookie, devices};
use crate::{
    AppError,
    account::{Me, model::MyAccount},
    clock::now,
    handles,
    state::Caller,
    theme::Theme,
};

pub(super) async fn of(caller: &Caller) -> Result<MyAccount, AppError> {
    let Caller { account, client } = caller;
    let (devices, handle) =
        tokio::try_join!(devices::of(client), handles::store::of_one(client, &account.id))?;
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
