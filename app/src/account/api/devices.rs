//! Where somebody is signed in, and ending it; and the password that lets them in.

use appwrite::{Client, Id};

use super::{
    super::{
        entry::Problem,
        password::{NewPassword, TypedPassword},
    },
    enter::{attempts, problem},
};
use crate::{
    AppError,
    account::model::Device,
    state::{Caller, to_the_end, visitor_network},
};

/// This browser first, then the newest first.
pub(super) async fn of(client: &Client) -> Result<Vec<Device>, AppError> {
    let sessions = client.account().list_sessions().await?.sessions;
    let mut devices: Vec<Device> = sessions.iter().map(Device::from_session).collect();
    devices.sort_by_key(|device| (!device.here, std::cmp::Reverse(device.since)));
    Ok(devices)
}

/// Ends one. That it is over already is fine.
pub(super) async fn end(client: &Client, session: &Id) -> Result<Vec<Device>, AppError> {
    match client.account().delete_session(session.as_str()).await {
        Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
        _ => {}
    }
    of(client).await
}

/// Ends every session of the caller but the one they ask with. Appwrite does so by itself when a password changes, but a
/// project can have that switched off.
async fn end_others(client: &Client) -> Result<(), AppError> {
    let account = client.account();
    for session in account.list_sessions().await?.sessions.iter().filter(|session| !session.current) {
        match account.delete_session(session.id.as_str()).await {
            Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Changes the password, and ends every other session. Wrong old passwords are counted.
pub(super) async fn change_password(caller: &Caller, old: &str, new: String) -> Result<(), AppError> {
    let refused = |problem: Problem| AppError::refused(problem.sentence());
    let new = NewPassword::parse(&new).map_err(refused)?;
    if caller.account.email.is_empty() {
        return Err(AppError::refused("A guest has no password yet. Keep your account first."));
    }
    let me = &caller.account.id;
    let attempts = attempts().map_err(refused)?;
    if let Err(problem) = attempts.of_owner(me, visitor_network()) {
        if attempts.admit_log(me.as_str()) {
            tracing::warn!(user = %me, "password change refused: too many attempts");
        }
        return Err(refused(problem));
    }
    for form in TypedPassword::new(old.to_owned()).forms() {
        match caller.client.account().update_password(new.as_str(), Some(form)).await {
            Ok(_) => {
                tracing::info!(user = %me, "password changed");
                // Whatever becomes of the request: an intruder's session must not outlive the password.
                let client = caller.client.clone();
                let ended = to_the_end(async move { end_others(&client).await }).await;
                return ended.map_err(|error| {
                    tracing::error!(user = %me, %error, "other sessions did not end with a changed password");
                    AppError::refused(
                        "Your password is changed, but other devices are still signed in. Choose \"Sign out everywhere\".",
                    )
                });
            }
            Err(refusal) if refusal.is("user_invalid_credentials") => {}
            Err(refusal) if refusal.status() == Some(400) => return Err(refused(problem(refusal))),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    tracing::info!(user = %me, "password change failed: wrong password");
    Err(AppError::refused("That is not your password. Check it and try again."))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use appwrite::transport::{Answer, Call, Sending, Transport};
    use serde_json::json;

    use super::*;

    /// An Appwrite whose project leaves sessions alone when a password changes. This browser's session is `here`; `gone`
    /// ends before it can be ended.
    #[derive(Default)]
    struct Lax(Mutex<Vec<String>>);

    impl Transport for Lax {
        fn send(&self, call: Call) -> Sending<'_> {
            let asked = format!("{} {}", call.verb.as_str(), call.path);
            let session = |id: &str| {
                let then = "2026-05-26T09:00:00.000+00:00";
                json!({ "$id": id, "$createdAt": then, "$updatedAt": then, "userId": "ana", "expire": then,
                    "provider": "email", "current": id == "here", "secret": "" })
            };
            let (status, body) = match asked.as_str() {
                "GET /account/sessions" => {
                    let sessions = ["there", "here", "gone", "far"].map(session);
                    (200, json!({ "total": sessions.len(), "sessions": sessions }))
                }
                "DELETE /account/sessions/gone" => {
                    let error = json!({ "message": "", "code": 404, "type": "user_session_not_found", "version": "" });
                    (404, error)
                }
                _ => (204, json!({})),
            };
            self.0.lock().unwrap().push(asked);
            let body = body.to_string().into();
            Box::pin(async move { Ok(Answer { status, body }) })
        }
    }

    #[tokio::test]
    async fn every_other_session_is_ended_where_appwrite_does_not_end_them() {
        let appwrite = Arc::new(Lax::default());
        end_others(&Client::new(appwrite.clone(), "appchat")).await.unwrap();
        let ended = ["there", "gone", "far"].map(|id| format!("DELETE /account/sessions/{id}"));
        let asked = appwrite.0.lock().unwrap();
        assert_eq!(asked[0], "GET /account/sessions");
        assert_eq!(asked[1..], ended);
    }
}
