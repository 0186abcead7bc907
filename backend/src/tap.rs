//! What code in the same process is told of changes: each committed change, on the writer's thread, before the write that
//! made it is answered and before any socket hears of it. So what it drops or notes then holds for every request after the
//! answer.

use appwrite::Id;
use serde_json::Value;

use crate::{
    db::Tx,
    happening::{Action, Happening, Subject},
    realtime::Hub,
};

/// Called for every change, one after the other, in the order of commits. It holds up all writes while it runs.
pub type Tap = Box<dyn Fn(Change<'_>) + Send + Sync>;

/// Something that was committed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change<'a> {
    /// A row, as the API shows it after the change; for a deletion, as it was.
    Row { database: &'a Id, table: &'a Id, kind: ChangeKind, row: &'a Value },
    /// An account or an attribute of it.
    Account { user: &'a Id },
    /// A table, a column or a database, and with it any number of rows.
    Schema,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Created,
    Updated,
    Deleted,
}

/// Has the tap told of [`Change::Schema`] once this write is committed.
pub(crate) fn tell_schema(tx: &mut Tx<'_>, hub: &Hub) {
    let hub = hub.clone();
    tx.once_committed(move || hub.tap_schema());
}

impl<'a> Change<'a> {
    /// `None` for what no tap is told of: sessions, presences, files, executions.
    pub(crate) fn of(happening: &'a Happening) -> Option<Self> {
        match &happening.subject {
            Subject::Row { database, table, .. } => {
                let kind = match happening.action {
                    Action::Create => ChangeKind::Created,
                    // An upsert may have found a row there.
                    Action::Update | Action::Upsert => ChangeKind::Updated,
                    Action::Delete => ChangeKind::Deleted,
                };
                Some(Self::Row { database, table, kind, row: &happening.payload })
            }
            Subject::Account { user, .. } => Some(Self::Account { user }),
            _ => None,
        }
    }
}
