//! In which colour somebody is shown, as of now.

use appwrite::Id;
use leptos::prelude::*;

use super::Hue;
use crate::{account::use_live_me, friends::live::use_circle, presence::use_presence};

/// The colour of somebody's picture, anywhere under `/app`. Of whoever is here their presence says it, and that is news
/// as soon as they choose another; of a friend who is not, the circle; of anybody else their id.
pub fn use_hue(user: &Id) -> Memo<Hue> {
    let (me, presence) = (use_live_me(), use_presence());
    if presence.my_id() == *user {
        return Memo::new(move |_| me.with(|me| me.hue));
    }
    let (entry, of) = (presence.of(user), user.clone());
    let known = use_circle().part(move |circle| circle.hue_of(&of));
    Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map(|entry| entry.metadata.hue)).unwrap_or_else(|| known.get())
    })
}
