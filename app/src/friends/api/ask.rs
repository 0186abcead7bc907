//! Asking somebody to be friends. Whoever asks by e-mail gets the same answer and the same entry in their list whether or
//! not anybody here uses the address: for one that nobody uses, a request waits for nobody.

use appwrite::{
    Client, Id, Query, Timestamp,
    wire::{Account, Row},
};
use sha2::{Digest, Sha256};

use super::{
    bonds::{self, every_row, pair_id, readable_by},
    declines,
    requests::{self, PENDING, RequestRow},
};
use crate::{
    AppError,
    account::{entry::Email, model::display_name},
    clock::now,
    friends::{
        Person,
        model::{Asked, Whom},
    },
    handles::{self, Handle},
    ids,
    privacy::blocks,
};

/// Asks whoever is meant. Errors: as [`super::request_friend`].
pub(super) async fn ask(admin: &Client, me: &Account, whom: &str) -> Result<Asked, AppError> {
    match whom.parse().map_err(AppError::Refused)? {
        Whom::Handle(handle) => by_handle(admin, me, &handle).await,
        Whom::Email(email) => by_email(admin, me, &email).await,
    }
}

async fn by_handle(admin: &Client, me: &Account, handle: &Handle) -> Result<Asked, AppError> {
    let nobody = || AppError::refused("Nobody here has that handle. Check it, or invite them.");
    let owner = handles::store::owner_of(admin, handle).await?.ok_or_else(nobody)?;
    let them = person(admin, Query::equal("$id", owner.as_str())).await?.ok_or_else(nobody)?;
    if them.id == me.id {
        return Err(AppError::refused("That is your own handle."));
    }
    if blocks::has_blocked(admin, &them.id, &me.id).await? {
        return Err(nobody());
    }
    if blocks::has_blocked(admin, &me.id, &them.id).await? {
        return Err(AppError::refused(format!("You blocked {}. Unblock them first, under You.", them.name)));
    }
    match request(admin, me, &them, None).await? {
        Made::Request => Ok(Asked::Sent(them)),
        Made::Friends => Ok(Asked::Friends(them)),
        Made::Nothing => Err(nobody()),
    }
}

async fn by_email(admin: &Client, me: &Account, email: &Email) -> Result<Asked, AppError> {
    if email.as_str().eq_ignore_ascii_case(&me.email) {
        return Err(AppError::refused("That is your own address."));
    }
    let mut them = person(admin, Query::equal("email", email.as_str())).await?;
    // Between people of whom one blocked the other, nobody is there.
    if let Some(known) = &them
        && blocks::between(admin, &me.id, &known.id).await?
    {
        them = None;
    }
    let waiting = waiting_for(admin, &me.id, email).await?;
    if let Some(them) = &them {
        // One that has waited for nobody so far, or for somebody who has given up the address.
        for row in waiting.iter().filter(|row| row.data.to_user_id != them.id) {
            requests::remove(admin, &row.id).await?;
        }
        match request(admin, me, them, Some(email)).await? {
            Made::Request => return Ok(Asked::Address(email.as_str().to_owned())),
            Made::Friends => return Ok(Asked::Friends(them.clone())),
            Made::Nothing => {}
        }
    } else if !waiting.is_empty() {
        return Ok(Asked::Address(email.as_str().to_owned()));
    }
    wait_for_nobody(admin, me, email).await?;
    Ok(Asked::Address(email.as_str().to_owned()))
}

/// What came of a request.
enum Made {
    /// It waits for its answer, perhaps since long ago.
    Request,
    /// They had asked before.
    Friends,
    /// One of the two blocked the other in the same moment.
    Nothing,
}

/// Puts a request between two people who have not blocked each other.
async fn request(
    admin: &Client,
    me: &Account,
    them: &Person,
    email: Option<&Email>,
) -> Result<Made, AppError> {
    if bonds::friend_ids(admin, &me.id).await?.contains(&them.id) {
        return Err(AppError::refused(format!("{} is your friend already.", them.name)));
    }
    let (id, row) = (pair_id(&me.id, &them.id), row(&me.id, &them.id, email));
    let readers = readable_by(&me.id, &them.id);
    let rows = admin.tables_db(ids::DATABASE);
    match rows.create_row(ids::FRIEND_REQUESTS, &id, &row, &readers).await {
        // Whoever blocked the other meanwhile took away what requests there were, and must not find a new one.
        Ok(_) if blocks::between(admin, &me.id, &them.id).await? => {
            requests::remove(admin, &id).await?;
            Ok(Made::Nothing)
        }
        Ok(_) => Ok(Made::Request),
        // There is one between us already; who sent it decides, also when both ask in the same moment.
        Err(refusal) if refusal.status() == Some(409) => {
            let before = requests::find(admin, &id).await?.ok_or(AppError::Gone)?;
            if before.data.from_user_id != me.id {
                requests::accept(admin, &me.id, &id).await?;
                return Ok(Made::Friends);
            }
            // One that has waited long enough is asked anew, so that it is heard by whoever declined it then.
            if before.created_at.plus_seconds(declines::COOL_DOWN_SECONDS) <= now() {
                requests::remove(admin, &id).await?;
                rows.create_row(ids::FRIEND_REQUESTS, &id, &row, &readers).await?;
            }
            Ok(Made::Request)
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// A request to somebody who is not there, which only its sender reads. Cancelling it is all that can become of it.
async fn wait_for_nobody(admin: &Client, me: &Account, email: &Email) -> Result<(), AppError> {
    let nobody = stand_in(me, email, now());
    let (id, row) = (pair_id(&me.id, &nobody), row(&me.id, &nobody, Some(email)));
    let readers = readable_by(&me.id, &nobody);
    let rows = admin.tables_db(ids::DATABASE);
    Ok(rows.create_row(ids::FRIEND_REQUESTS, &id, &row, &readers).await.map(drop)?)
}

/// An id that nobody has and that looks like anybody's: made at some moment between my coming here and now, as far as it
/// tells.
fn stand_in(me: &Account, email: &Email, now: Timestamp) -> Id {
    let span = now.millis().saturating_sub(me.registration.millis()).max(1).unsigned_abs();
    let digest = Sha256::digest(format!("{}>{}", me.id, email.as_str()));
    let chosen = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) % span;
    Id::unique(Timestamp::from_millis(now.millis() - i64::try_from(chosen).unwrap_or_default()))
}

fn row(me: &Id, them: &Id, email: Option<&Email>) -> RequestRow {
    RequestRow {
        from_user_id: me.clone(),
        to_user_id: them.clone(),
        status: PENDING.to_owned(),
        email: email.map(|email| email.as_str().to_owned()),
    }
}

/// What I asked of this address and nobody has answered.
async fn waiting_for(admin: &Client, me: &Id, email: &Email) -> Result<Vec<Row<RequestRow>>, AppError> {
    let mine = [Query::equal("fromUserId", me.as_str()), Query::equal("email", email.as_str())];
    every_row(admin, ids::FRIEND_REQUESTS, Query::and(mine)).await
}

async fn person(admin: &Client, this: Query) -> Result<Option<Person>, AppError> {
    let found = admin.users().list(&[this, Query::limit(1)]).await?.users.pop();
    Ok(found.map(|user| Person { name: display_name(&user.name), id: user.id }))
}
