//! The rules. Whoever is not the recipient learns nothing: not even whether there is such a snap.

use base64::{engine::general_purpose::STANDARD, Engine};
use serde_json::{json, Value};

use crate::{picture, Api, Fault, Snap, LIFETIME_SECONDS};

/// Who asks for what, and when.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// The caller's token, as the runtime vouches for it; empty without one.
    pub jwt: &'a str,
    /// The caller's id, as the runtime vouches for it.
    pub user: &'a str,
    /// Milliseconds since 1970, by the server's clock.
    pub now: i64,
}

/// What is answered: a status, and JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

/// Answers `/snap/<id>` with `{contentType, base64}`, or says in a status why not: 404 for anything but that path,
/// 401 for everybody but the recipient, 410 with a `reason` when the day is over (`expired`), the sender took it back
/// (`removed`), or it could be viewed once and was (`opened`). A fault of ours is a fault, which the home answers with
/// 500 and writes down.
pub async fn serve(request: Request<'_>, api: &impl Api) -> Result<Answer, Fault> {
    let Some(id) = snap_id(request.method, request.path) else {
        return Ok(Answer::refusal(404, "There is nothing here."));
    };
    if request.jwt.is_empty() || request.user.is_empty() || !is_id(id) {
        return Ok(Answer::not_yours());
    }
    let Some(snap) = api.snap(id).await? else {
        return Ok(Answer::not_yours());
    };
    if snap.recipient != request.user {
        return Ok(Answer::not_yours());
    }
    if snap.removed {
        return Ok(Answer::gone("removed"));
    }
    if snap.is_over(request.now) {
        return Ok(Answer::gone("expired"));
    }
    let Some(bytes) = api.photograph(&snap.photograph).await? else {
        return Ok(Answer::gone("removed"));
    };
    // Claimed with the bytes at hand, so that a photograph that could not be read uses nothing up.
    if snap.once && !api.claim(id).await? {
        return Ok(Answer::gone("opened"));
    }
    let body = json!({ "contentType": picture::content_type(&bytes), "base64": STANDARD.encode(&bytes) });
    Ok(Answer { status: 200, body })
}

impl Snap {
    fn is_over(&self, now: i64) -> bool {
        now.saturating_sub(self.sent) >= LIFETIME_SECONDS * 1000
    }
}

impl Answer {
    /// What is said when the fault is ours.
    pub fn fault() -> Self {
        Self::refusal(500, "Something broke on our side.")
    }

    fn not_yours() -> Self {
        Self::refusal(401, "This snap is not for you.")
    }

    fn gone(reason: &str) -> Self {
        Self { status: 410, body: json!({ "message": "This snap is gone.", "reason": reason }) }
    }

    fn refusal(status: u16, message: &str) -> Self {
        Self { status, body: json!({ "message": message }) }
    }
}

fn snap_id<'a>(method: &str, path: &'a str) -> Option<&'a str> {
    let id = path.strip_prefix("/snap/").filter(|id| !id.is_empty() && !id.contains('/'))?;
    (method == "GET" || method == "POST").then_some(id)
}

/// Whether a text can be an id at all. Nothing else may become part of an address.
fn is_id(text: &str) -> bool {
    text.len() <= 36
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}
