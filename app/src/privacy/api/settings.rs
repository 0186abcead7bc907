//! Reading the settings, and changing them so that it holds at once.

use appwrite::{Client, Id};
use serde_json::{Value, json};

use crate::{
    AppError,
    account::names::names,
    clock::now,
    friends::{Person, api::circle_rows},
    presence::{grants, model::Ghost},
    privacy::{
        choices::{Choices, choices},
        model::{Audience, Length, Privacy, Settings},
        showing, store,
    },
    state::Caller,
};

/// The caller's, for a page.
pub(super) async fn of(caller: &Caller) -> Result<Privacy, AppError> {
    let (rows, choices) = tokio::try_join!(circle_rows(caller), choices(caller))?;
    let admin = crate::state::app_state()?.appwrite;
    in_words(&admin, &rows.profile, &choices).await
}

/// The caller's as they are after a change.
async fn after_change(admin: &Client, me: &Id) -> Result<Privacy, AppError> {
    let (profile, choices) = tokio::try_join!(store::profile(admin, me), Choices::read(admin, me))?;
    in_words(admin, &profile, &choices).await
}

async fn in_words(admin: &Client, profile: &store::Profile, choices: &Choices) -> Result<Privacy, AppError> {
    let names = names(admin, choices.blocked.iter().cloned()).await?;
    let mut blocked: Vec<Person> = names.into_iter().map(|(id, name)| Person { name, id }).collect();
    blocked.sort();
    Ok(Privacy {
        show_seen: profile.shows_seen(),
        place: profile.spot().and_then(showing::words),
        settings: profile.settings(choices.exceptions.clone()),
        blocked,
    })
}

/// Makes a change of the caller's settings, carries it out for the presence that is live, and gives all settings as
/// they are then.
pub(super) async fn change<F>(
    change: impl FnOnce(Client, Id) -> F + Send + 'static,
) -> Result<Privacy, AppError>
where
    F: Future<Output = Result<(), AppError>> + Send,
{
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move {
        change(admin.clone(), me.clone()).await?;
        grants::regrant(&admin, &me).await?;
        after_change(&admin, &me).await
    })
    .await
}

pub(super) async fn set_ghost(admin: &Client, me: &Id, length: Length) -> Result<Option<Ghost>, AppError> {
    let until = length.until(now());
    let was = settings(admin, me).await?;
    go(admin, me, &was, until.is_some(), ("ghostUntil", json!(until))).await?;
    grants::regrant(admin, me).await?;
    Ok(Ghost::kept(until, now()))
}

pub(super) async fn set_audience(admin: &Client, me: &Id, audience: Audience) -> Result<(), AppError> {
    let was = settings(admin, me).await?;
    go(admin, me, &was, audience == Audience::Nobody, ("audience", json!(audience))).await
}

/// Whoever goes out of everybody's sight was last here at that moment, as far as others can tell.
async fn go(
    admin: &Client,
    me: &Id,
    was: &Settings,
    unseen: bool,
    changed: (&'static str, Value),
) -> Result<(), AppError> {
    let goes = unseen && !was.is_unseen();
    let goodbye = goes.then(|| ("seenAt", json!(now())));
    store::change(admin, me, [changed].into_iter().chain(goodbye)).await
}

async fn settings(admin: &Client, me: &Id) -> Result<Settings, AppError> {
    Ok(store::profile(admin, me).await?.settings(Default::default()))
}
