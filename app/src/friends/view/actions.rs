//! What can be done about friends, once for all of them: each form names the friend it is about.

use appwrite::Id;
use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    api::{MuteFriend, RemoveFriend, SetFavourite, UnmuteFriend},
    row::error_of,
};
use crate::{AppError, friends::live::use_circle, privacy::api::Block, ui::announce};

/// The actions of a list of friends or of a card. A handle: copies are the same actions.
#[derive(Clone, Copy)]
pub struct FriendActions {
    pub favour: ServerAction<SetFavourite>,
    pub mute: ServerAction<MuteFriend>,
    pub unmute: ServerAction<UnmuteFriend>,
    pub remove: ServerAction<RemoveFriend>,
    pub block: ServerAction<Block>,
    /// The friend that the last thing tried was about, as far as this page knows.
    tried: RwSignal<Option<Id>>,
    error: Signal<Option<AppError>>,
}

impl FriendActions {
    /// Actions of which none has been tried. What an answer to a form says, without a script, is about `friend`.
    pub fn new(friend: Option<Id>) -> Self {
        let (favour, mute, unmute) = (ServerAction::new(), ServerAction::new(), ServerAction::new());
        let (remove, block) = (ServerAction::new(), ServerAction::new());
        let errors = [error_of(favour), error_of(mute), error_of(unmute), error_of(remove), error_of(block)];
        let error = Signal::derive(move || errors.iter().find_map(|error| error.try_get().flatten()));
        let circle = use_circle();
        announce(remove, move |asked: &RemoveFriend| {
            let name = untrack(|| circle.name_of(&asked.person))?;
            Some(format!("{name} is no longer your friend."))
        });
        announce(block, move |asked: &Block| {
            let name = untrack(|| circle.name_of(&asked.person))?;
            Some(format!("{name} is blocked."))
        });
        Self { favour, mute, unmute, remove, block, tried: RwSignal::new(friend), error }
    }

    /// A form about this friend is sent: what is said of earlier ones goes.
    pub fn tries(self, friend: &Id) {
        self.tried.set(Some(friend.clone()));
        forget(self.favour);
        forget(self.mute);
        forget(self.unmute);
        forget(self.remove);
        forget(self.block);
    }

    /// Why the last thing tried about this friend did not work. It is shown beside their buttons, because the menu may be
    /// closed by then.
    pub fn error(self, friend: &Id) -> Option<AppError> {
        let is_theirs = self.tried.try_with(|tried| tried.as_ref() == Some(friend)) == Some(true);
        self.error.try_get().flatten().filter(|_| is_theirs)
    }

    /// Why something tried did not work, where this page does not know what it was about.
    pub fn error_of_unknown(self) -> Option<AppError> {
        let is_unknown = self.tried.try_with(Option::is_none) == Some(true);
        self.error.try_get().flatten().filter(|_| is_unknown)
    }
}

/// Takes an earlier answer away. One that is under way comes all the same.
fn forget<A>(action: ServerAction<A>)
where
    A: ServerFn<Output = (), Error = AppError> + Clone + Send + Sync + 'static,
{
    if action.value().with_untracked(Option::is_some) {
        action.value().set(None);
    }
}
