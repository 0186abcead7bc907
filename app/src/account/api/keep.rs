//! A guest stays: their account gets a name, an address and a password, and everything else about it is as it was.

use appwrite::{Client, Query};

use super::{
    super::{
        cookie,
        entry::{Email, Problem},
        name::Name,
        password::NewPassword,
    },
    enter::{attempts, problem},
};
use crate::{
    AppError,
    state::{Caller, app_state, to_the_end, visitor_network},
};

/// Makes the caller's account a full one. The address goes last: with it the account is somebody's, and until then
/// a guest is a guest and may try again. Whoever has an address already is done, perhaps by an earlier try whose answer
/// was lost.
pub(super) async fn full(caller: Caller, name: &str, email: &str, password: String) -> Result<(), Problem> {
    let name = Name::parse(name)?;
    let email = Email::parse(email)?;
    let password = NewPassword::parse(&password)?;
    if !caller.account.email.is_empty() {
        return Ok(());
    }
    attempts()?.of_network(visitor_network())?;
    // Before anything is changed; the backend has the last word on it all the same.
    let admin = app_state().map_err(|_| Problem::Unexpected)?.appwrite;
    if is_taken(&admin, &email).await? {
        return Err(Problem::EmailTaken);
    }
    let writes = async move {
        let account = caller.client.account();
        if let Err(refusal) = account.update_name(name.as_str()).await {
            return Ok(Err(problem(refusal)));
        }
        Ok(account.update_email(email.as_str(), password.as_str()).await.map(drop).map_err(problem))
    };
    to_the_end(writes).await.unwrap_or(Err(Problem::Unexpected))
}

/// The answer to the form: back to the page, with the good news or with the problem.
pub(super) fn go_on(kept: Result<(), Problem>, name: &str, email: &str) -> Result<(), AppError> {
    match kept {
        Ok(()) => {
            if let Ok(email) = Email::parse(email) {
                cookie::keep_known_device(&app_state()?, &email);
            }
            leptos_axum::redirect("/app/me?done=account");
        }
        Err(problem) => {
            cookie::keep_typed(&app_state()?, name, email);
            leptos_axum::redirect(&format!("/app/me?problem={problem}"));
        }
    }
    Ok(())
}

async fn is_taken(admin: &Client, email: &Email) -> Result<bool, Problem> {
    let queries = [Query::equal("email", email.as_str()), Query::limit(1)];
    let found = admin.users().list(&queries).await.map_err(problem)?;
    Ok(!found.users.is_empty())
}
