//! What a write of somebody's presence depends on, read together: who their friends are, what they chose, where they
//! are. A write is only good if all of it still holds after it.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Timestamp};

use super::{Settings, store};
use crate::{AppError, friends::friend_ids, presence::Spot};

pub(crate) struct Terms {
    pub(crate) friends: BTreeSet<Id>,
    pub(crate) settings: Settings,
    /// The exact place.
    pub(crate) spot: Option<Spot>,
    /// When they were last written down to have been here. Decides nothing.
    pub(crate) seen_at: Option<Timestamp>,
}

impl Terms {
    pub(crate) async fn read(admin: &Client, owner: &Id) -> Result<Self, AppError> {
        let (friends, profile, exceptions) = tokio::try_join!(
            friend_ids(admin, owner),
            store::profile(admin, owner),
            store::exceptions(admin, owner),
        )?;
        Ok(Self {
            friends: friends.into_iter().collect(),
            settings: profile.settings(exceptions),
            spot: profile.spot(),
            seen_at: profile.seen_at,
        })
    }

    /// Whether this person sees the owner at all: a friend whom the owner's settings do not leave out. What an open page
    /// does by itself is told only to them.
    pub(crate) fn are_seen_by(&self, person: &Id) -> bool {
        self.friends.contains(person) && self.settings.seen_by(person).is_some()
    }

    /// Whether a write that went by the one is as good by the other.
    pub(crate) fn agree(&self, other: &Self) -> bool {
        self.friends == other.friends && self.settings == other.settings && self.spot == other.spot
    }
}
