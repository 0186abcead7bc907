//! Tells the app's read model of what the embedded backend commits.

use app::{ReadModel, RowChange, ids};
use backend::{Backend, Change, ChangeKind};

/// A read model that drops what is out of date before the write that made it so is answered.
pub(crate) fn follow(backend: &Backend) -> ReadModel {
    let model = ReadModel::default();
    let told = model.clone();
    backend.tap(Box::new(move |change| match change {
        Change::Row { database, table, kind, row } if database.as_str() == ids::DATABASE => {
            told.row_changed(table.as_str(), row_change(kind), row);
        }
        Change::Row { .. } => {}
        Change::Account { user } => told.account_changed(user),
        Change::Schema => told.forget_all(),
    }));
    model
}

fn row_change(kind: ChangeKind) -> RowChange {
    match kind {
        ChangeKind::Created => RowChange::Made,
        ChangeKind::Updated => RowChange::Changed,
        ChangeKind::Deleted => RowChange::Deleted,
    }
}
