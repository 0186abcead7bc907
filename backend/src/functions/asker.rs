//! Whom a run is for, as far as the function is told.

use appwrite::{Id, Network};

use crate::caller::{Caller, Proof};

#[derive(Clone, Debug, Default)]
pub(super) struct Asker {
    pub(super) user: Option<Id>,
    /// The session they asked with. Whoever came by a token has one already, and it may not be traded for a longer one;
    /// whoever asked for a later run may have signed out by then.
    pub(super) session: Option<Id>,
    /// Empty where nobody asks.
    pub(super) address: String,
    /// What limits count by; `None` for keys and schedules, which have none.
    pub(super) network: Option<Network>,
}

impl Asker {
    pub(super) fn of(caller: &Caller) -> Self {
        let session = caller.signed_in().and_then(|person| match &person.proof {
            Proof::Session(session) => Some(session.clone()),
            Proof::Jwt(_) => None,
        });
        Self {
            user: caller.user_id().cloned(),
            session,
            address: caller.address().to_string(),
            network: (!caller.is_key()).then(|| caller.address().into()),
        }
    }
}
