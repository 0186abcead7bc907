//! A signed-in person, as far as deciding about their requests goes.

use appwrite::{Id, Role, Timestamp, wire::Dimension};
use rusqlite::{Connection, OptionalExtension, Row};

use super::Proof;
use crate::error::Result;

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) email: String,
    /// False for a blocked account.
    pub(crate) active: bool,
    /// Whether the e-mail or the phone is verified.
    pub(crate) verified: bool,
    pub(crate) labels: Vec<Id>,
    /// When they were last noted as seen.
    pub(crate) accessed: Timestamp,
    pub(crate) proof: Proof,
}

const COLUMNS: &str = "u.id, u.name, coalesce(u.email, ''), u.active, u.email_verified OR u.phone_verified, u.labels, u.accessed";

impl Person {
    /// The person whose session has this secret (by its digest), while it lives.
    pub(super) fn by_session(
        conn: &Connection,
        user: &str,
        digest: &str,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let sql = format!(
            "SELECT {COLUMNS}, s.id FROM sessions s JOIN users u ON u.seq = s.user
             WHERE s.secret = ?1 AND s.expires > ?2 AND u.id = ?3"
        );
        let row = conn
            .prepare_cached(&sql)?
            .query_row((digest, now.millis(), user), |row| Ok((Self::read(row)?, row.get::<_, String>(7)?)));
        let Some((mut person, session)) = row.optional()? else {
            return Ok(None);
        };
        let Ok(session) = session.parse() else {
            return Ok(None);
        };
        person.proof = Proof::Session(session);
        Ok(Some(person))
    }

    /// The person a token speaks for: gone with the session it was made from, if it names one.
    pub(super) fn by_token(
        conn: &Connection,
        user: &str,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM users u WHERE u.id = ?1 AND (?2 = '' OR EXISTS
               (SELECT 1 FROM sessions s WHERE s.id = ?2 AND s.user = u.seq AND s.expires > ?3))"
        );
        let person =
            conn.prepare_cached(&sql)?.query_row((user, session, now.millis()), Self::read).optional()?;
        Ok(person.map(|person| Self { proof: Proof::Jwt(session.parse().ok()), ..person }))
    }

    /// The same person as they are now. None, if the person is gone, or the session they came by.
    pub(crate) fn again(&self, conn: &Connection, now: Timestamp) -> Result<Option<Self>> {
        let session = self.session().map_or("", |session| session.as_str());
        let person = Self::by_token(conn, self.id.as_str(), session, now)?;
        Ok(person.map(|person| Self { proof: self.proof.clone(), ..person }))
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: crate::db::id(row, 0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            active: row.get(3)?,
            verified: row.get(4)?,
            labels: crate::db::json(row, 5)?,
            accessed: crate::db::moment(row, 6)?,
            proof: Proof::Jwt(None),
        })
    }

    /// The session behind this request, if there is one.
    pub(crate) fn session(&self) -> Option<&Id> {
        match &self.proof {
            Proof::Session(id) | Proof::Jwt(Some(id)) => Some(id),
            Proof::Jwt(None) => None,
        }
    }
}

/// The roles of a person: everybody's, those of whoever is signed in, their own, and one for each label.
pub(crate) fn roles_of(user: &Id, verified: bool, labels: impl IntoIterator<Item = Id>) -> Vec<Role> {
    let verified = if verified { Dimension::Verified } else { Dimension::Unverified };
    let mut roles = vec![
        Role::Any,
        Role::users(),
        Role::user(user),
        Role::User(user.clone(), verified),
        Role::Users(verified),
    ];
    roles.extend(labels.into_iter().map(Role::Label));
    roles
}
