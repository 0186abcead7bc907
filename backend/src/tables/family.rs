//! The two families of addresses under which the same data is served. TablesDB speaks of tables, columns and rows;
//! Databases, which is older and which the command line tool still uses beside it, says collections, attributes and
//! documents.
//!
//! Everything here is written in the words of TablesDB. [`Family::routes`] serves it under either family's addresses,
//! and tells refusals in that family's words; a handler that names things takes its [`Family`] from the request and
//! asks for the [`word`](Family::word).

use std::convert::Infallible;

use axum::{
    Extension, Json, Router,
    extract::FromRequestParts,
    http::{header, request::Parts},
    middleware,
    response::{IntoResponse, Response},
};

use crate::{Backend, error::Error};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    TablesDb,
    Databases,
}

/// What TablesDB says, and what Databases says for it. What is not here has one name.
const WORDS: [(&str, &str); 18] = [
    ("tablesdb", "databases"),
    ("table", "collection"),
    ("tables", "collections"),
    ("tableId", "collectionId"),
    ("$tableId", "$collectionId"),
    ("rowSecurity", "documentSecurity"),
    ("column", "attribute"),
    ("columns", "attributes"),
    ("row", "document"),
    ("rows", "documents"),
    ("rowId", "documentId"),
    ("Table", "Collection"),
    ("Column", "Attribute"),
    ("Row", "Document"),
    ("Tables", "Collections"),
    ("Columns", "Attributes"),
    ("Rows", "Documents"),
    ("relatedTableId", "relatedCollectionId"),
];

impl Family {
    /// What this family calls it.
    pub(crate) fn word(self, word: &str) -> &str {
        match self {
            Self::TablesDb => word,
            Self::Databases => {
                WORDS.iter().find(|(ours, _)| *ours == word).map_or(word, |(_, theirs)| theirs)
            }
        }
    }

    /// An address of TablesDB as this family has it, the names of its parameters too.
    pub(crate) fn path(self, path: &str) -> String {
        let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => format!("{{{}}}", self.word(name)),
            None => self.word(part).to_owned(),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// These routes, with the family known to their handlers and heard in what they refuse.
    pub(crate) fn routes(self, routes: Router<Backend>) -> Router<Backend> {
        let translate = move |response: Response| async move { self.translate(response) };
        routes.layer(middleware::map_response(translate)).layer(Extension(self))
    }

    fn translate(self, response: Response) -> Response {
        match response.extensions().get::<Error>() {
            Some(error) if self == Self::Databases => {
                let told = Json(self.told(error));
                let (mut head, _) = response.into_parts();
                head.headers.remove(header::CONTENT_LENGTH);
                (head, told).into_response()
            }
            _ => response,
        }
    }

    /// A refusal in this family's words: its `type`, and its message where that is the one its kind always has.
    fn told(self, error: &Error) -> serde_json::Value {
        let mut body = error.body();
        let renamed = self.error_type(error.kind.name());
        if renamed != error.kind.name() && *error == Error::from(error.kind) {
            body["message"] = self.sentence(&error.message).into();
        }
        body["type"] = renamed.into();
        body
    }

    fn error_type(self, name: &str) -> String {
        // The older family's indexes belong to no column.
        if let (Self::Databases, Some(rest)) = (self, name.strip_prefix("column_index_")) {
            return format!("index_{rest}");
        }
        match name.split_once('_') {
            Some((thing, rest)) => format!("{}_{rest}", self.word(thing)),
            None => name.to_owned(),
        }
    }

    fn sentence(self, text: &str) -> String {
        let word = |word: &str| match word.strip_suffix("'s") {
            Some(owner) => format!("{}'s", self.word(owner)),
            None => self.word(word).to_owned(),
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// The family whose address was asked.
impl FromRequestParts<Backend> for Family {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Backend) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self::TablesDb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn an_address_is_the_same_in_other_words() {
        let path = "/tablesdb/{databaseId}/tables/{tableId}/rows/{rowId}/{column}/increment";
        assert_eq!(Family::TablesDb.path(path), path);
        assert_eq!(
            Family::Databases.path(path),
            "/databases/{databaseId}/collections/{collectionId}/documents/{documentId}/{attribute}/increment"
        );
    }

    #[test]
    fn refusals_keep_their_status_and_change_their_names() {
        let told = |kind: Kind| {
            let body = Family::Databases.told(&kind.into());
            assert_eq!(body["code"], kind.status());
            (body["type"].as_str().unwrap().to_owned(), body["message"].as_str().unwrap().to_owned())
        };
        let (name, words) = told(Kind::RowNotFound);
        assert_eq!(
            (name.as_str(), words.as_str()),
            ("document_not_found", "Document with the requested ID could not be found.")
        );
        assert_eq!(told(Kind::TableNotFound).0, "collection_not_found");
        assert_eq!(told(Kind::ColumnAlreadyExists).0, "attribute_already_exists");
        assert_eq!(told(Kind::IndexNotFound).0, "index_not_found");
        for kept in [Kind::DatabaseNotFound, Kind::ArgumentInvalid, Kind::UserUnauthorized] {
            assert_eq!(told(kept), (kept.name().to_owned(), Error::from(kept).message));
        }
        let own = Error::new(Kind::RowInvalidStructure, "Unknown attribute: \"row\"");
        assert_eq!(Family::Databases.told(&own)["message"], "Unknown attribute: \"row\"");
        assert_eq!(Family::TablesDb.told(&Kind::RowNotFound.into())["type"], "row_not_found");
    }
}
