//! `authentication`: says whose socket this is, where no cookie could. Subscriptions and presences stay.

use serde_json::{Value, json};

use super::{INVALID, Refusal, response};
use crate::{account::secret::SessionSecret, caller::Credentials, realtime::peer::Peer};

/// Characters of the longest session secret that is looked at.
const LONGEST: usize = 2048;

pub(super) async fn answer(peer: &mut Peer, data: &Value) -> Result<Value, Refusal> {
    let session = match data.get("session") {
        None | Some(Value::Null) => return Err(Refusal::required("Session")),
        Some(session) => session.as_str().filter(|text| (1..=LONGEST).contains(&text.len())),
    };
    let session = session.ok_or_else(|| {
        Refusal::invalid(
            "session",
            format!("Value must be a valid string and at least 1 chars and no longer than {LONGEST} chars."),
        )
    })?;
    let credentials = Credentials { session: SessionSecret::decode(session), ..Credentials::default() };
    if !peer.identify(credentials).await? {
        return Err(Refusal::new(INVALID, "Session is not valid."));
    }
    let user = peer.account().await?;
    Ok(response("authentication", json!({ "success": true, "user": user })))
}
