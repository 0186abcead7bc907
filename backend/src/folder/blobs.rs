//! The names of blobs: those in the folder, and those that the database knows.

use std::{collections::HashSet, io, path::Path};

use rusqlite::Connection;

use crate::secrets;

/// The length of the random part of a name, in bytes. A name is its hexadecimal form.
const NAME_BYTES: usize = 16;

/// A name that no blob has.
pub(crate) fn new_name() -> String {
    secrets::token(NAME_BYTES)
}

/// Whether this is the name of a blob. Other files and folders beside the blobs belong to the operator.
fn is_name(name: &str) -> bool {
    name.len() == 2 * NAME_BYTES && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The blobs in the folder, without unfinished ones.
pub(super) fn in_folder(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(super::files(folder)) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        entries => entries?,
    };
    let mut names = vec![];
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_name(&name) && entry.file_type()?.is_file() {
            names.push(name);
        }
    }
    Ok(names)
}

/// The blobs that rows name.
pub(super) fn named(conn: &Connection) -> rusqlite::Result<HashSet<String>> {
    names(conn, &[("files", "blob"), ("upload_chunks", "blob")])
}

/// The blobs that the database knows: those that rows name, those whose rows are not written yet or deleted, and those
/// that an earlier start found unknown.
pub(super) fn known(conn: &Connection) -> rusqlite::Result<HashSet<String>> {
    let mut known = named(conn)?;
    known.extend(names(conn, &[("blobs_without_row", "name"), ("unknown_blobs", "name")])?);
    Ok(known)
}

fn names(conn: &Connection, columns: &[(&str, &str)]) -> rusqlite::Result<HashSet<String>> {
    let mut names = HashSet::new();
    for (table, column) in columns {
        if has_table(conn, table)? {
            let mut statement = conn.prepare(&format!("SELECT {column} FROM {table}"))?;
            for name in statement.query_map([], |row| row.get(0))? {
                names.insert(name?);
            }
        }
    }
    Ok(names)
}

/// Whether the database has this table. One from an older version may lack it.
pub(super) fn has_table(conn: &Connection, name: &str) -> rusqlite::Result<bool> {
    conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
        [name],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_the_name_of_a_blob_are_blobs() {
        let folder = tempfile::tempdir().unwrap();
        let files = super::super::files(folder.path());
        std::fs::create_dir(&files).unwrap();
        let name = new_name();
        std::fs::create_dir(files.join("0123456789abcdef0123456789abcdef")).unwrap();
        let others = ["identity", ".gitkeep", "lost+found", "0123.tmp", "ABCDEF6789abcdef0123456789abcdef"];
        for file in others.into_iter().chain([name.as_str()]) {
            std::fs::write(files.join(file), "").unwrap();
        }
        assert_eq!(in_folder(folder.path()).unwrap(), [name]);
    }
}
