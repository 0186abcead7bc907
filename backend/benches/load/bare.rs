//! The reference for writes and reads: the same database, journal mode and statements as rows need, and nothing else.
//! One statement, one commit.

use std::{io::Write, path::Path, time::Instant};

use rusqlite::{Connection, params};
use serde_json::Value;

use crate::{
    Outcome,
    work::{PAGE, PEOPLE, Work, heartbeat, person, title},
};

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE presences (
      user TEXT PRIMARY KEY, status TEXT, metadata TEXT, permissions TEXT, expires INTEGER, updated INTEGER);
    CREATE TABLE rows (
      seq INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, stars INTEGER, permissions TEXT, created INTEGER);
    CREATE INDEX rows_by_title ON rows (title);";

/// Does as it is told on its standard input: `<work> <from> <to>`.
pub(crate) fn serve(folder: &str) -> Outcome<()> {
    let conn = Connection::open(Path::new(folder).join("bare.db"))?;
    conn.execute_batch(SCHEMA)?;
    for line in std::io::stdin().lines() {
        let (work, range) = crate::inside::told(&line?)?;
        let began = Instant::now();
        for n in range {
            one(&conn, work, n)?;
        }
        writeln!(std::io::stdout(), "{}", began.elapsed().as_micros())?;
    }
    Ok(())
}

fn one(conn: &Connection, work: Work, n: usize) -> Outcome<()> {
    match work {
        Work::Upsert => {
            let at = n % PEOPLE;
            let said = heartbeat(at, PEOPLE, n);
            conn.prepare_cached(
                "INSERT INTO presences VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT (user) DO UPDATE SET
                   status = ?2, metadata = ?3, permissions = ?4, expires = ?5, updated = ?5",
            )?
            .execute(params![
                person(at),
                "online",
                text(&said["metadata"]),
                text(&said["permissions"]),
                n
            ])?;
        }
        Work::Create => {
            let permissions = r#"["read(\"user:p1\")","read(\"user:p2\")"]"#;
            conn.prepare_cached(
                "INSERT INTO rows (id, title, stars, permissions, created) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![format!("n{n}"), title(n), n % 5, permissions, n])?;
        }
        Work::Get => {
            let found: String = conn
                .prepare_cached("SELECT id, title, stars, permissions, created FROM rows WHERE id = ?1")?
                .query_row([format!("n{n}")], |row| row.get(1))?;
            std::hint::black_box(found);
        }
        Work::List => {
            let mut rows = conn.prepare_cached(
                "SELECT id, title, stars, permissions, created FROM rows WHERE title = ?1 ORDER BY seq LIMIT 25",
            )?;
            let found = rows.query_map([title(n * PAGE)], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(3)?))
            })?;
            std::hint::black_box(found.collect::<rusqlite::Result<Vec<_>>>()?);
        }
    }
    Ok(())
}

fn text(value: &Value) -> String {
    value.to_string()
}
