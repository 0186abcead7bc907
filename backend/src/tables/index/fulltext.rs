//! Fulltext indexes: the words of some columns, in a table of the kind FTS5 that triggers keep true to the rows.

use rusqlite::Connection;

use crate::{
    error::Result,
    query::Words,
    tables::definition::{Index, Table},
};

impl Index {
    /// Where the words of this column are found.
    pub(in crate::tables) fn words(&self, column: String) -> Words {
        Words { table: self.sql(), column }
    }
}

/// Over these columns, as they are called in SQL.
pub(super) fn create(conn: &Connection, table: &Table, index: &Index, columns: &[String]) -> Result<()> {
    let (rows, words, names) = (&table.sql.rows, index.sql(), columns.join(", "));
    let of = |row: &str| columns.iter().map(|name| format!(", {row}.{name}")).collect::<String>();
    let (old, new) = (of("old"), of("new"));
    let forget = format!("INSERT INTO {words} ({words}, rowid, {names}) VALUES ('delete', old.seq{old});");
    let add = format!("INSERT INTO {words} (rowid, {names}) VALUES (new.seq{new});");
    conn.execute_batch(&format!(
        "CREATE VIRTUAL TABLE {words} USING fts5 ({names}, content = '{rows}', content_rowid = 'seq');
         CREATE TRIGGER {words}_insert AFTER INSERT ON {rows} BEGIN {add} END;
         CREATE TRIGGER {words}_delete AFTER DELETE ON {rows} BEGIN {forget} END;
         CREATE TRIGGER {words}_update AFTER UPDATE OF {names} ON {rows} BEGIN {forget} {add} END;
         INSERT INTO {words} ({words}) VALUES ('rebuild');"
    ))?;
    Ok(())
}

pub(super) fn delete(conn: &Connection, index: &Index) -> Result<()> {
    let words = index.sql();
    conn.execute_batch(&format!(
        "DROP TRIGGER {words}_insert; DROP TRIGGER {words}_delete; DROP TRIGGER {words}_update; DROP TABLE {words};"
    ))?;
    Ok(())
}

/// What is left of the fulltext indexes of a table whose rows are gone, and their triggers with them.
pub(in crate::tables) fn drop_words(conn: &Connection, table: i64) -> Result<()> {
    let sql = "SELECT seq FROM indexes WHERE owner = ?1 AND json_extract(spec, '$.type') = 'fulltext'";
    let mut indexes = conn.prepare_cached(sql)?;
    let indexes = indexes.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for index in indexes {
        conn.execute_batch(&format!("DROP TABLE i{index}"))?;
    }
    Ok(())
}
