//! The choice, in the prefs of the account of whoever made it.

use appwrite::Client;
use serde_json::json;

use super::Hue;
use crate::{AppError, presence::grants, state::Caller};

/// The caller's picture is in this colour from now on: in their account, and where friends look at it right now.
pub(crate) async fn wear(admin: &Client, caller: Caller, hue: Hue) -> Result<(), AppError> {
    let Caller { account, client } = caller;
    // Prefs are only ever replaced as a whole; what else is kept there stays.
    let mut prefs = account.prefs;
    prefs.insert(Hue::PREF.to_owned(), json!(hue));
    client.account().update_prefs(&prefs).await?;
    grants::repaint(admin, &account.id, hue).await
}
