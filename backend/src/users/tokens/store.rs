//! One-time secrets in the database: their digests, until they are used or over.

use appwrite::{Id, Timestamp};

use crate::{
    db::Tx,
    error::{Kind, Result},
};

/// Keeps a token for this person, and forgets theirs that are over.
pub(super) fn create(
    tx: &mut Tx<'_>,
    user: &Id,
    id: &Id,
    digest: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM tokens WHERE user = (SELECT seq FROM users WHERE id = ?1) AND expires <= ?2",
    )?
    .execute((user.as_str(), now.millis()))?;
    tx.prepare_cached(
        "INSERT INTO tokens (id, user, secret, created, expires)
         SELECT ?1, seq, ?3, ?4, ?5 FROM users WHERE id = ?2",
    )?
    .execute((id.as_str(), user.as_str(), digest, now.millis(), expires.millis()))?;
    Ok(())
}

/// Uses up a token. Errors: `user_invalid_token` when there is none, or it is over.
pub(crate) fn redeem(tx: &mut Tx<'_>, user: &Id, digest: &str, now: Timestamp) -> Result<()> {
    let used = tx
        .prepare_cached(
            "DELETE FROM tokens WHERE user = (SELECT seq FROM users WHERE id = ?1) AND secret = ?2 AND expires > ?3",
        )?
        .execute((user.as_str(), digest, now.millis()))?;
    if used == 0 { Err(Kind::UserInvalidToken.into()) } else { Ok(()) }
}
