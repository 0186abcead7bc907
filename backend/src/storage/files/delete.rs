//! Deletes a file: its row first, then its bytes. If the process ends between the two, the next start sweeps them.

use appwrite::{Id, wire::Action as Right};
use axum::{extract::State, http::StatusCode};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    happening::Action,
    params::Ids,
    storage::{find, store, to_the_end},
};

pub(in crate::storage) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((bucket, file)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::FilesWrite)?;
    to_the_end(async move {
        let blob = backend
            .db
            .write(move |tx| {
                let bucket = find::bucket(tx, &bucket, &caller)?;
                let file = find::writable(tx, &bucket, &file, Right::Delete, &caller)?;
                store::files::delete(tx, &file)?;
                tx.announce(file.happening(Action::Delete, &bucket));
                Ok(file.blob.name)
            })
            .await?;
        backend.remove_blobs(vec![blob]).await;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
