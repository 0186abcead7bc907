//! Renames a file, or says anew who may do what with it. What it holds never changes.

use appwrite::{Id, wire::Action as Right};
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    access::{Grants, Thing},
    caller::{Caller, Scope},
    error::{Error, Result},
    happening::Action,
    params::{Ids, Name, Params},
    storage::{find, store},
};

pub(in crate::storage) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((bucket, file)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FilesWrite)?;
    let name = params.get::<Name>("name")?;
    let permissions = params
        .raw("permissions")
        .map(|given| Grants::parse(given, Thing::Item).map_err(|rule| Error::param("permissions", rule)))
        .transpose()?;
    let now = backend.clock.now();
    backend
        .db
        .write(move |tx| {
            let bucket = find::bucket(tx, &bucket, &caller)?;
            let mut file = find::writable(tx, &bucket, &file, Right::Update, &caller)?;
            if let Some(Name(name)) = name {
                file.name = name;
            }
            if let Some(permissions) = permissions {
                permissions.check_grantable(&caller)?;
                file.permissions = permissions;
            }
            file.updated = now;
            store::files::update(tx, &file)?;
            tx.announce(file.happening(Action::Update, &bucket));
            Ok(Json(file.to_json(&bucket)))
        })
        .await
}
