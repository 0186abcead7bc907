//! The way to a file's bytes: a permission to read it, or a token that stands in for one.

use appwrite::Id;

use crate::{
    Backend,
    account::jwt,
    caller::{Caller, Scope},
    error::Result,
    params::Params,
    storage::{bucket::Bucket, file::File, find, store},
};

/// The file that is asked for, if the caller may see what is in it. A token that is no good says nothing: the
/// permissions decide.
pub(super) async fn file(
    backend: &Backend,
    caller: Caller,
    (bucket, file): (Id, Id),
    params: &Params,
) -> Result<(Bucket, File)> {
    caller.need(Scope::FilesRead)?;
    let now = backend.clock.now();
    let signing = backend.secrets.signing();
    let token = params.raw("token").and_then(|token| jwt::verify_file_token(token.as_str()?, signing));
    let (bucket, file, used) = backend
        .db
        .read(move |conn| {
            let bucket = find::bucket(conn, &bucket, &caller)?;
            let opened = match token {
                Some(token) => store::tokens::opened(conn, &bucket, &file, &token, now)?,
                None => None,
            };
            Ok(match opened {
                Some((file, token)) => (bucket, file, Some(token)),
                None => {
                    let file = find::readable(conn, &bucket, &file, &caller)?;
                    (bucket, file, None)
                }
            })
        })
        .await?;
    if let Some(token) = used.filter(|token| token.counts_as_unseen(now)) {
        backend.db.write(move |tx| store::tokens::seen(tx, &token, now)).await?;
    }
    Ok((bucket, file))
}
