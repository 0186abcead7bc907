//! `PATCH /account/email`: a new address, which is not verified yet. Needs the password; an account that never had
//! one gets this one, and so an anonymous account becomes a full one with all it had.

use axum::{Json, extract::State, response::Response};

use super::PASSWORD_ATTEMPTS;
use crate::{
    Backend,
    account::{
        email::Email,
        password::{self, Password},
    },
    caller::Caller,
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, by_person},
    users::store,
};

pub(in crate::account) async fn email(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Response> {
    let id = caller.need_person()?.id.clone();
    let work = async {
        let Email(email) = params.need("email")?;
        let password: Password = params.need("password")?;
        let now = backend.clock.now();
        let asked = id.clone();
        let before = backend.db.read(move |conn| store::by_id(conn, &asked)).await?;
        let first = match before.password_updated {
            None => Some(password::hash(password).await?),
            Some(_) if password::verify(password.into(), before.password.clone()).await? => None,
            Some(_) => {
                tracing::info!(user = %id, "e-mail change failed: wrong password");
                return Err(Kind::UserInvalidCredentials.into());
            }
        };
        let change = backend.db.write(move |tx| {
            store::change(tx, &id, "email", now, |conn, user| {
                if store::email_is_taken(conn, &email)? {
                    return Err(Kind::UserTargetAlreadyExists.into());
                }
                // What was proved must still hold: the password may have been changed meanwhile.
                if user.password != before.password {
                    return Err(Kind::UserInvalidCredentials.into());
                }
                if first.is_some() {
                    user.password = first;
                    user.password_updated = Some(now);
                }
                user.email = Some(email);
                user.email_verified = false;
                Ok(())
            })
        });
        Ok(Json(change.await?.account()))
    };
    Ok(rate_limit::hold(&backend, &PASSWORD_ATTEMPTS, &caller, &by_person(&caller), work).await)
}
