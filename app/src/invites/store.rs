//! Links as rows: at most one for each person, under its token. Each use of one is a row of its own; its number,
//! unique among the link's, is what makes the twentieth use the last, however many come at once.

use appwrite::{Client, Id, Permission, Query, Role, Timestamp, wire::Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use super::{
    model::{LIFETIME_SECONDS, USES_MOST},
    token,
};
use crate::{
    AppError,
    clock::now,
    friends::api::{every_row, way_id},
    ids,
};

/// A row of the table of invites.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InviteRow {
    pub(super) owner_id: Id,
    pub(super) expires_at: Timestamp,
}

/// A row of the table of uses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct UseRow {
    invite_id: Id,
    person_id: Id,
    number: u32,
    /// Whether a friendship came of it.
    done: bool,
}

/// The link with this token, while it works.
pub(super) async fn find(admin: &Client, token: &Id) -> Result<Option<InviteRow>, AppError> {
    match admin.tables_db(ids::DATABASE).get_row::<InviteRow>(ids::INVITES, token).await {
        Ok(row) => Ok(Some(row.data).filter(|invite| invite.expires_at > now())),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The link of this person, while it works.
pub(super) async fn of(client: &Client, owner: &Id) -> Result<Option<Row<InviteRow>>, AppError> {
    Ok(kept(client, owner).await?.filter(|invite| invite.data.expires_at > now()))
}

/// Makes a link. The one before, if there was one, works no more.
pub(super) async fn renew(admin: &Client, owner: &Id) -> Result<(), AppError> {
    revoke(admin, owner).await?;
    let invite = InviteRow { owner_id: owner.clone(), expires_at: now().plus_seconds(LIFETIME_SECONDS) };
    let mine = [Permission::read(Role::user(owner))];
    let rows = admin.tables_db(ids::DATABASE);
    match rows.create_row(ids::INVITES, &token::fresh()?, &invite, &mine).await {
        // Asked for twice at once: there is one, and it is as new.
        Err(refusal) if refusal.status() != Some(409) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Takes a person's link back. None is fine.
pub(crate) async fn revoke(admin: &Client, owner: &Id) -> Result<(), AppError> {
    let Some(invite) = kept(admin, owner).await? else { return Ok(()) };
    remove(admin, ids::INVITES, &invite.id).await?;
    for used in uses(admin, &invite.id).await? {
        remove(admin, ids::INVITE_USES, &used.id).await?;
    }
    Ok(())
}

/// How many uses of a link were taken.
pub(super) async fn used(admin: &Client, token: &Id) -> Result<u32, AppError> {
    Ok(u32::try_from(uses(admin, token).await?.len()).unwrap_or(u32::MAX))
}

/// Whether somebody could take a use of a link that works: `None` for whoever is not known yet.
pub(super) async fn is_open_to(admin: &Client, token: &Id, person: Option<&Id>) -> Result<bool, AppError> {
    let before = match person {
        Some(person) => find_use(admin, &way_id(token, person)).await?,
        None => None,
    };
    match before {
        Some(before) => Ok(!before.done),
        None => Ok(used(admin, token).await? < USES_MOST),
    }
}

/// One use of a link, taken by somebody.
pub(super) struct Taken(Id);

/// Takes a use of a link for `person`. Who took one before that came to nothing goes on with that one. `None` when there
/// is none left, and for whoever became a friend by this link once and is one no more: a link is no way back.
pub(super) async fn take(admin: &Client, token: &Id, person: &Id) -> Result<Option<Taken>, AppError> {
    let id = way_id(token, person);
    let taken = |used: UseRow| (!used.done).then(|| Taken(id.clone()));
    for number in used(admin, token).await? + 1..=USES_MOST {
        let fresh = UseRow { invite_id: token.clone(), person_id: person.clone(), number, done: false };
        match admin.tables_db(ids::DATABASE).create_row(ids::INVITE_USES, &id, &fresh, &[]).await {
            Ok(_) => return Ok(Some(Taken(id))),
            // Either it is theirs already, or somebody else was quicker with this number.
            Err(refusal) if refusal.status() == Some(409) => {
                if let Some(used) = find_use(admin, &id).await? {
                    return Ok(taken(used));
                }
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(find_use(admin, &id).await?.and_then(taken))
}

/// A friendship came of it.
pub(super) async fn done(admin: &Client, Taken(id): Taken) -> Result<(), AppError> {
    let changes = Map::from_iter([("done".to_owned(), json!(true))]);
    match admin.tables_db(ids::DATABASE).update_row::<UseRow>(ids::INVITE_USES, &id, changes, None).await {
        // The link was taken back meanwhile, and its uses with it.
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

async fn kept(client: &Client, owner: &Id) -> Result<Option<Row<InviteRow>>, AppError> {
    let theirs = [Query::equal("ownerId", owner.as_str()), Query::limit(1)];
    Ok(client.tables_db(ids::DATABASE).list_rows(ids::INVITES, &theirs).await?.rows.pop())
}

async fn find_use(admin: &Client, id: &Id) -> Result<Option<UseRow>, AppError> {
    match admin.tables_db(ids::DATABASE).get_row(ids::INVITE_USES, id).await {
        Ok(row) => Ok(Some(row.data)),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn uses(admin: &Client, token: &Id) -> Result<Vec<Row<UseRow>>, AppError> {
    every_row(admin, ids::INVITE_USES, Query::equal("inviteId", token.as_str())).await
}

async fn remove(admin: &Client, table: &str, id: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(table, id).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}
