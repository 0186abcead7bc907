//! The doors to snaps. Each says who may call it. What is kept where is `shelf`'s business, and what makes a
//! photograph fit to keep is `press`'s.

#[cfg(feature = "ssr")]
use std::collections::BTreeSet;

use appwrite::Id;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::{
    ContentType,
    codec::{Encoding, IntoReq, Json},
    request::ClientReq,
};

pub use super::image::Image;
use super::model::{Depth, Mailbox, Timer};
use crate::AppError;

/// A photograph on its way to friends.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewSnap {
    /// The sender's own word for this sending, an [`Id`] made once: a retry or a second click says it again and is
    /// the same snap.
    pub id: Id,
    /// One copy is made for each; how often somebody is named does not matter.
    pub recipients: Vec<Id>,
    /// The bytes of the photograph, 10 MiB at most before encoding.
    #[serde(rename = "image_base64")]
    pub image: Image,
    /// What it was called where it came from.
    pub file_name: String,
    /// What stands under it.
    #[serde(default)]
    pub caption: String,
    /// What is to be seen, for whoever does not see it.
    #[serde(default)]
    pub description: String,
    /// The snap it answers, if it answers one.
    #[serde(default)]
    pub reply_to: Option<Id>,
    /// Whether each recipient is handed it a single time.
    #[serde(default)]
    pub view_once: bool,
    /// For how long it stays on screen, if not for as long as its recipient likes.
    #[serde(default)]
    pub timer: Option<Timer>,
}

/// Photographs and what is said with them stay out of logs.
impl std::fmt::Debug for NewSnap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewSnap({} for {})", self.id, self.recipients.len())
    }
}

/// How [`send_snap`] is asked: as JSON, which the server reads only when it is the sender's turn.
pub struct SnapJson;

impl ContentType for SnapJson {
    const CONTENT_TYPE: &'static str = Json::CONTENT_TYPE;
}

impl Encoding for SnapJson {
    const METHOD: http::Method = Json::METHOD;
}

impl<Request: ClientReq<AppError>> IntoReq<SnapJson, Request, AppError> for SendSnap {
    fn into_req(self, path: &str, accepts: &str) -> Result<Request, AppError> {
        IntoReq::<Json, Request, AppError>::into_req(self, path, accepts)
    }
}

/// A browser reads no requests; the server does in `receive`.
#[cfg(not(feature = "ssr"))]
impl<Request> server_fn::codec::FromReq<SnapJson, Request, AppError> for SendSnap
where
    Request: server_fn::request::Req<AppError> + Send + 'static,
{
    async fn from_req(request: Request) -> Result<Self, AppError> {
        <Self as server_fn::codec::FromReq<Json, Request, AppError>>::from_req(request).await
    }
}

/// Sends a photograph. For whoever is signed in, to accepted friends of theirs and to nobody else: all of them get it,
/// or nobody does. Errors: [`AppError::Refused`] when one is no friend, there are too many of them or too many words,
/// or it is no photograph; [`AppError::TooMany`] when they send too much.
#[server(endpoint = "send_snap", input = SnapJson)]
pub async fn send_snap(snap: NewSnap) -> Result<(), AppError> {
    use super::{parcel, press, quota, shelf};
    let state = crate::state::app_state()?;
    let (image, admission) = snap.image.clone().admitted()?;
    let parcel = parcel::pack(&state, admission.sender.clone(), &snap).await?;
    if shelf::is_kept(&state.appwrite, &parcel).await? {
        return Ok(());
    }
    quota::check(&state.appwrite, &parcel, crate::clock::now()).await?;
    let name = shelf::file_name(&snap.file_name);
    drop(snap);
    let pressed = press::press(image?).await?;
    crate::state::to_the_end(async move {
        // The sender's next photo waits until this one is counted.
        let _admission = admission;
        // Pressing takes a while, and a friendship may have ended in it.
        parcel::check_friends(&state, &parcel.sender, &parcel.recipients).await?;
        shelf::keep(&state.appwrite, &parcel, &name, pressed).await
    })
    .await
}

/// What the caller received and sent in the last day, and what is left of what they received in the day before. For
/// whoever is signed in; they learn their own snaps only, and what the people in them are called.
#[server(endpoint = "list_snaps")]
pub async fn list_snaps() -> Result<Mailbox, AppError> {
    use super::shelf::mailbox;
    let mail = mailbox::read(&crate::state::caller().await?, Depth::Whole).await?;
    let cards = crate::cards::Cards::of(&crate::state::app_state()?, &mail.people()).await?;
    Ok(mail.named(&cards, |_| false))
}

/// For a signed-in person: their own mailbox, as deep as a page shows it.
#[server(endpoint = "look_into_mailbox")]
pub async fn look_into_mailbox(depth: Depth) -> Result<Mailbox, AppError> {
    use super::shelf::mailbox;
    let mail = mailbox::read(&crate::state::caller().await?, depth).await?;
    let cards = crate::cards::Cards::of(&crate::state::app_state()?, &mail.people()).await?;
    Ok(mail.named(&cards, |_| false))
}

