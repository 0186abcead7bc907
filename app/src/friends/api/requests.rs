//! Requests as rows: at most one between two people, while it waits for its answer. One that was declined waits on, for
//! all its sender can tell.

use appwrite::{
    Client, Id, Query,
    wire::{Account, Row},
};
use serde::{Deserialize, Serialize};

use super::{
    bonds::{self, pair_id, readable_by},
    declines,
};
use crate::{
    AppError,
    account::model::display_name,
    clock::now,
    friends::{
        Person,
        model::{Asked, Whom},
    },
    handles, ids,
    privacy::blocks,
};

/// A row of the table of requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestRow {
    pub(super) from_user_id: Id,
    pub(super) to_user_id: Id,
    /// `pending`: an answered request is deleted.
    pub(super) status: String,
}

pub(super) const PENDING: &str = "pending";

pub(super) async fn ask(admin: &Client, me: &Account, whom: &str) -> Result<Asked, AppError> {
    let whom: Whom = whom.parse().map_err(AppError::Refused)?;
    let Some(them) = known(admin, &whom).await? else { return Err(nobody(&whom)) };
    if them.id == me.id {
        return Err(AppError::refused(match whom {
            Whom::Handle(_) => "That is your own handle.",
            Whom::Email(_) => "That is your own address.",
        }));
    }
    if blocks::has_blocked(admin, &them.id, &me.id).await? {
        return Err(nobody(&whom));
    }
    if blocks::has_blocked(admin, &me.id, &them.id).await? {
        return Err(AppError::refused(format!("You blocked {}. Unblock them first, under You.", them.name)));
    }
    if bonds::friend_ids(admin, &me.id).await?.contains(&them.id) {
        return Err(AppError::refused(format!("{} is your friend already.", them.name)));
    }
    let id = pair_id(&me.id, &them.id);
    let request =
        RequestRow { from_user_id: me.id.clone(), to_user_id: them.id.clone(), status: PENDING.to_owned() };
    let readers = readable_by(&me.id, &them.id);
    match admin.tables_db(ids::DATABASE).create_row(ids::FRIEND_REQUESTS, &id, &request, &readers).await {
        // Whoever blocked the other meanwhile took away what requests there were, and must not find a new one.
        Ok(_) if blocks::between(admin, &me.id, &them.id).await? => {
            remove(admin, &id).await?;
            Err(nobody(&whom))
        }
        Ok(_) => Ok(Asked::Sent(them)),
        // There is one between us already; who sent it decides, also when both ask in the same moment.
        Err(refusal) if refusal.status() == Some(409) => {
            let row = find(admin, &id).await?.ok_or(AppError::Gone)?;
            if row.data.from_user_id == me.id {
                // One that has waited long enough is asked anew, so that it is heard by whoever declined it then.
                if row.created_at.plus_seconds(declines::COOL_DOWN_SECONDS) > now() {
                    return Err(AppError::refused(format!("You have asked {} already.", them.name)));
                }
                remove(admin, &id).await?;
                admin
                    .tables_db(ids::DATABASE)
                    .create_row(ids::FRIEND_REQUESTS, &id, &request, &readers)
                    .await?;
                return Ok(Asked::Sent(them));
            }
            accept(admin, &me.id, &id).await?;
            Ok(Asked::Friends(them))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Whoever is meant, if they are here.
async fn known(admin: &Client, whom: &Whom) -> Result<Option<Person>, AppError> {
    let this = match whom {
        Whom::Email(email) => Query::equal("email", email.as_str()),
        Whom::Handle(handle) => match handles::store::owner_of(admin, handle).await? {
            Some(owner) => Query::equal("$id", owner.as_str()),
            None => return Ok(None),
        },
    };
    let found = admin.users().list(&[this, Query::limit(1)]).await?.users.pop();
    Ok(found.map(|user| Person { name: display_name(&user.name), id: user.id }))
}

/// The answer for what nobody has, and for what somebody has who wants not to exist for whoever asks.
fn nobody(whom: &Whom) -> AppError {
    AppError::refused(match whom {
        Whom::Handle(_) => "Nobody here has that handle. Check it, or invite them.",
        Whom::Email(_) => "Nobody here uses that e-mail. Check it, or invite them.",
    })
}

/// Whoever deletes the request has the last word on it: an acceptance that comes after a cancellation is too late.
/// If the friendship then cannot be made, the request is put back, so that it can be tried again.
pub(super) async fn accept(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.to_user_id == *me).ok_or(AppError::Gone)?;
    let rows = admin.tables_db(ids::DATABASE);
    rows.delete_row(ids::FRIEND_REQUESTS, request).await?;
    let joined = bonds::join(admin, me, &row.data.from_user_id).await;
    if joined.is_err() {
        let readers = readable_by(me, &row.data.from_user_id);
        if let Err(cause) = rows.create_row(ids::FRIEND_REQUESTS, request, &row.data, &readers).await {
            tracing::error!(%request, error = %cause, "a request that could not be accepted could not be put back");
        }
    }
    joined
}

/// Takes away whatever request is between two people. None is fine.
pub(super) async fn withdraw(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    remove(admin, &pair_id(a, b)).await
}

pub(super) async fn decline(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.to_user_id == *me).ok_or(AppError::Gone)?;
    declines::put(admin, &row.data.from_user_id, me).await
}

pub(super) async fn cancel(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    find(admin, request).await?.filter(|row| row.data.from_user_id == *me).ok_or(AppError::Gone)?;
    remove(admin, request).await
}

async fn find(admin: &Client, id: &Id) -> Result<Option<Row<RequestRow>>, AppError> {
    match admin.tables_db(ids::DATABASE).get_row(ids::FRIEND_REQUESTS, id).await {
        Ok(row) => Ok(Some(row)),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn remove(admin: &Client, id: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::FRIEND_REQUESTS, id).await {
        // Two answers at once: the other one was as good.
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}
