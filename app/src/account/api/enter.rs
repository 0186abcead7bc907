//! Coming in and going out, on the server.

use appwrite::{Client, Id, client::Error, wire::Session};

use super::super::{
    cookie,
    entry::{Email, Problem},
    name::Name,
    password::{NewPassword, TypedPassword},
};
use crate::{
    AppError,
    account::Attempts,
    clock::now,
    invites,
    presence::grants::remove,
    privacy,
    state::{AppState, Caller, admin_for_visitor, app_state, caller, visitor_network},
    wait::Wait,
};

pub(super) async fn with_password(email: &str, password: String) -> Result<Session, Problem> {
    let email = Email::parse(email)?;
    let state = app_state().map_err(|_| Problem::Unexpected)?;
    let device = cookie::known_device(&state, &email);
    let account = state.devices.log_id(&email);
    if let Err(problem) = state.attempts.to_sign_in(&email, device.as_ref(), visitor_network()) {
        if state.attempts.admit_log(&account) {
            tracing::warn!(%account, known_device = device.is_some(), "sign-in refused: too many attempts");
        }
        return Err(problem);
    }
    let entered = first_that_fits(&email, &TypedPassword::new(password)).await;
    if let Err(problem) = &entered {
        tracing::info!(%account, %problem, "sign-in failed");
    }
    entered
}

/// A session by the first form of the password that is right. A password that no account can have is wrong, not too
/// short: this is not the form that sets it.
async fn first_that_fits(email: &Email, password: &TypedPassword) -> Result<Session, Problem> {
    for form in password.forms() {
        match session(email, form).await {
            Err(Problem::WrongPassword) => {}
            answered => return answered,
        }
    }
    Err(Problem::WrongPassword)
}

pub(super) async fn with_new_account(name: &str, email: &str, password: String) -> Result<Session, Problem> {
    let name = Name::parse(name)?;
    let email = Email::parse(email)?;
    let password = NewPassword::parse(&password)?;
    attempts()?.of_network(visitor_network())?;
    let admin = admin_for_visitor().map_err(|_| Problem::Unexpected)?;
    admin
        .account()
        .create(&Id::unique(now()), email.as_str(), password.as_str(), name.as_str())
        .await
        .map_err(problem)?;
    session(&email, password.as_str()).await
}

pub(super) async fn as_guest() -> Result<Session, Problem> {
    attempts()?.of_network(visitor_network())?;
    let admin = admin_for_visitor().map_err(|_| Problem::Unexpected)?;
    admin.account().create_anonymous_session().await.map_err(problem)
}

/// What was tried at this instance.
pub(super) fn attempts() -> Result<Attempts, Problem> {
    app_state().map(|state| state.attempts).map_err(|_| Problem::Unexpected)
}

/// Which form somebody came in by: the way back to it, should there be a problem.
pub(super) struct Door {
    mode: &'static str,
    /// Where it leads.
    on: &'static str,
    /// The token of the invite on whose page it stands.
    invite: Option<Id>,
}

impl Door {
    /// What cannot be a token is as good as none.
    pub(super) fn new(mode: &'static str, on: &'static str, invite: Option<String>) -> Self {
        Self { mode, on, invite: invite.and_then(|token| token.parse().ok()) }
    }

    fn back(&self, problem: Problem) -> String {
        let page = self.invite.as_ref().map_or_else(|| "/".to_owned(), |token| format!("/invite/{token}"));
        format!("{page}?mode={}&problem={problem}", self.mode)
    }
}

/// The answer to a form: signed in and on to the app, as a friend of whoever invited them, or back to the form that
/// was sent.
pub(super) async fn go_on(
    entered: Result<Session, Problem>,
    door: Door,
    name: &str,
    email: &str,
) -> Result<(), AppError> {
    let state = app_state()?;
    match entered {
        Ok(session) => {
            tracing::info!(user = %session.user_id, session = %session.id, "signed in");
            if let Err(error) = end_replaced(&state, &session).await {
                tracing::warn!(session = %session.id, %error, "the session before this one did not end");
            }
            cookie::keep_session(&state, &session);
            if let Ok(email) = Email::parse(email) {
                cookie::keep_known_device(&state, &email);
            }
            let on = door.on.to_owned();
            let on = match door.invite {
                Some(token) => invites::entered(&state, &session.user_id, token, on).await,
                None => on,
            };
            leptos_axum::redirect(&on);
        }
        Err(problem) => {
            cookie::keep_typed(&state, name, email);
            leptos_axum::redirect(&door.back(problem));
        }
    }
    Ok(())
}

/// Which sessions end.
#[derive(Clone, Copy)]
pub(super) enum Leaving {
    ThisBrowser,
    Everywhere,
}

/// Ends the session that this browser had until now: its cookie is about to be overwritten, and nobody could use or end
/// it any more. No such session is fine.
async fn end_replaced(state: &AppState, new: &Session) -> Result<(), AppError> {
    match caller().await {
        // They are still here, so their presence stays.
        Ok(before) if before.account.id == new.user_id => end_current(&before.client).await,
        Ok(before) => end(state, &before, Leaving::ThisBrowser).await,
        Err(AppError::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Ends the session that the client speaks with. One that is over already is fine.
async fn end_current(client: &Client) -> Result<(), AppError> {
    match client.account().delete_session("current").await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// The presence goes before the session, so that nobody stays on the globe without being here; and once more after
/// it, because a beat that was under way meanwhile may have put it back.
async fn end(state: &AppState, caller: &Caller, leaving: Leaving) -> Result<(), AppError> {
    let me = &caller.account.id;
    remove(&state.appwrite, me).await?;
    privacy::left(&state.appwrite, me).await?;
    match leaving {
        Leaving::ThisBrowser => end_current(&caller.client).await?,
        Leaving::Everywhere => caller.client.account().delete_sessions().await?,
    }
    tracing::info!(user = %me, everywhere = matches!(leaving, Leaving::Everywhere), "signed out");
    remove(&state.appwrite, me).await
}

/// Ends sessions of the caller, and answers the form.
pub(super) async fn leave(leaving: Leaving) -> Result<(), AppError> {
    let state = app_state()?;
    match caller().await {
        Ok(caller) => end(&state, &caller, leaving).await?,
        // Whoever is not signed in has nothing to end but a cookie that no longer means anything.
        Err(AppError::SignedOut) => {}
        Err(error) => return Err(error),
    }
    cookie::drop_session(&state);
    leptos_axum::redirect("/");
    Ok(())
}

async fn session(email: &Email, password: &str) -> Result<Session, Problem> {
    let admin = admin_for_visitor().map_err(|_| Problem::Unexpected)?;
    admin.account().create_email_password_session(email.as_str(), password).await.map_err(problem)
}

pub(super) fn problem(error: Error) -> Problem {
    match &error {
        error if error.is("user_already_exists") || error.is("user_target_already_exists") => {
            Problem::EmailTaken
        }
        error if error.is("user_invalid_credentials") => Problem::WrongPassword,
        error if error.is("user_blocked") => Problem::Blocked,
        error if error.is("password_recently_used") || error.is("password_personal_data") => {
            Problem::PasswordRefused
        }
        // What the backend takes is narrower than what is checked here.
        error if error.refused_param() == Some("email") => Problem::EmailInvalid,
        error if error.refused_param() == Some("password") => Problem::PasswordRefused,
        error if error.refused_param() == Some("name") => Problem::NameMissing,
        error if error.status() == Some(429) => Problem::TooMany(Wait::MINUTE),
        error => {
            tracing::error!(%error, "somebody could not be let in");
            Problem::Unexpected
        }
    }
}
