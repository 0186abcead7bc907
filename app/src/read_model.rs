//! What pages show of people, kept in memory by the server: the rows around a person, and a card of each person. Only
//! on the server, and only where this process is told of every change before its writer gets an answer.
//!
//! It serves what a page shows and nothing else. Code that decides something (who is a friend now, who may see whom, what a
//! write may do) reads the database.
//!
//! # Nothing stale is served after a write was acknowledged
//!
//! [`ReadModel::row_changed`] and [`ReadModel::account_changed`] run after a commit and before its answer, and drop every
//! entry the change can be in. A read that began before the commit may still hold older rows when it ends; it is not kept,
//! because its [`Ticket`](store::Ticket) is from before the drop.

use std::sync::Arc;

use appwrite::Id;
use serde_json::Value;

use crate::{
    AppError, cards::Card, clock::now, friends::api::CircleRows, ids, privacy::Choices,
    snaps::shelf::mailbox::Waiting,
};

mod store;

pub(crate) use store::{Looked, Store, Weigh};

/// Memory for the rows around people, in bytes.
const CIRCLE_BYTES: usize = 32 << 20;
/// Memory for the cards of people, in bytes.
const CARD_BYTES: usize = 16 << 20;
/// Memory for which snaps wait for people, in bytes.
const WAITING_BYTES: usize = 8 << 20;
/// Memory for what people chose about others, in bytes.
const CHOICE_BYTES: usize = 8 << 20;

/// What is kept. Cheap to clone; every clone is the same.
#[derive(Clone)]
pub struct ReadModel {
    /// By the person in the middle.
    pub(crate) circles: Arc<Store<CircleRows>>,
    /// By the person on it. `None`: they have no account.
    pub(crate) cards: Arc<Store<Option<Card>>>,
    /// By the person who chose.
    pub(crate) choices: Arc<Store<Choices>>,
    /// By the person they wait for.
    pub(crate) waiting: Arc<Store<Waiting>>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    Made,
    /// Any column may be another now, and what it was before is not known.
    Changed,
    Deleted,
}

impl Default for ReadModel {
    fn default() -> Self {
        Self {
            circles: Arc::new(Store::new(CIRCLE_BYTES)),
            cards: Arc::new(Store::new(CARD_BYTES)),
            choices: Arc::new(Store::new(CHOICE_BYTES)),
            waiting: Arc::new(Store::new(WAITING_BYTES)),
        }
    }
}

impl ReadModel {
    /// A row of the app's database was written: `row` as it is after that, or as it was before it was deleted.
    pub fn row_changed(&self, table: &str, change: RowChange, row: &Value) {
        let Some(names) = Named::of(table) else { return };
        let person = |column: &str| row.get(column)?.as_str()?.parse::<Id>().ok();
        let people =
            |columns: &[&str]| columns.iter().map(|column| person(column)).collect::<Option<Vec<_>>>();
        // The row may have named other people before.
        let moved = change == RowChange::Changed && !names.are_fixed;
        let (Some(circles), Some(cards), Some(choices), Some(waiting), false) =
            (people(names.circles), people(names.cards), people(names.choices), people(names.waiting), moved)
        else {
            return self.forget_all();
        };
        circles.iter().for_each(|id| self.circles.forget(id));
        cards.iter().for_each(|id| self.cards.forget(id));
        choices.iter().for_each(|id| self.choices.forget(id));
        waiting.iter().for_each(|id| self.waiting.forget(id));
    }

    /// An account was made, changed or deleted.
    pub fn account_changed(&self, user: &Id) {
        self.cards.forget(user);
    }

    /// Something changed that is not told row by row, such as a table.
    pub fn forget_all(&self) {
        self.circles.forget_all();
        self.cards.forget_all();
        self.choices.forget_all();
        self.waiting.forget_all();
    }
}

/// Which columns of a table name the people whose entries a row can be in.
struct Named {
    circles: &'static [&'static str],
    cards: &'static [&'static str],
    choices: &'static [&'static str],
    waiting: &'static [&'static str],
    /// A change of a row leaves these columns alone: it is the row's own id, or only the app writes the table and never
    /// changes them.
    are_fixed: bool,
}

impl Named {
    /// `None` for a table that nothing is kept of.
    fn of(table: &str) -> Option<Self> {
        let named = |circles, choices| Self { circles, choices, cards: &[], waiting: &[], are_fixed: false };
        Some(match table {
            ids::FRIENDSHIPS => named(&["userA", "userB"], &[]),
            ids::FRIEND_REQUESTS => named(&["fromUserId", "toUserId"], &[]),
            ids::DECLINES => Self { are_fixed: true, ..named(&["fromUserId", "toUserId"], &[]) },
            ids::MUTES | ids::FAVOURITES => named(&["ownerId"], &[]),
            ids::EXCEPTIONS => named(&["friendId"], &["ownerId"]),
            ids::BLOCKS => named(&[], &["blockerId"]),
            ids::PROFILES => Self { circles: &["$id"], cards: &["$id"], are_fixed: true, ..named(&[], &[]) },
            ids::SNAPS => Self { waiting: &["recipientId"], are_fixed: true, ..named(&[], &[]) },
            _ => return None,
        })
    }
}

impl<V: Weigh> Store<V> {
    /// What is kept of this person, else what `read` finds, which is kept if nothing changed meanwhile.
    pub(crate) async fn get_or_read(
        &self,
        person: &Id,
        read: impl Future<Output = Result<V, AppError>>,
    ) -> Result<Arc<V>, AppError> {
        match self.look(person, now()) {
            Looked::Found(value) => Ok(value),
            Looked::Missing(ticket) => {
                let value = Arc::new(read.await?);
                self.keep(person, ticket, &value, now());
                Ok(value)
            }
        }
    }
}

#[cfg(test)]
mod tests;
