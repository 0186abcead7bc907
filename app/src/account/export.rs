//! Everything that is somebody's, for them to take along: a few documents, and those photographs they sent that are not
//! gone yet. All of it is read as them, so nobody gets more than what they may see anyway.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use appwrite::{Client, Id, Query, client::Credential, wire::Row};
use axum::{body::Bytes, http::HeaderMap};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{belongings::TABLES, names::names};
use crate::{
    AppError, clock::now, friends::api::every_row, ids, snaps, state::session_secret_in, text::plain,
};

/// What the archive says of itself.
const README: &str = "\
Everything AppChat keeps about you.

account.json   your account, and where you are signed in
people.json    the names of the people whose ids stand in the other files
*.json         what is kept in the table of that name
photos/        the photos you sent in the last 24 hours that you may still see; older ones exist nowhere any more
";

/// One file of the archive.
pub struct Piece {
    pub name: String,
    pub content: Bytes,
}

/// What is still to be handed out.
pub struct Export {
    person: Client,
    documents: VecDeque<Piece>,
    photographs: VecDeque<Id>,
}

impl Export {
    /// For whoever the request's cookie speaks for. Errors: [`AppError::SignedOut`].
    pub async fn asked_by(admin: &Client, headers: &HeaderMap) -> Result<Self, AppError> {
        let secret = session_secret_in(headers).ok_or(AppError::SignedOut)?;
        let person = admin.with(Credential::Session(secret.into()));
        let account = person.account().get().await?;
        let mut documents = vec![("README.txt".to_owned(), README.into())];
        let sessions = person.account().list_sessions().await?.sessions;
        documents.push(document(
            "account",
            &json!({ "exportedAt": now(), "account": account, "sessions": sessions }),
        )?);
        let mut people = BTreeSet::new();
        for (table, columns) in TABLES {
            let rows = rows(&person, table, columns, &account.id).await?;
            let told = columns.iter().flat_map(|column| rows.iter().filter_map(|row| row.data.get(*column)));
            people.extend(told.filter_map(|id| id.as_str()?.parse::<Id>().ok()));
            documents.push(document(table, &rows)?);
        }
        // A file, not a page: names as they are kept.
        let names: BTreeMap<Id, String> =
            names(admin, people).await?.into_iter().map(|(id, name)| (id, plain(&name).to_owned())).collect();
        documents.push(document("people", &names)?);
        Ok(Self {
            photographs: snaps::api::photographs_of(&person, &account.id).await?.into(),
            documents: documents.into_iter().map(|(name, content)| Piece { name, content }).collect(),
            person,
        })
    }

    /// The next file. `None`: that was all.
    pub async fn next(&mut self) -> Result<Option<Piece>, AppError> {
        if let Some(document) = self.documents.pop_front() {
            return Ok(Some(document));
        }
        while let Some(id) = self.photographs.pop_front() {
            match self.person.storage(ids::SNAP_FILES).get_file_view(&id).await {
                Ok(content) => return Ok(Some(Piece { name: format!("photos/{id}.jpg"), content })),
                // Taken back or expired while the others were handed out.
                Err(refusal) if refusal.status() == Some(404) => {}
                Err(refusal) => return Err(refusal.into()),
            }
        }
        Ok(None)
    }
}

/// The rows of a table that are this person's and that they may read.
async fn rows(
    person: &Client,
    table: &str,
    columns: &[&str],
    me: &Id,
) -> Result<Vec<Row<Map<String, Value>>>, AppError> {
    let by = |column: &&str| Query::equal(column, me.as_str());
    let theirs = match columns {
        [one] => by(one),
        several => Query::or(several.iter().map(by)),
    };
    every_row(person, table, theirs).await
}

fn document(name: &str, content: &impl Serialize) -> Result<(String, Bytes), AppError> {
    let text = serde_json::to_vec_pretty(content).map_err(|_| AppError::Unexpected)?;
    Ok((format!("{name}.json"), text.into()))
}
