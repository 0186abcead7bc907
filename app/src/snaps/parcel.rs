//! From what a browser sent to what may be kept: who it may go to, and what may be said with it.

use std::collections::BTreeSet;

use appwrite::{Client, Id};

use super::{
    api::NewSnap,
    model::{CAPTION_MOST, DESCRIPTION_MOST, RECIPIENTS_MOST, line},
    shelf::{self, Parcel},
};
use crate::{AppError, AppState, friends};

/// The parcel `sender` asks for. Errors: [`AppError::Refused`] when it may not be sent like this.
pub(super) async fn pack(state: &AppState, sender: Id, snap: &NewSnap) -> Result<Parcel, AppError> {
    let recipients = recipients(&snap.recipients)?;
    check_friends(state, &sender, &recipients).await?;
    Ok(Parcel {
        id: snap.id.clone(),
        caption: words("caption", &snap.caption, CAPTION_MOST)?,
        description: words("description", &snap.description, DESCRIPTION_MOST)?,
        reply_to: answered(&state.appwrite, &sender, snap.reply_to.as_ref()).await?,
        view_once: snap.view_once,
        timer: snap.timer,
        sender,
        recipients,
    })
}

/// Errors: [`AppError::Refused`] when one of them is no accepted friend at this moment.
pub(super) async fn check_friends(
    state: &AppState,
    sender: &Id,
    recipients: &BTreeSet<Id>,
) -> Result<(), AppError> {
    let friends: BTreeSet<Id> = friends::friend_ids(&state.appwrite, sender).await?.into_iter().collect();
    match recipients.is_subset(&friends) {
        true => Ok(()),
        false => Err(AppError::refused("You can only send snaps to your friends.")),
    }
}

fn recipients(named: &[Id]) -> Result<BTreeSet<Id>, AppError> {
    let recipients: BTreeSet<Id> = named.iter().cloned().collect();
    match recipients.len() {
        0 => Err(AppError::refused("Choose a friend to send it to.")),
        1..=RECIPIENTS_MOST => Ok(recipients),
        _ => Err(AppError::refused(format!("A snap goes to {RECIPIENTS_MOST} friends at most."))),
    }
}

fn words(what: &str, said: &str, most: usize) -> Result<Option<String>, AppError> {
    line(said, most).map_err(|length| {
        AppError::refused(format!("The {what} has {length} characters; {most} is the most it can have."))
    })
}

/// The snap that is answered and its author. What never came to `sender`, or is gone, is not answered: the photograph
/// goes all the same.
async fn answered(admin: &Client, sender: &Id, snap: Option<&Id>) -> Result<Option<(Id, Id)>, AppError> {
    let Some(id) = snap else { return Ok(None) };
    let row = shelf::find(admin, id).await?.filter(|row| row.data.recipient_id == *sender);
    Ok(row.map(|row| (row.id, row.data.sender_id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(n: usize) -> Vec<Id> {
        (0..n).map(|n| format!("p{n}").parse().unwrap()).collect()
    }

    #[test]
    fn a_snap_goes_to_one_friend_at_least_and_twenty_at_most() {
        assert!(recipients(&[]).is_err());
        assert_eq!(recipients(&people(20)).unwrap().len(), 20);
        let refusal = recipients(&people(21)).unwrap_err().to_string();
        assert_eq!(refusal, "A snap goes to 20 friends at most.");
    }

    #[test]
    fn whoever_is_named_twice_gets_it_once() {
        let twice = [people(2), people(2)].concat();
        assert_eq!(recipients(&twice).unwrap().len(), 2);
    }

    #[test]
    fn too_many_words_are_refused_with_their_number() {
        assert_eq!(words("caption", " low tide ", 120).unwrap().as_deref(), Some("low tide"));
        let refusal = words("caption", &"x".repeat(121), 120).unwrap_err().to_string();
        assert_eq!(refusal, "The caption has 121 characters; 120 is the most it can have.");
    }
}
