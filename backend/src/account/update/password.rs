//! `PATCH /account/password`: needs the old one, unless there never was one.

use axum::{Json, extract::State, response::Response};

use crate::{
    Backend,
    account::password::{self, Attempt, Password},
    caller::Caller,
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, Limit, by_address},
    users::store,
};

const LIMIT: Limit = Limit::new("PATCH /account/password", 10, 3600);

pub(in crate::account) async fn password(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Response> {
    let id = caller.need_person()?.id.clone();
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
                return Err(Kind::UserInvalidCredentials.into());
            }
        }
        let hash = password::hash(password).await?;
        let change = backend.db.write(move |tx| {
            store::change(tx, &id, "password", now, |_, user| {
                // What was proved must still hold: the password may have been changed meanwhile.
                if user.password != before.password {
                    return Err(Kind::UserInvalidCredentials.into());
                }
                user.password = Some(hash);
                user.password_updated = Some(now);
                Ok(())
            })
        });
        Ok(Json(change.await?.account()))
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &by_address(&caller), work).await)
}
