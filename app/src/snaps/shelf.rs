//! Where snaps are kept: a file in the bucket that only its sender may read, and for each recipient a copy, a row that
//! points at the file for both people. Copies come after their file, all of them or none, and a file whose copies
//! failed is removed; it goes as soon as no copy needs it any more.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Timestamp, wire::Row};

use super::{
    model::{SnapColumns, Timer},
    press::Pressed,
};
use crate::AppError;

mod copies;
pub(crate) mod mailbox;
mod photograph;
pub(super) mod remnants;

pub(super) use copies::{
    find, forget, list, of_person, of_photograph, stamp_delivered, stamp_viewed, unopened,
};
pub(super) use photograph::{file_name, forget_all as forget_photographs};

/// What is sent, by whom and to whom.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    /// The sender's own word for this sending, and the photograph's id.
    pub id: Id,
    pub sender: Id,
    pub recipients: BTreeSet<Id>,
    pub caption: Option<String>,
    pub description: Option<String>,
    /// The snap this answers and who had sent it: only their copy is a reply.
    pub reply_to: Option<(Id, Id)>,
    pub view_once: bool,
    pub timer: Option<Timer>,
}

/// Whether an earlier try of the same sending got through. Errors: [`AppError::Unexpected`] when its id is another's.
pub(super) async fn is_kept(admin: &Client, parcel: &Parcel) -> Result<bool, AppError> {
    let copies = of_photograph(admin, &parcel.id).await?;
    let same = |copy: &Row<SnapColumns>| {
        copy.data.sender_id == parcel.sender && parcel.recipients.contains(&copy.data.recipient_id)
    };
    match copies.iter().all(same) {
        true => Ok(!copies.is_empty()),
        false => Err(AppError::Unexpected),
    }
}

/// Keeps a photograph and tells its recipients. Asked again for the same parcel, it answers as it did the first
/// time and keeps nothing twice.
pub(super) async fn keep(
    admin: &Client,
    parcel: &Parcel,
    name: &str,
    pressed: Pressed,
) -> Result<(), AppError> {
    let Pressed { jpeg, colour } = pressed;
    photograph::keep(admin, &parcel.id, &parcel.sender, name, jpeg).await?;
    let Err(refusal) = copies::make(admin, parcel, colour).await else { return Ok(()) };
    match is_kept(admin, parcel).await {
        // The same sending came twice at once, or its answer was lost on the way.
        Ok(true) => Ok(()),
        Ok(false) if refusal.status().is_some() => {
            photograph::remove(admin, &parcel.id).await?;
            Err(refusal.into())
        }
        // Nobody knows whether the copies were made: a photograph without any goes when its day is over.
        _ => Err(refusal.into()),
    }
}

/// Takes these copies of one photograph back. Nobody is handed it by them any more; its bytes go when these were the
/// last copies that needed them. Asked again after a failure, it finishes what was begun.
pub(super) async fn take_back(
    admin: &Client,
    photograph: &Id,
    copies: &[Row<SnapColumns>],
    now: Timestamp,
) -> Result<(), AppError> {
    copies::mark_removed(admin, copies, now).await?;
    match copies::is_needed(admin, photograph).await? {
        true => Ok(()),
        false => photograph::remove(admin, photograph).await,
    }
}
