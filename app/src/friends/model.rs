//! People around one person. Plain Rust.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{handles::Handle, hue::Hue};

mod order;
mod sought;
mod whom;

pub use order::Order;
pub use sought::Sought;
pub use whom::Whom;

/// Somebody, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    /// Never empty: a guest is called that.
    pub name: String,
    pub id: Id,
}

/// Somebody who asked, or was asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Asking {
    /// Whoever was asked by e-mail is called by it until they answer: whether anybody has it is not told.
    pub person: Person,
    /// The request's id, by which it is answered.
    pub request: Id,
}

/// Everybody around one person, each list in the order of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    pub friends: Vec<Person>,
    /// Who waits for my answer.
    pub incoming: Vec<Asking>,
    /// Whose answer I wait for.
    pub outgoing: Vec<Asking>,
    /// When friends were last here, in the last day and as far as both of us let that be known.
    pub seen: BTreeMap<Id, Timestamp>,
    /// What friends can be found by, of those who chose something.
    #[serde(default)]
    pub handles: BTreeMap<Id, Handle>,
    /// The colours of their pictures, of those who chose one.
    #[serde(default)]
    pub hues: BTreeMap<Id, Hue>,
    /// Friends of whom I want to hear less. They cannot tell.
    #[serde(default)]
    pub muted: BTreeSet<Id>,
    /// Friends I want to find first. They cannot tell.
    #[serde(default)]
    pub favourites: BTreeSet<Id>,
}

impl Circle {
    /// The colour of somebody's picture.
    pub fn hue_of(&self, person: &Id) -> Hue {
        self.hues.get(person).copied().unwrap_or_else(|| Hue::of(person))
    }
}

/// What came of asking somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// They have the request now.
    Sent(Person),
    /// Whoever uses this address here, if anybody does, has the request now.
    Address(String),
    /// They had asked before: now both are friends.
    Friends(Person),
}

impl Asked {
    /// What to tell whoever asked.
    pub fn sentence(&self) -> String {
        match self {
            Self::Sent(person) => format!("{} has your request now.", person.name),
            Self::Address(email) => format!("If somebody here uses {email}, they have your request now."),
            Self::Friends(person) => format!("{} had asked you already: you are friends now.", person.name),
        }
    }
}
