//! Asking somebody to be friends, by handle or by e-mail. What becomes of an address is told by nothing before its owner
//! answers; see [`super::addresses`].

use appwrite::{Client, Id, Query};

use super::{
    addresses,
    bonds::{self, pair_id},
    declines,
    requests::{self, PENDING, RequestRow},
};
use crate::{
    AppError,
    account::model::display_name,
    clock::now,
    friends::{
        Person,
        model::{Asked, Whom},
    },
    handles::{self, Handle},
    ids,
    privacy::blocks,
};

/// So many may wait for their answers at a time.
const MOST_WAITING: u64 = 100;

/// Asks whoever is meant. `client` is the API as who asks. Errors: as [`super::request_friend`].
pub(super) async fn ask(client: &Client, admin: &Client, me: &Id, whom: &str) -> Result<Asked, AppError> {
    let whom = whom.parse().map_err(AppError::Refused)?;
    // As they see it: how many of the addresses are used must not be felt.
    let sent = [Query::equal("fromUserId", me.as_str()), Query::limit(1)];
    let waiting =
        client.tables_db(ids::DATABASE).list_rows::<RequestRow>(ids::FRIEND_REQUESTS, &sent).await?;
    if waiting.total >= MOST_WAITING {
        return Err(AppError::refused("Many have not answered you yet. Take some requests back first."));
    }
    match whom {
        Whom::Handle(handle) => by_handle(admin, me, &handle).await,
        Whom::Email(email) => addresses::ask(admin, me, &email).await,
    }
}

/// Asks all of these, whose ids are known to everybody here; who is a friend already, or has been blocked, is left in
/// peace.
pub(crate) async fn ask_all(admin: &Client, me: &Id, people: &[Id]) -> Result<(), AppError> {
    let friends = bonds::friend_ids(admin, me).await?;
    for person in people.iter().filter(|person| *person != me && !friends.contains(person)) {
        if !blocks::between(admin, me, person).await? {
            request(admin, me, person).await?;
        }
    }
    Ok(())
}

/// A handle that nobody has and one of somebody who blocked `me` take the same calls.
async fn by_handle(admin: &Client, me: &Id, handle: &Handle) -> Result<Asked, AppError> {
    let nobody = || AppError::refused("Nobody here has that handle. Check it, or invite them.");
    let owner = handles::store::owner_of(admin, handle).await?;
    let owner = owner.unwrap_or_else(|| bonds::digest(&format!("{me}>{handle}")));
    let found = person(admin, Query::equal("$id", owner.as_str())).await?;
    let has_blocked_me = blocks::has_blocked(admin, &owner, me).await?;
    let them = found.filter(|_| !has_blocked_me).ok_or_else(nobody)?;
    if them.id == *me {
        return Err(AppError::refused("That is your own handle."));
    }
    if blocks::has_blocked(admin, me, &them.id).await? {
        return Err(AppError::refused(format!("You blocked {}. Unblock them first, under You.", them.name)));
    }
    if bonds::friend_ids(admin, me).await?.contains(&them.id) {
        return Err(bonds::friend_already(&them));
    }
    match request(admin, me, &them.id).await? {
        Made::Request => Ok(Asked::Sent(them)),
        Made::Friends => Ok(Asked::Friends(them)),
        Made::Nothing => Err(nobody()),
    }
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

/// Puts a request, by handle, between two people who are no friends and have not blocked each other.
async fn request(admin: &Client, me: &Id, them: &Id) -> Result<Made, AppError> {
    let id = pair_id(me, them);
    let row = RequestRow {
        from_user_id: me.clone(),
        to_user_id: them.clone(),
        status: PENDING.to_owned(),
        email: None,
    };
    if let Some(made) = put(admin, &id, &row).await? {
        return Ok(made);
    }
    // There is one between us already; who sent it decides, also when both ask in the same moment.
    let before = requests::find(admin, &id).await?.ok_or(AppError::Gone)?;
    if before.data.from_user_id != *me {
        requests::accept(admin, me, &id).await?;
        return Ok(Made::Friends);
    }
    // The sender of a request by e-mail sees it from now on. A request that has waited long enough is made again, so that a
    // person who declined it then hears of it.
    let waited = before.created_at.plus_seconds(declines::COOL_DOWN_SECONDS) <= now();
    let anew = before.data.email.is_some() || waited;
    if anew {
        requests::remove(admin, &id).await?;
        return Ok(put(admin, &id, &row).await?.unwrap_or(Made::Request));
    }
    Ok(Made::Request)
}

/// Makes the row. `None` where there is one.
async fn put(admin: &Client, id: &Id, row: &RequestRow) -> Result<Option<Made>, AppError> {
    let made = admin.tables_db(ids::DATABASE).create_row(ids::FRIEND_REQUESTS, id, row, &row.readers()).await;
    match made {
        // Whoever blocked the other meanwhile took away what requests there were, and must not find a new one.
        Ok(_) if blocks::between(admin, &row.from_user_id, &row.to_user_id).await? => {
            requests::remove(admin, id).await?;
            Ok(Some(Made::Nothing))
        }
        Ok(_) => Ok(Some(Made::Request)),
        Err(refusal) if refusal.status() == Some(409) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

pub(super) async fn person(admin: &Client, this: Query) -> Result<Option<Person>, AppError> {
    let found = admin.users().list(&[this, Query::limit(1)]).await?.users.pop();
    Ok(found.map(|user| Person { name: display_name(&user.name), id: user.id }))
}
