//! The record, and the two things made of it: the answer a client sees and the news others hear.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value, json};

use crate::{
    access::Grants,
    happening::{Action, Happening, Subject},
};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Presence {
    pub(super) id: Id,
    pub(super) user: Id,
    pub(super) status: String,
    pub(super) source: Source,
    pub(super) expires: Timestamp,
    pub(super) metadata: Map<String, Value>,
    pub(super) grants: Grants,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
}

/// How a record was last said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Rest,
    Realtime,
}

impl Source {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Realtime => "realtime",
        }
    }

    pub(super) fn from_stored(text: &str) -> Self {
        if text == "realtime" { Self::Realtime } else { Self::Rest }
    }
}

impl Presence {
    /// Expired records read as absent, swept or not.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.expires <= now
    }

    pub(super) fn to_json(&self) -> Value {
        let mut record = json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "userId": self.user,
            "status": self.status,
            "source": self.source.as_str(),
            "expiresAt": self.expires,
            "metadata": self.metadata,
        });
        // Put in as it is: `json!` would make each of them, one for every friend, a second time.
        record["$permissions"] = self.grants.to_json();
        record
    }

    /// What happened to it, for whoever may read it.
    pub(super) fn happening(&self, action: Action) -> Happening {
        Happening {
            subject: Subject::Presence(self.id.clone()),
            action,
            payload: self.to_json(),
            readers: self.grants.readers(),
        }
    }
}
