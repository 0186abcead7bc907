//! What somebody asked by e-mail, as they see it: an entry for the address, theirs alone, which is the same whether or not
//! anybody uses it. The request, where there is somebody to get one, is a row of its own, its recipient's alone: nothing
//! that becomes of it is told to whoever asked, until it is accepted.

use appwrite::{Client, Id, Permission, Query, Role};

use super::{
    bonds::digest,
    requests::{self, PENDING, RequestRow},
};
use crate::{AppError, account::entry::Email, ids};

/// Enters that `me` asked this address. Entered already is fine, and changes nothing.
pub(super) async fn enter(admin: &Client, me: &Id, email: &Email) -> Result<(), AppError> {
    let id = entry(me, email.as_str());
    let row = RequestRow {
        from_user_id: me.clone(),
        to_user_id: id.clone(), // nobody's, and the same kind of nobody's for every address
        status: PENDING.to_owned(),
        email: Some(email.as_str().to_owned()),
    };
    let mine = [Permission::read(Role::user(me))];
    match admin.tables_db(ids::DATABASE).create_row(ids::FRIEND_REQUESTS, &id, &row, &mine).await {
        Err(refusal) if refusal.status() != Some(409) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Whoever uses this address has accepted: the entry has done its part.
pub(super) async fn strike(admin: &Client, from: &Id, email: &str) -> Result<(), AppError> {
    requests::remove(admin, &entry(from, email)).await
}

/// Takes the entry away, and the request it stands for, if there is one.
pub(super) async fn cancel(admin: &Client, from: &Id, email: &str) -> Result<(), AppError> {
    let both = [Query::equal("fromUserId", from.as_str()), Query::equal("email", email)];
    Ok(admin.tables_db(ids::DATABASE).delete_rows(ids::FRIEND_REQUESTS, &both).await?)
}

fn entry(from: &Id, email: &str) -> Id {
    digest(&format!("{from}>{email}"))
}
