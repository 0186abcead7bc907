//! What the controls of the globe share: where the camera shall go, whether my pin is being placed, whose pin is
//! open. The canvas listens; nothing here knows how it draws.

use std::time::Duration;

use appwrite::Id;
use leptos::{leptos_dom::helpers::set_timeout, prelude::*};

use super::model::Order;
use crate::presence::Spot;

/// A word about what just happened stays this long.
const NOTICE: Duration = Duration::from_secs(6);

/// A handle: copies steer the same globe.
#[derive(Clone, Copy)]
pub struct Helm {
    /// The last order to the camera. Setting it again gives it again.
    pub orders: RwSignal<Option<Order>>,
    /// My pin is being placed: a ring marks the middle, and Enter puts it there.
    pub placing: RwSignal<bool>,
    /// Whose pin shows its name without being pointed at.
    pub open: RwSignal<Option<Id>>,
    notice: RwSignal<Option<Notice>>,
    notices: StoredValue<u32>,
    move_to: Callback<Spot>,
}

/// What just happened to my pin, and the way back.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub words: String,
    /// Where my pin was before.
    pub undo: Option<Spot>,
    pub failed: bool,
}

impl Helm {
    /// `move_to` is what moves my pin.
    pub fn new(move_to: Callback<Spot>) -> Self {
        Self {
            orders: RwSignal::new(None),
            placing: RwSignal::new(false),
            open: RwSignal::new(None),
            notice: RwSignal::new(None),
            notices: StoredValue::new(0),
            move_to,
        }
    }

    pub fn order(self, order: Order) {
        self.orders.set(Some(order));
    }

    pub fn notice(self) -> Signal<Option<Notice>> {
        self.notice.into()
    }

    /// Begins to place my pin in the middle of the view.
    pub fn aim(self) {
        self.notice.set(None);
        self.placing.set(true);
    }

    /// Puts my pin somewhere, and offers the way back to where it was.
    pub fn place(self, spot: Spot, before: Option<Spot>) {
        self.placing.set(false);
        self.open.set(None);
        self.move_to.run(spot);
        let words = if before.is_some() { "Your pin moved." } else { "You are on the globe." };
        self.say(Notice { words: words.to_owned(), undo: before, failed: false });
    }

    /// Takes the last move back.
    pub fn undo(self, to: Spot) {
        self.move_to.run(to);
        self.order(Order::Show(to));
        self.say(Notice { words: "Your pin is back.".to_owned(), undo: None, failed: false });
    }

    /// Something did not work, and what to do about it.
    pub fn fail(self, words: String) {
        self.say(Notice { words, undo: None, failed: true });
    }

    /// Good news goes by itself, bad news stays until the next.
    fn say(self, notice: Notice) {
        let stays = notice.failed;
        self.notice.set(Some(notice));
        self.notices.update_value(|count| *count += 1);
        let mine = self.notices.get_value();
        if !stays {
            set_timeout(
                move || {
                    if self.notices.try_get_value() == Some(mine) {
                        self.notice.set(None);
                    }
                },
                NOTICE,
            );
        }
    }
}
