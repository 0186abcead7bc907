//! Something that happened and that others may hear of: said by a service, told by the realtime hub.

use appwrite::{Id, Role};
use serde_json::Value;

/// What a write announces once it is committed.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) subject: Subject,
    pub(crate) action: Action,
    /// The thing as the HTTP answer shows it; for a deletion, as it was.
    pub(crate) payload: Value,
    /// Who may hear of it. Nobody, if empty.
    pub(crate) readers: Vec<Role>,
}

/// To what it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Presence(Id),
    Row {
        database: Id,
        table: Id,
        row: Id,
    },
    File {
        bucket: Id,
        file: Id,
    },
    Execution {
        function: Id,
        execution: Id,
    },
    /// The account itself, or one attribute of it such as `name`.
    Account {
        user: Id,
        attribute: Option<&'static str>,
    },
    Session {
        user: Id,
        session: Id,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Create,
    Update,
    Upsert,
    Delete,
}

impl Action {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Upsert => "upsert",
            Self::Delete => "delete",
        }
    }
}