/// For the recipient of these snaps: marks each as delivered, once. Ids of other snaps are ignored.
///
/// An open page calls this by itself, so it tells only senders who see the caller: not while the caller is a ghost, and
/// not a sender whom the caller's settings leave out. Returns the ids of the snaps that stay unmarked for that reason;
/// the page tries them again when that may have changed.
#[server(endpoint = "mark_snaps_delivered", input = Json)]
pub async fn mark_snaps_delivered(ids: Vec<Id>) -> Result<Vec<Id>, AppError> {
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    let terms = crate::privacy::terms::Terms::read(&admin, &me).await?;
    super::shelf::stamp_delivered(&admin, &me, &ids, now, |sender| terms.are_seen_by(sender)).await
}

/// Writes down that a snap was seen, once. For its recipient, when they have had it on screen, within its day.
/// Errors: [`AppError::Gone`] for everybody and everything else.
#[server(endpoint = "mark_snap_viewed")]
pub async fn mark_snap_viewed(id: Id) -> Result<(), AppError> {
    use super::{model::Snap, shelf};
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let row = shelf::find(&caller.client, &id).await?.ok_or(AppError::Gone)?;
    let snap = Snap::from(row.clone());
    match snap.waits_for(&caller.account.id, now) {
        true => shelf::stamp_viewed(&crate::state::app_state()?.appwrite, &row, now).await,
        false if snap.recipient == caller.account.id && snap.viewed_at.is_some() => Ok(()),
        false => Err(AppError::Gone),
    }
}

/// Takes back what two people sent each other and did not open yet, and forgets that it was sent, as it does what is left
/// of older ones.
#[cfg(feature = "ssr")]
pub(crate) async fn withdraw_unopened(admin: &appwrite::Client, a: &Id, b: &Id) -> Result<(), AppError> {
    use super::shelf;
    let now = crate::clock::now();
    for (sender, recipient) in [(a, b), (b, a)] {
        for copy in shelf::unopened(admin, sender, recipient).await? {
            shelf::take_back(admin, &copy.data.file_id.clone(), std::slice::from_ref(&copy), now).await?;
            shelf::forget(admin, &copy.id).await?;
        }
        shelf::remnants::forget(admin, sender, recipient).await?;
    }
    Ok(())
}

/// Whoever this is goes for good: no copy is left of what they sent or were sent, and no photograph that nobody else needs.
#[cfg(feature = "ssr")]
pub(crate) async fn forget_copies(admin: &appwrite::Client, person: &Id) -> Result<(), AppError> {
    use super::shelf;
    let now = crate::clock::now();
    for copy in shelf::of_person(admin, person).await? {
        // Taken back first: if what follows fails, nobody is handed it any more.
        shelf::take_back(admin, &copy.data.file_id.clone(), std::slice::from_ref(&copy), now).await?;
        shelf::forget(admin, &copy.id).await?;
    }
    Ok(())
}

/// The photographs that somebody sent today and may still see themselves. What may be viewed once is not shown to its
/// sender again.
#[cfg(feature = "ssr")]
pub(crate) async fn photographs_of(person: &appwrite::Client, me: &Id) -> Result<Vec<Id>, AppError> {
    let today = crate::clock::now().plus_seconds(-super::model::LIFETIME_SECONDS);
    let sent = super::shelf::list(person, "senderId", me, today).await?;
    let shown = sent.into_iter().filter(|snap| snap.removed_at.is_none() && !snap.view_once);
    Ok(shown.map(|snap| snap.photograph).collect::<BTreeSet<_>>().into_iter().collect())
}

/// Removes every photograph of whom `person` speaks for, those of which there never was a copy included.
#[cfg(feature = "ssr")]
pub(crate) async fn forget_photographs(
    admin: &appwrite::Client,
    person: &appwrite::Client,
) -> Result<(), AppError> {
    super::shelf::forget_photographs(admin, person).await
}

/// Takes one person's copy of a snap back, opened or not. For its sender. One that is gone already is fine.
#[server(endpoint = "delete_snap")]
pub async fn delete_snap(id: Id) -> Result<(), AppError> {
    use super::shelf;
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let admin = crate::state::app_state()?.appwrite;
    match shelf::find(&caller.client, &id).await? {
        None => Ok(()),
        Some(row) if row.data.sender_id == caller.account.id => {
            crate::state::to_the_end(async move {
                shelf::take_back(&admin, &row.data.file_id.clone(), &[row], now).await
            })
            .await
        }
        Some(_) => Err(AppError::refused("Only whoever sent a snap can take it back.")),
    }
}

/// Takes a snap back from everybody it went to. For its sender, by the photograph's id; others find nothing there.
#[server(endpoint = "delete_sent_snap")]
pub async fn delete_sent_snap(photograph: Id) -> Result<(), AppError> {
    use super::shelf;
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let admin = crate::state::app_state()?.appwrite;
    let mut copies = shelf::of_photograph(&caller.client, &photograph).await?;
    copies.retain(|copy| copy.data.sender_id == caller.account.id);
    if copies.is_empty() {
        return Ok(());
    }
    crate::state::to_the_end(async move { shelf::take_back(&admin, &photograph, &copies, now).await }).await
}
