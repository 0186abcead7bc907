//! Somebody's snaps, both ways, as their pages know them.

use std::{collections::BTreeSet, mem::size_of, sync::Arc};

use appwrite::{Id, Timestamp};

use super::{copies, remnants};
use crate::{
    AppError,
    cards::Cards,
    clock,
    read_model::Weigh,
    snaps::model::{Depth, LIFETIME_SECONDS, Mailbox, REMNANT_SECONDS, Remnant, Snap, Unopened},
    state::{Caller, app_state},
};

/// What waits for one person.
#[derive(Default)]
pub(crate) struct Waiting(Vec<Unopened>);

impl Weigh for Waiting {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.0.len() * (size_of::<Unopened>() + 2 * Id::MAX_LEN)
    }
}

/// A mailbox whose people have no names yet.
pub(crate) struct Unnamed {
    me: Id,
    as_of: Timestamp,
    depth: Depth,
    since: Option<Timestamp>,
    unopened: Vec<Unopened>,
    snaps: Vec<Snap>,
    remnants: Vec<Remnant>,
}

/// The caller's mailbox, so deep.
pub(crate) async fn read(caller: &Caller, depth: Depth) -> Result<Unnamed, AppError> {
    let (client, me, now) = (&caller.client, &caller.account.id, clock::now());
    let today = now.plus_seconds(-LIFETIME_SECONDS);
    // Those whose day has just ended are not swept yet.
    let yesterday = today.plus_seconds(-REMNANT_SECONDS);
    let mail = Unnamed {
        me: me.clone(),
        as_of: now,
        depth,
        since: None,
        unopened: vec![],
        snaps: vec![],
        remnants: vec![],
    };
    let unopened = async {
        let waiting = waiting(caller, today).await?;
        Ok::<_, AppError>(waiting.0.iter().filter(|one| !one.is_over(now)).cloned().collect())
    };
    // What is left of a snap is written before it goes, so in this order none is missed.
    let mail = match depth {
        Depth::Waiting => Unnamed { unopened: unopened.await?, ..mail },
        Depth::Recent => {
            let recent = async {
                let recent = copies::recent(client, me, yesterday, now).await?;
                Ok::<_, AppError>((recent, remnants::list(client, me, now).await?))
            };
            let (((snaps, since), remnants), unopened) = tokio::try_join!(recent, unopened)?;
            Unnamed { snaps, since, remnants, unopened, ..mail }
        }
        Depth::Whole => {
            let received = async {
                let received = copies::list(client, "recipientId", me, yesterday).await?;
                Ok::<_, AppError>((received, remnants::list(client, me, now).await?))
            };
            let ((mut snaps, remnants), sent) =
                tokio::try_join!(received, copies::list(client, "senderId", me, today))?;
            snaps.extend(sent);
            Unnamed { snaps, remnants, ..mail }
        }
    };
    let snaps = mail.snaps.into_iter().map(|snap| snap.told_at(now)).collect();
    Ok(Unnamed { snaps, ..mail })
}

/// What waits for the caller, kept from one request to the next where the process is told of changes. What it holds may be
/// over by now.
async fn waiting(caller: &Caller, today: Timestamp) -> Result<Arc<Waiting>, AppError> {
    let me = &caller.account.id;
    let read = async { Ok(Waiting(copies::waiting(&caller.client, me, today).await?)) };
    match app_state()?.read_model {
        Some(model) => model.waiting.get_or_read(me, read).await,
        None => Ok(Arc::new(read.await?)),
    }
}

impl Unnamed {
    /// Everybody in it but its owner.
    pub(crate) fn people(&self) -> BTreeSet<Id> {
        let people = self.snaps.iter().flat_map(|snap| [&snap.sender, &snap.recipient]);
        let people = people.chain(self.remnants.iter().map(|left| &left.sender));
        let people = people.chain(self.unopened.iter().map(|one| &one.sender));
        people.filter(|person| **person != self.me).cloned().collect()
    }

    /// The mailbox, with the names on the cards of its [people](Self::people). Those who are `named` elsewhere have none.
    pub(crate) fn named(self, cards: &Cards, named: impl Fn(&Id) -> bool) -> Mailbox {
        let name = |id: Id| cards.get(&id).map(|card| card.name.clone()).map(|name| (id, name));
        let names = self.people().into_iter().filter(|id| !named(id)).filter_map(name).collect();
        let Self { me, as_of, depth, since, unopened, snaps, remnants } = self;
        Mailbox::new(me, as_of, snaps, remnants, names).known_to(depth, since, unopened)
    }
}
