//! Goes on with a database and files that do not belong together, when there is no other copy.

use std::path::Path;

use super::{FolderLock, identity};
use crate::{Durability, OpenError, db};

/// Makes the next start accept the data folder as it is. Deletes no file: those that the database does not know stay
/// in the folder. Errors: `InUse`, `Newer`.
pub fn adopt(folder: &Path) -> Result<(), OpenError> {
    let _lock = FolderLock::take(folder)?;
    let conn = db::connect(&super::database(folder), Durability::Power)?;
    db::check_version(&conn, folder)?;
    db::migrate(&conn)?;
    identity::forget(&conn, folder)
}
