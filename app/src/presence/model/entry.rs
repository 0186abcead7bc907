//! Somebody who is here, as the handle shows them.

use appwrite::{Id, Timestamp};

use super::{Dot, Label, Spot, Status, Zone, color};
use crate::{account::model::display_name, gazetteer::model::Area, hue::Hue};

/// One record of the roster.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub user_id: Id,
    pub status: Status,
    pub metadata: Metadata,
    /// The same colour for the same person everywhere.
    pub color: String,
    /// When they last said anything.
    pub last_seen: Timestamp,
    /// When they are gone unless they say something. `None`: not by themselves.
    pub expires_at: Option<Timestamp>,
}

/// What a record says beside its status.
#[derive(Clone, Debug, PartialEq)]
pub struct Metadata {
    /// As they gave it: empty for a guest.
    pub display_name: String,
    /// A picture on our own origin.
    pub avatar: String,
    /// The colour of it.
    pub hue: Hue,
    pub spot: Option<Spot>,
    /// The same as it is asked what it is called.
    pub area: Option<Area>,
    /// By which their device tells the time, where they say so.
    pub zone: Option<Zone>,
    pub label: Option<Label>,
    /// They are making a snap.
    pub composing: bool,
}

impl Metadata {
    /// What to call them, in the words of this interface: never empty.
    pub fn called(&self) -> String {
        display_name(&self.display_name)
    }
}

impl From<&Dot> for Entry {
    fn from(dot: &Dot) -> Self {
        Self {
            user_id: dot.id.clone(),
            status: dot.status,
            metadata: Metadata {
                display_name: dot.name.clone(),
                avatar: dot.avatar(),
                hue: dot.hue,
                spot: dot.place(),
                area: dot.area(),
                zone: dot.zone.clone(),
                label: dot.label.clone(),
                composing: dot.composing,
            },
            color: color(&dot.id),
            last_seen: dot.updated,
            expires_at: dot.expires,
        }
    }
}
