//! What the controls of the globe share: where the camera shall go, whether my pin is being placed, whose pin is
//! open. The canvas listens; nothing here knows how it draws.

use appwrite::Id;
use globe::crowd::Group;
use leptos::prelude::*;

use super::model::Order;
use crate::{
    presence::{Presence, Spot},
    toasts::{Notice, Toaster},
};

/// One toast tells of my pin: where it was before the last move is all that can be gone back to.
const TOPIC: &str = "my-pin";

/// A handle: copies steer the same globe.
#[derive(Clone, Copy)]
pub struct Helm {
    /// The last order to the camera. Setting it again gives it again.
    pub orders: RwSignal<Option<Order>>,
    /// Where the middle of the view is, while the globe rests.
    pub middle: RwSignal<Option<Spot>>,
    /// What lies in the ring while my pin is placed, once the globe has rested for a moment.
    pub aimed: RwSignal<Option<Spot>>,
    /// My pin is being placed: a ring marks the middle, and Enter puts it there.
    pub placing: RwSignal<bool>,
    /// Whose card is open.
    pub open: RwSignal<Option<Id>>,
    /// Who stands together with whom, and has one button with them.
    pub groups: RwSignal<Vec<Group>>,
    /// The group that is fanned out, by its name.
    pub fanned: RwSignal<Option<String>>,
    /// Who sent me a snap just now. Setting it again says it again.
    pub arrived: RwSignal<Option<Id>>,
    /// How often my pin was to be seen to land, beside when it was first put somewhere.
    pub landed: RwSignal<u32>,
    /// Why my pin could not be placed, and what else to do. It stays until the next try.
    pub trouble: RwSignal<Option<String>>,
    presence: Presence,
    toasts: Option<Toaster>,
}

impl Helm {
    /// Moves my pin by `presence`, and tells of it where there are toasts.
    pub fn new(presence: Presence, toasts: Option<Toaster>) -> Self {
        Self {
            orders: RwSignal::new(None),
            middle: RwSignal::new(None),
            aimed: RwSignal::new(None),
            placing: RwSignal::new(false),
            open: RwSignal::new(None),
            groups: RwSignal::default(),
            fanned: RwSignal::new(None),
            arrived: RwSignal::new(None),
            landed: RwSignal::new(0),
            trouble: RwSignal::new(None),
            presence,
            toasts,
        }
    }

    /// Whoever gives it after the globe has gone from the page gives it to nobody.
    pub fn order(self, order: Order) {
        self.orders.try_set(Some(order));
    }

    /// Begins to place my pin in the middle of the view.
    pub fn aim(self) {
        self.trouble.set(None);
        self.placing.set(true);
    }

    /// Puts my pin somewhere, at once, and offers the way back to where it was.
    pub fn place(self, spot: Spot, before: Option<Spot>) {
        self.placing.set(false);
        self.trouble.set(None);
        self.fold();
        self.presence.move_to(spot);
        let words = if before.is_some() { "Your pin moved." } else { "You are on the globe." };
        let notice = Notice::news(TOPIC, words);
        self.say(match before {
            Some(before) => notice.action("Undo", move || self.undo(before)),
            None => notice,
        });
    }

    /// The globe rests over this, or over nothing yet.
    pub fn rest(self, over: Option<Spot>) {
        if self.middle.try_get_untracked().is_some_and(|before| before != over) {
            self.middle.set(over);
        }
    }

    /// Opens somebody's card, and turns the globe to them.
    pub fn show(self, person: &Id, spot: Option<Spot>) {
        self.open.set(Some(person.clone()));
        spot.into_iter().for_each(|spot| self.order(Order::Show(spot)));
    }

    /// Closes whatever is open. Gives whether anything was.
    pub fn fold(self) -> bool {
        let was = self.open.with_untracked(Option::is_some) || self.fanned.with_untracked(Option::is_some);
        if was {
            self.open.set(None);
            self.fanned.set(None);
        }
        was
    }

    /// My pin lands once more, for whoever has come to the end of the first run.
    pub fn land(self) {
        self.landed.update(|landed| *landed += 1);
    }

    /// Nobody steers for now: nothing is open, and nothing is being placed.
    pub fn let_go(self) {
        self.fold();
        self.placing.set(false);
    }

    /// Fans a group out, or takes it together again.
    pub fn fan(self, group: String) {
        self.fanned.update(|fanned| *fanned = (fanned.as_ref() != Some(&group)).then_some(group));
    }

    /// These stand together from now on.
    pub fn gather(self, groups: Vec<Group>) {
        let gone = self.fanned.with_untracked(|fanned| {
            fanned.as_ref().is_some_and(|name| groups.iter().all(|group| group.name() != name))
        });
        if gone {
            self.fanned.set(None);
        }
        self.groups.set(groups);
    }

    /// Something did not work, and what to do about it.
    pub fn fail(self, words: String) {
        self.trouble.set(Some(words));
    }

    /// Takes the last move back.
    fn undo(self, to: Spot) {
        self.presence.move_to(to);
        self.order(Order::Show(to));
        self.say(Notice::news(TOPIC, "Your pin is back."));
    }

    fn say(self, notice: Notice) {
        if let Some(toasts) = self.toasts {
            toasts.raise(notice);
        }
    }
}
