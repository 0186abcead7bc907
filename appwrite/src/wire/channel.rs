//! Names of realtime channels, built so that only names that are published can be written.
//!
//! ```
//! use appwrite::Channel;
//! let channel = Channel::tables_db("appchat-db").table("snaps").row().create();
//! assert_eq!(channel.as_str(), "tablesdb.appchat-db.tables.snaps.rows.create");
//! ```

use std::{fmt, marker::PhantomData};

/// A channel to subscribe to. `Stage` says what may still be added to the name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Channel<Stage = Complete> {
    name: String,
    stage: PhantomData<Stage>,
}

/// Nothing can be added: this channel can be subscribed to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Complete {}
/// Can be subscribed to as it is, or narrowed to one action.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Acting {}
/// Can be narrowed to one action, among them `upsert` and not `create`: presences.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Presences {}
/// A database; a table must follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Database {}
/// A table; its rows must follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Table {}
/// A bucket; its files must follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {}

impl<Stage> Channel<Stage> {
    fn named(name: String) -> Self {
        Self { name, stage: PhantomData }
    }

    fn then<Next>(self, tail: impl fmt::Display) -> Channel<Next> {
        Channel::named(format!("{}.{tail}", self.name))
    }

    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl Channel {
    /// Every presence the subscriber may read.
    pub fn presences() -> Channel<Presences> {
        Channel::named("presences".into())
    }

    /// One presence, by its id.
    pub fn presence(id: impl fmt::Display) -> Channel<Presences> {
        Channel::named(format!("presences.{id}"))
    }

    pub fn tables_db(database: impl fmt::Display) -> Channel<Database> {
        Channel::named(format!("tablesdb.{database}"))
    }

    pub fn bucket(bucket: impl fmt::Display) -> Channel<Bucket> {
        Channel::named(format!("buckets.{bucket}"))
    }

    /// Whatever happens to the subscriber's own account.
    pub fn account() -> Channel<Acting> {
        Channel::named("account".into())
    }

    pub fn executions() -> Channel<Acting> {
        Channel::named("executions".into())
    }

    /// Executions of one function.
    pub fn function(function: impl fmt::Display) -> Channel<Acting> {
        Channel::named(format!("functions.{function}"))
    }
}

impl Channel<Database> {
    pub fn table(self, table: impl fmt::Display) -> Channel<Table> {
        self.then(format_args!("tables.{table}"))
    }
}

impl Channel<Table> {
    /// Every row of the table.
    pub fn row(self) -> Channel<Acting> {
        self.then("rows")
    }

    /// One row of the table.
    pub fn row_with_id(self, row: impl fmt::Display) -> Channel<Acting> {
        self.then(format_args!("rows.{row}"))
    }
}

impl Channel<Bucket> {
    /// Every file of the bucket.
    pub fn file(self) -> Channel<Acting> {
        self.then("files")
    }
}

impl Channel<Acting> {
    pub fn create(self) -> Channel {
        self.then("create")
    }

    pub fn update(self) -> Channel {
        self.then("update")
    }

    pub fn delete(self) -> Channel {
        self.then("delete")
    }
}

impl Channel<Presences> {
    pub fn upsert(self) -> Channel {
        self.then("upsert")
    }

    pub fn update(self) -> Channel {
        self.then("update")
    }

    pub fn delete(self) -> Channel {
        self.then("delete")
    }
}

/// Stages at which a name is one that is published.
pub trait Subscribable {}
impl Subscribable for Complete {}
impl Subscribable for Acting {}
impl Subscribable for Presences {}

impl<Stage: Subscribable> From<Channel<Stage>> for String {
    fn from(channel: Channel<Stage>) -> Self {
        channel.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_ones_the_sdks_resolve_to() {
        assert_eq!(Channel::presences().as_str(), "presences");
        assert_eq!(Channel::presence("u-bob").upsert().as_str(), "presences.u-bob.upsert");
        let rows = || Channel::tables_db("appchat-db").table("snaps");
        assert_eq!(rows().row().as_str(), "tablesdb.appchat-db.tables.snaps.rows");
        assert_eq!(
            rows().row_with_id("s1").delete().as_str(),
            "tablesdb.appchat-db.tables.snaps.rows.s1.delete"
        );
        assert_eq!(Channel::bucket("snaps").file().as_str(), "buckets.snaps.files");
        assert_eq!(Channel::function("serve-snap").as_str(), "functions.serve-snap");
        assert_eq!(String::from(Channel::account()), "account");
    }
}
