//! People in the database. Every change of a person goes through here, so none goes unannounced.

use appwrite::{Id, Role, Timestamp, wire::Query};
use rusqlite::{Connection, OptionalExtension, Row, named_params, types::Value as Sql};

use super::{model::User, schema::Users};
use crate::{
    account::sessions,
    db::{Tx, id, moment},
    error::{Error, Kind, Result},
    happening::{Action, Happening, Subject},
    query::Plan,
};

const COLUMNS: &str = "id, name, email, phone, password, password_updated, active, email_verified, \
    phone_verified, labels, prefs, created, updated, accessed";

/// Errors: `user_not_found`.
pub(crate) fn by_id(conn: &Connection, user: &Id) -> Result<User> {
    find(conn, "id", user.as_str())?.ok_or_else(|| Kind::UserNotFound.into())
}

/// The person with this address, which is in lower case.
pub(crate) fn by_email(conn: &Connection, email: &str) -> Result<Option<User>> {
    find(conn, "email", email)
}

fn find(conn: &Connection, column: &str, value: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE {column} = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([value], read).optional()?)
}

/// People in the order and number asked for, and how many there are.
pub(crate) fn list(
    conn: &Connection,
    queries: &[Query],
    search: &str,
    total: bool,
) -> Result<(Vec<User>, i64)> {
    let mut plan = Plan::compile(queries, &Users)?;
    for word in search.split_whitespace() {
        let literal = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let starts = Sql::Text(format!("{literal}%"));
        let within = Sql::Text(format!("% {literal}%"));
        plan.and(
            "(id LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' OR phone LIKE ? ESCAPE '\\' \
              OR name LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')",
            [starts.clone(), starts.clone(), starts.clone(), starts, within],
        );
    }
    plan.run(conn, COLUMNS, &Users, total, read)
}

/// Errors: `user_already_exists` when the id, the e-mail or the phone number is taken.
pub(crate) fn create(tx: &mut Tx<'_>, user: &User) -> Result<()> {
    let taken: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1 OR email = ?2 OR phone = ?3)")?
        .query_row((user.id.as_str(), &user.email, &user.phone), |row| row.get(0))?;
    if taken {
        return Err(Kind::UserAlreadyExists.into());
    }
    tx.prepare_cached(&format!(
        "INSERT INTO users ({COLUMNS}) VALUES (:id, :name, :email, :phone, :password, :password_updated, :active, \
         :email_verified, :phone_verified, :labels, :prefs, :created, :updated, :accessed)"
    ))?
    .execute(named_params! {
        ":id": user.id.as_str(),
        ":name": user.name,
        ":email": user.email,
        ":phone": user.phone,
        ":password": user.password,
        ":password_updated": user.password_updated.map(Timestamp::millis),
        ":active": user.active,
        ":email_verified": user.email_verified,
        ":phone_verified": user.phone_verified,
        ":labels": serde_json::to_string(&user.labels).map_err(Error::internal)?,
        ":prefs": serde_json::to_string(&user.prefs).map_err(Error::internal)?,
        ":created": user.created.millis(),
        ":updated": user.updated.millis(),
        ":accessed": user.accessed.millis(),
    })?;
    announce(tx, user, None, Action::Create);
    Ok(())
}

/// Changes one person; `attribute` names in events what was changed. The change may still refuse.
/// Errors: `user_not_found`.
pub(crate) fn change(
    tx: &mut Tx<'_>,
    user: &Id,
    attribute: &'static str,
    now: Timestamp,
    change: impl FnOnce(&Connection, &mut User) -> Result<()>,
) -> Result<User> {
    let mut user = by_id(tx, user)?;
    change(tx, &mut user)?;
    user.updated = now;
    tx.prepare_cached(
        "UPDATE users SET name = :name, email = :email, phone = :phone, password = :password, \
         password_updated = :password_updated, active = :active, email_verified = :email_verified, \
         phone_verified = :phone_verified, labels = :labels, prefs = :prefs, updated = :updated WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": user.id.as_str(),
        ":name": user.name,
        ":email": user.email,
        ":phone": user.phone,
        ":password": user.password,
        ":password_updated": user.password_updated.map(Timestamp::millis),
        ":active": user.active,
        ":email_verified": user.email_verified,
        ":phone_verified": user.phone_verified,
        ":labels": serde_json::to_string(&user.labels).map_err(Error::internal)?,
        ":prefs": serde_json::to_string(&user.prefs).map_err(Error::internal)?,
        ":updated": user.updated.millis(),
    })?;
    announce(tx, &user, Some(attribute), Action::Update);
    Ok(user)
}

/// Notes that the person was here. It changes nothing about them, so it is not announced.
pub(crate) fn seen(tx: &mut Tx<'_>, user: &Id, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE users SET accessed = ?2 WHERE id = ?1")?
        .execute((user.as_str(), now.millis()))?;
    Ok(())
}

/// Whether somebody, perhaps this very person, has the address.
pub(crate) fn email_is_taken(conn: &Connection, email: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE email = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([email], |row| row.get(0))?)
}

/// Whether somebody, perhaps this very person, has the number.
pub(crate) fn phone_is_taken(conn: &Connection, phone: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE phone = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([phone], |row| row.get(0))?)
}

/// Removes a person with all their sessions and tokens. Errors: `user_not_found`.
pub(crate) fn delete(tx: &mut Tx<'_>, user: &Id) -> Result<()> {
    let user = by_id(tx, user)?;
    sessions::store::delete_all(tx, &user.id)?;
    tx.prepare_cached("DELETE FROM users WHERE id = ?1")?.execute([user.id.as_str()])?;
    announce(tx, &user, None, Action::Delete);
    Ok(())
}

fn announce(tx: &mut Tx<'_>, user: &User, attribute: Option<&'static str>, action: Action) {
    tx.announce(Happening {
        subject: Subject::Account { user: user.id.clone(), attribute },
        action,
        payload: user.account(),
        readers: vec![Role::user(&user.id)],
    });
}

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    let labels: String = row.get(9)?;
    let prefs: String = row.get(10)?;
    let broken = |column, cause: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    };
    Ok(User {
        id: id(row, 0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        phone: row.get(3)?,
        password: row.get(4)?,
        password_updated: row.get::<_, Option<i64>>(5)?.map(Timestamp::from_millis),
        active: row.get(6)?,
        email_verified: row.get(7)?,
        phone_verified: row.get(8)?,
        labels: serde_json::from_str(&labels).map_err(|cause| broken(9, cause))?,
        prefs: serde_json::from_str(&prefs).map_err(|cause| broken(10, cause))?,
        created: moment(row, 11)?,
        updated: moment(row, 12)?,
        accessed: moment(row, 13)?,
    })
}
