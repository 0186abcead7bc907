//! The door to reports.

use appwrite::Id;
use leptos::prelude::*;

use super::model::Reason;
use crate::AppError;

/// For whoever is signed in: tells the operator about somebody, in a reason and at most 500 characters of their own.
/// Errors: [`AppError::Refused`] for oneself and a longer note, [`AppError::Gone`] for somebody the caller has
/// nothing to do with, [`AppError::TooMany`] for
/// whoever reports one person after another.
#[server(endpoint = "report")]
pub async fn report(person: Id, reason: Reason, note: String) -> Result<(), AppError> {
    use serde_json::json;

    use super::model::NOTE_LONGEST;
    use crate::ids;

    let caller = crate::state::caller().await?;
    let (state, me) = (crate::state::app_state()?, caller.account.id);
    if person == me {
        return Err(AppError::refused("That is you."));
    }
    let note = note.trim();
    if note.chars().count() > NOTE_LONGEST {
        return Err(AppError::refused(format!("Tell it in at most {NOTE_LONGEST} characters.")));
    }
    state.attempts.looking_for_people(&me)?;
    let admin = state.appwrite;
    if !crate::friends::api::has_to_do_with(&admin, &me, &person).await? {
        return Err(AppError::Gone);
    }
    admin.users().get(&person).await?;
    let row = json!({ "reporterId": me, "reportedId": person, "reason": reason, "note": note });
    let id = Id::unique(crate::clock::now());
    admin.tables_db(ids::DATABASE).create_row(ids::REPORTS, &id, &row, &[]).await?;
    tracing::info!(report = %id, "somebody was reported");
    Ok(())
}
