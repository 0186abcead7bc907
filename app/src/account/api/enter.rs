//! Coming in and going out, on the server.

use appwrite::{Id, client::Error, wire::Session};

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
    state::{admin_for_visitor, app_state, caller, visitor_address},
    wait::Wait,
};

pub(super) async fn with_password(email: &str, password: String) -> Result<Session, Problem> {
    let email = Email::parse(email)?;
    let attempts = attempts()?;
    attempts.of_address(visitor_address().as_deref())?;
    attempts.on_account(&email)?;
    let password = TypedPassword::new(password);
    // A password that no account can have is wrong, not too short: this is not the form that sets it.
    for form in password.forms() {
        match session(&email, form).await {
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
    attempts()?.of_address(visitor_address().as_deref())?;
    let admin = admin_for_visitor().map_err(|_| Problem::Unexpected)?;
    admin
        .account()
        .create(&Id::unique(now()), email.as_str(), password.as_str(), name.as_str())
        .await
        .map_err(problem)?;
    session(&email, password.as_str()).await
}

pub(super) async fn as_guest() -> Result<Session, Problem> {
    attempts()?.of_address(visitor_address().as_deref())?;
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
            cookie::keep_session(&state, &session);
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

/// The presence goes before the session, so that nobody stays on the globe without being here; and once more after
/// it, because a beat that was under way meanwhile may have put it back.
pub(super) async fn leave(leaving: Leaving) -> Result<(), AppError> {
    let state = app_state()?;
    match caller().await {
        Ok(caller) => {
            remove(&state.appwrite, &caller.account.id).await?;
            privacy::left(&state.appwrite, &caller.account.id).await?;
            match leaving {
                Leaving::ThisBrowser => caller.client.account().delete_session("current").await?,
                Leaving::Everywhere => caller.client.account().delete_sessions().await?,
            }
            remove(&state.appwrite, &caller.account.id).await?;
        }
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
