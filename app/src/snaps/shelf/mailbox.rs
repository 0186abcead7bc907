//! Somebody's snaps, both ways, as their pages know them.

use std::collections::BTreeSet;

use appwrite::{Id, Timestamp};

use super::{copies, remnants};
use crate::{
    AppError,
    cards::Cards,
    clock,
    snaps::model::{LIFETIME_SECONDS, Mailbox, REMNANT_SECONDS, Remnant, Snap},
    state::Caller,
};

/// A mailbox whose people have no names yet.
pub(crate) struct Unnamed {
    me: Id,
    as_of: Timestamp,
    snaps: Vec<Snap>,
    remnants: Vec<Remnant>,
}

/// What the caller received and sent in the last day, and what is left of what they received in the day before.
pub(crate) async fn read(caller: &Caller) -> Result<Unnamed, AppError> {
    let (client, me, now) = (&caller.client, &caller.account.id, clock::now());
    let today = now.plus_seconds(-LIFETIME_SECONDS);
    let received = async {
        // Those whose day has just ended are not swept yet. What is left of a snap is written before it goes, so in this
        // order none is missed.
        let since = today.plus_seconds(-REMNANT_SECONDS);
        let snaps = copies::list(client, "recipientId", me, since).await?;
        Ok::<_, AppError>((snaps, remnants::list(client, me, now).await?))
    };
    let ((received, remnants), sent) =
        tokio::try_join!(received, copies::list(client, "senderId", me, today))?;
    let snaps = received.into_iter().chain(sent).map(|snap| snap.told_at(now)).collect();
    Ok(Unnamed { me: me.clone(), as_of: now, snaps, remnants })
}

impl Unnamed {
    /// Everybody in it but its owner.
    pub(crate) fn people(&self) -> BTreeSet<Id> {
        let people = self.snaps.iter().flat_map(|snap| [&snap.sender, &snap.recipient]);
        let people = people.chain(self.remnants.iter().map(|left| &left.sender));
        people.filter(|person| **person != self.me).cloned().collect()
    }

    /// The mailbox, with the names on the cards of its [people](Self::people).
    pub(crate) fn named(self, cards: &Cards) -> Mailbox {
        let name = |id: Id| cards.get(&id).map(|card| card.name.clone()).map(|name| (id, name));
        let names = self.people().into_iter().filter_map(name).collect();
        Mailbox::new(self.me, self.as_of, self.snaps, self.remnants, names)
    }
}
