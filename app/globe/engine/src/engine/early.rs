//! An engine that draws until the app is there, with as few bytes as possible.

use std::rc::Rc;

use globe::{Handover, Spot};

use super::{Elements, Engine, Hears};
use crate::{land, predecessor::Predecessor};

impl Engine {
    /// Like [`Engine::start`] for a module that runs before the app: it fetches the coasts alone, and keeps them for the app.
    pub fn start_early(
        elements: Elements,
        first: Option<Spot>,
        time: fn() -> f64,
        hears: Hears,
    ) -> Option<Rc<Self>> {
        land::keep_for_the_app();
        Self::begin(elements, first, Predecessor::default(), false, time, hears)
    }

    /// What another engine needs to continue from here. Drop this one then: its picture stays on the page.
    pub fn hand_over(&self) -> Handover {
        self.globe.borrow_mut().hand_over(self.now())
    }
}
