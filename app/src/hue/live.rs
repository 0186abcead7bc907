//! In which colour somebody is shown, as of now.

use appwrite::Id;
use leptos::prelude::*;

use super::Hue;
use crate::{
    account::{Me, use_live_me},
    friends::live::{LiveCircle, use_circle},
    presence::{Presence, use_presence},
};

/// The color of somebody's picture, anywhere under `/app`.
pub fn use_hue(user: &Id) -> Memo<Hue> {
    let (hues, user) = (use_hues(), user.clone());
    Memo::new(move |_| hues.of(&user))
}

/// What tells in which color people are shown. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Hues {
    me: Signal<Me>,
    presence: Presence,
    circle: LiveCircle,
}

/// The handle, for components that show many people.
pub fn use_hues() -> Hues {
    Hues { me: use_live_me(), presence: use_presence(), circle: use_circle() }
}

impl Hues {
    /// The color of somebody's picture as of now. Who is here says it in their presence; for other friends the circle knows
    /// it; for anybody else it follows from their id. Reads signals.
    pub fn of(self, user: &Id) -> Hue {
        if *user == self.presence.my_id() {
            return self.me.with(|me| me.hue);
        }
        let said = self.presence.read(user, |dot| dot.map(|dot| dot.hue));
        said.unwrap_or_else(|| self.circle.with(|circle| circle.hue_of(user)))
    }
}
