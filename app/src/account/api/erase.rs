//! Deleting an account, with everything that is anybody's because of it. The account itself goes last: until then whoever
//! asked can ask again, and a second try finishes what the first began.

use appwrite::{Client, Id, Query};

use super::super::{
    belongings::TABLES,
    cookie,
    entry::Problem,
    model::{farewell, is_farewell},
};
use crate::{
    AppError, friends, handles, ids, invites,
    presence::grants::remove,
    snaps,
    state::{app_state, caller, to_the_end},
};

/// Deletes the caller's account if `typed` is what they were asked to type, and answers the form.
pub(super) async fn go(typed: &str) -> Result<(), AppError> {
    let state = app_state()?;
    match caller().await {
        Ok(caller) => {
            let (me, person) = (caller.account.id, caller.client);
            let handle = handles::store::of_one(&person, &me).await?;
            if !is_farewell(typed, farewell(handle.as_ref(), &caller.account.email)) {
                let problem = Problem::Farewell;
                leptos_axum::redirect(&format!("/app/me?problem={problem}#danger"));
                return Ok(());
            }
            let admin = state.appwrite.clone();
            to_the_end(async move { account(&admin, &person, &me).await }).await?;
        }
        // An earlier try got through, and its answer was lost.
        Err(AppError::SignedOut) => {}
        Err(error) => return Err(error),
    }
    cookie::drop_session(&state);
    leptos_axum::redirect("/?done=deleted");
    Ok(())
}

/// `person` is the API as the one who goes.
async fn account(admin: &Client, person: &Client, me: &Id) -> Result<(), AppError> {
    belongings(admin, me).await?;
    snaps::api::forget_photographs(admin, person).await?;
    match admin.users().delete(me).await {
        Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
        _ => {}
    }
    // A beat or an acceptance that was under way may have left something. From now on nothing can.
    belongings(admin, me).await
}

/// Friends are parted from one by one, because each sees less from then on, and copies of photographs may be the last
/// that keep one. All other rows simply go.
async fn belongings(admin: &Client, me: &Id) -> Result<(), AppError> {
    remove(admin, me).await?;
    for friend in friends::friend_ids(admin, me).await? {
        friends::api::part(admin, me, &friend).await?;
    }
    snaps::api::forget_copies(admin, me).await?;
    invites::revoke(admin, me).await?;
    let rows = admin.tables_db(ids::DATABASE);
    for (table, columns) in TABLES {
        for column in columns {
            rows.delete_rows(table, &[Query::equal(column, me.as_str())]).await?;
        }
    }
    Ok(())
}
