//! `PATCH /account/password`: needs the old one, unless there never was one. It ends every other session of the person.

use axum::{Json, extract::State, response::Response};

use super::PASSWORD_ATTEMPTS;
use crate::{
    Backend,
    account::{
        password::{self, Attempt, Password},
        sessions,
    },
    caller::Caller,
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, by_person},
    users::store,
};

pub(in crate::account) async fn password(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Response> {
    let person = caller.need_person()?;
    let (id, current) = (person.id.clone(), person.session().cloned());
    let work = async {
        let password: Password = params.need("password")?;
        let old: Option<Attempt> = params.get("oldPassword")?;
        let now = backend.clock.now();
        let asked = id.clone();
        let before = backend.db.read(move |conn| store::by_id(conn, &asked)).await?;
        if before.password_updated.is_some() {
            let proved = match old {
                Some(old) => password::verify(old, before.password.clone()).await?,
                None => false,
            };
            if !proved {
                tracing::info!(user = %id, "password change failed: wrong password");
                return Err(Kind::UserInvalidCredentials.into());
            }
        }
        let hash = password::hash(password).await?;
        let change = backend.db.write(move |tx| {
            let user = store::change(tx, &id, "password", now, |_, user| {
                // What was proved must still hold: the password may have been changed meanwhile.
                if user.password != before.password {
                    return Err(Kind::UserInvalidCredentials.into());
                }
                user.password = Some(hash);
                user.password_updated = Some(now);
                Ok(())
            })?;
            sessions::store::delete_others(tx, &id, current.as_ref())?;
            Ok(user)
        });
        let user = change.await?;
        tracing::info!(user = %user.id, "password changed");
        Ok(Json(user.account()))
    };
    Ok(rate_limit::hold(&backend, &PASSWORD_ATTEMPTS, &caller, &by_person(&caller), work).await)
}
