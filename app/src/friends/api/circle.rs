//! Everybody around one person, by name.

use std::collections::BTreeMap;

use appwrite::{Id, Timestamp};

use super::circle_rows::{Between, CircleRows};
use crate::{
    cards::{Card, Cards},
    friends::{Circle, Person, model::Asking},
    privacy,
};

impl Circle {
    /// What a page shows of these rows to the person in the middle, with the cards of [`CircleRows::people`].
    pub(crate) fn of(me: &Id, rows: &CircleRows, cards: &Cards) -> Self {
        // A deleted account has no name and is left out.
        let person = |id: &Id| cards.get(id).map(|card| Person { name: card.name.clone(), id: id.clone() });
        let asking = |Between { person: id, email, request }: &Between| {
            let by_email = email.as_ref().map(|email| Person { name: email.clone(), id: id.clone() });
            Some(Asking { person: by_email.or_else(|| person(id))?, request: request.clone() })
        };
        let friends = || rows.friends.iter().filter_map(|id| Some((id, cards.get(id)?)));
        let handle = |(id, card): (&Id, &Card)| Some((id.clone(), card.handle.clone()?));
        let mut circle = Self {
            friends: rows.friends.iter().filter_map(person).collect(),
            incoming: rows.incoming.iter().filter_map(asking).collect(),
            outgoing: rows.outgoing.iter().filter_map(asking).collect(),
            seen: seen(me, rows, friends()),
            handles: friends().filter_map(handle).collect(),
            hues: rows
                .people()
                .into_iter()
                .filter_map(|id| Some((id.clone(), cards.get(&id)?.hue?)))
                .collect(),
            muted: rows.muted.clone(),
            favourites: rows.favourites.clone(),
        };
        circle.friends.sort();
        circle.incoming.sort();
        circle.outgoing.sort();
        circle
    }
}

/// When friends were last here, as far as they and I let that be known.
fn seen<'a>(
    me: &Id,
    rows: &CircleRows,
    friends: impl Iterator<Item = (&'a Id, &'a Card)>,
) -> BTreeMap<Id, Timestamp> {
    if !rows.profile.shows_seen() {
        return BTreeMap::new();
    }
    let seen = |(id, card): (&Id, &Card)| {
        let at = privacy::seen_by(me, card.seen?, rows.shown.get(id).copied())?;
        Some((id.clone(), at))
    };
    friends.filter_map(seen).collect()
}
