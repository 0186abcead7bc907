//! Asking by e-mail. Every address takes the same calls, whether or not anybody here uses it, and looks the same to the
//! person who asks: an entry for the address, theirs alone.
//!
//! The request is a row of its own that only its recipient reads: the sender learns nothing of it until it is accepted.
//! If nobody can get the request, it is made all the same, for nobody.

use appwrite::{Client, Id, Permission, Query, Role};

use super::{
    ask::person,
    bonds::{self, digest, pair_id},
    declines,
    requests::{self, PENDING, RequestRow},
};
use crate::{
    AppError,
    account::entry::Email,
    clock::now,
    friends::{Person, model::Asked},
    ids,
    privacy::blocks,
};

/// Asks the person who uses this address. Errors: [`AppError::Refused`] for one's own address and a friend's.
pub(super) async fn ask(admin: &Client, me: &Id, email: &Email) -> Result<Asked, AppError> {
    let nobody = entry(me, email.as_str());
    let found = person(admin, Query::equal("email", email.as_str())).await?;
    let friends = bonds::friend_ids(admin, me).await?;
    match &found {
        Some(them) if them.id == *me => return Err(AppError::refused("That is your own address.")),
        Some(them) if friends.contains(&them.id) => return Err(bonds::friend_already(them)),
        _ => {}
    }
    let owner = found.as_ref().map_or(&nobody, |them| &them.id);
    let blocked = blocks::between(admin, me, owner).await?;
    let before = requests::find(admin, &pair_id(me, owner)).await?;
    let to = match (&before, &found) {
        // A block hides each from the other.
        _ if blocked => &nobody,
        (Some(theirs), Some(them)) if theirs.data.from_user_id != *me => {
            return accepted(admin, me, them, &theirs.id, email).await;
        }
        // The sender sees a request by handle, so a change of it would tell whose the address is.
        (Some(mine), _) if mine.data.email.is_none() => &nobody,
        _ => owner,
    };
    if enter(admin, me, email, &nobody).await? {
        take_back(admin, me, to).await?;
    }
    let row = RequestRow {
        from_user_id: me.clone(),
        to_user_id: to.clone(),
        status: PENDING.to_owned(),
        email: Some(email.as_str().to_owned()),
    };
    let (id, to_nobody) = (pair_id(me, to), *to == nobody);
    let readers = if to_nobody { vec![] } else { row.readers() };
    let made = admin.tables_db(ids::DATABASE).create_row(ids::FRIEND_REQUESTS, &id, &row, &readers).await;
    let is_there = match made {
        Ok(_) => false,
        Err(refusal) if refusal.status() == Some(409) => true,
        Err(refusal) => return Err(refusal.into()),
    };
    // A block made meanwhile took away the requests there were, and must not leave a new one.
    if blocks::between(admin, me, to).await? {
        requests::remove(admin, &id).await?;
    } else if let Some(them) = found.filter(|_| is_there && before.is_none() && !to_nobody)
        && let Some(theirs) = requests::find(admin, &id).await?
        && theirs.data.from_user_id != *me
    {
        // Both asked in the same moment.
        return accepted(admin, me, &them, &id, email).await;
    }
    Ok(Asked::Address(email.as_str().to_owned()))
}

/// They had asked first.
async fn accepted(
    admin: &Client,
    me: &Id,
    them: &Person,
    request: &Id,
    email: &Email,
) -> Result<Asked, AppError> {
    requests::accept(admin, me, request).await?;
    forget(admin, me, email.as_str()).await?;
    Ok(Asked::Friends(them.clone()))
}

/// Enters that `me` asked this address. Answers whether an earlier entry has waited for so long that the address is
/// asked as if for the first time: one who declined hears of it again.
async fn enter(admin: &Client, me: &Id, email: &Email, id: &Id) -> Result<bool, AppError> {
    let row = RequestRow {
        from_user_id: me.clone(),
        to_user_id: id.clone(), // nobody's, and the same kind of nobody's for every address
        status: PENDING.to_owned(),
        email: Some(email.as_str().to_owned()),
    };
    let mine = [Permission::read(Role::user(me))];
    let rows = admin.tables_db(ids::DATABASE);
    match rows.create_row(ids::FRIEND_REQUESTS, id, &row, &mine).await {
        Ok(_) => return Ok(false),
        Err(refusal) if refusal.status() == Some(409) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    let has_waited = requests::find(admin, id)
        .await?
        .is_some_and(|before| before.created_at.plus_seconds(declines::COOL_DOWN_SECONDS) <= now());
    if has_waited {
        requests::remove(admin, id).await?;
        match rows.create_row(ids::FRIEND_REQUESTS, id, &row, &mine).await {
            Err(refusal) if refusal.status() != Some(409) => return Err(refusal.into()),
            _ => {}
        }
    }
    Ok(has_waited)
}

/// Takes back what `me` asked `to` before, and nothing that they asked.
async fn take_back(admin: &Client, me: &Id, to: &Id) -> Result<(), AppError> {
    let mine = [Query::equal("fromUserId", me.as_str()), Query::equal("toUserId", to.as_str())];
    Ok(admin.tables_db(ids::DATABASE).delete_rows(ids::FRIEND_REQUESTS, &mine).await?)
}

/// Takes the entry away, and every request it stands for.
pub(super) async fn forget(admin: &Client, from: &Id, email: &str) -> Result<(), AppError> {
    let all = [Query::equal("fromUserId", from.as_str()), Query::equal("email", email)];
    Ok(admin.tables_db(ids::DATABASE).delete_rows(ids::FRIEND_REQUESTS, &all).await?)
}

fn entry(from: &Id, email: &str) -> Id {
    digest(&format!("{from}>{email}"))
}
