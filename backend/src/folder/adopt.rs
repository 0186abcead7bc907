//! Goes on with a database and files that do not belong together, when there is no other copy.

use std::path::Path;

use super::{
    FolderLock,
    stamp::Stored,
    unknown::{self, Origin},
};
use crate::{Clock, Durability, OpenError, db};

/// Makes the next start accept the data folder as it is. Deletes no file, now or later: those that the database does
/// not know stay in the folder. One commit does it, so it is done or not done. Errors: `InUse`, `Newer`.
pub fn adopt(folder: &Path) -> Result<(), OpenError> {
    let _lock = FolderLock::take(folder)?;
    let conn = db::connect(&super::database(folder), Durability::Power)?;
    db::check_version(&conn, folder)?;
    db::migrate(&conn)?;
    let now = Clock::system().now();
    let tx = conn.unchecked_transaction()?;
    unknown::record(&tx, folder, Origin::Adopted, now)?;
    Stored::adopted().store(&tx)?;
    Ok(tx.commit()?)
}
