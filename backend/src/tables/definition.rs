//! A table as it is defined: who may do what with its rows, what columns they have, and how it is called in SQL.

use appwrite::{Id, Timestamp, wire::Action};
use rusqlite::types::Value as Sql;

use crate::{
    access::Grants,
    caller::Caller,
    config::{ColumnKind, ColumnSpec, IndexKind, IndexSpec},
    params::QueryFamily,
    query::{self, Schema},
};

#[derive(Debug)]
pub(crate) struct Table {
    pub(super) seq: i64,
    pub(crate) database: Id,
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) enabled: bool,
    pub(crate) database_enabled: bool,
    pub(crate) row_security: bool,
    pub(crate) permissions: Grants,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) columns: Vec<Column>,
    pub(crate) indexes: Vec<Index>,
    pub(super) stamp: i64,
    pub(super) sql: Names,
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(super) seq: i64,
    pub(crate) spec: ColumnSpec,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(super) seq: i64,
    pub(crate) spec: IndexSpec,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

/// What a table is called in SQL, and the statements used most. Made of numbers we gave, never of text from outside.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The SQL table of the rows.
    pub(super) rows: String,
    /// The side table that says which roles may read which row.
    pub(super) readers: String,
    /// What [`Row::read`](super::row::store) expects, in its order.
    pub(super) selected: String,
    pub(super) insert: String,
}

impl Table {
    pub(super) fn name_in_sql(&mut self) {
        let (rows, readers) = (format!("rows_{}", self.seq), format!("readers_{}", self.seq));
        let columns: String = self.columns.iter().map(|column| format!(", {}", column.sql())).collect();
        let marks = ", ?".repeat(self.columns.len());
        self.sql = Names {
            selected: format!("seq, id, created, updated, permissions{columns}"),
            insert: format!(
                "INSERT INTO {rows} (id, created, updated, permissions{columns}) VALUES (?, ?, ?, ?{marks})"
            ),
            rows,
            readers,
        };
    }

    pub(crate) fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.spec.key == key)
    }

    pub(crate) fn index(&self, key: &Id) -> Option<&Index> {
        self.indexes.iter().find(|index| index.spec.key == *key)
    }

    /// Whether the table alone lets this caller do it with every row.
    pub(crate) fn allows(&self, action: Action, caller: &Caller) -> bool {
        self.permissions.allow(action, caller)
    }

    /// Whether this caller may do it with a row that carries these permissions.
    pub(crate) fn allows_with(&self, row: &Grants, action: Action, caller: &Caller) -> bool {
        self.allows(action, caller) || (self.row_security && row.allow(action, caller))
    }
}

impl Column {
    /// Its name in SQL.
    pub(crate) fn sql(&self) -> String {
        format!("c{}", self.seq)
    }

    /// Its type in SQL.
    pub(crate) fn sql_type(&self) -> &'static str {
        if self.spec.array {
            return "TEXT";
        }
        match self.spec.kind {
            ColumnKind::Integer | ColumnKind::BigInt | ColumnKind::Boolean | ColumnKind::Datetime => {
                "INTEGER"
            }
            ColumnKind::Double => "REAL",
            ColumnKind::String
            | ColumnKind::Varchar
            | ColumnKind::Text
            | ColumnKind::MediumText
            | ColumnKind::LongText => "TEXT",
        }
    }

    fn queried(&self) -> query::Column {
        let kind = match self.spec.kind {
            ColumnKind::Datetime if self.spec.array => query::ColumnKind::MomentList,
            _ if self.spec.array => query::ColumnKind::List,
            ColumnKind::Integer | ColumnKind::BigInt => query::ColumnKind::Integer,
            ColumnKind::Double => query::ColumnKind::Real,
            ColumnKind::Boolean => query::ColumnKind::Boolean,
            ColumnKind::Datetime => query::ColumnKind::Moment,
            _ => query::ColumnKind::Text,
        };
        query::Column::new(self.sql(), kind)
    }

    /// Its default, as SQL.
    pub(super) fn default(&self) -> Sql {
        super::row::structure::fit(&self.spec, &self.spec.default).unwrap_or(Sql::Null)
    }
}

impl Index {
    /// Its name in SQL.
    pub(crate) fn sql(&self) -> String {
        format!("i{}", self.seq)
    }
}

impl Schema for Table {
    fn family(&self) -> QueryFamily {
        QueryFamily::Rows
    }

    fn table(&self) -> &str {
        &self.sql.rows
    }

    fn column(&self, attribute: &str) -> Option<query::Column> {
        use query::ColumnKind as Kind;
        Some(match attribute {
            "$id" => query::Column::always("id", Kind::Text),
            "$sequence" => query::Column::always("seq", Kind::Sequence),
            "$createdAt" => query::Column::always("created", Kind::Moment),
            "$updatedAt" => query::Column::always("updated", Kind::Moment),
            key => Self::column(self, key)?.queried(),
        })
    }

    fn selectable(&self) -> bool {
        true
    }

    fn indexed(&self, attribute: &str) -> bool {
        let begins = |index: &Index| index.spec.columns.first().is_some_and(|key| key == attribute);
        attribute == "$id"
            || self.indexes.iter().any(|index| index.spec.kind != IndexKind::Fulltext && begins(index))
    }

    fn words(&self, attribute: &str) -> Option<query::Words> {
        let column = Self::column(self, attribute)?;
        let holds = |index: &&Index| index.spec.columns.iter().any(|key| key == attribute);
        let mut fulltext = self.indexes.iter().filter(|index| index.spec.kind == IndexKind::Fulltext);
        Some(fulltext.find(holds)?.words(column.sql()))
    }
}
