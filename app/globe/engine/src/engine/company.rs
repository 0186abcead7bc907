//! The people on the globe: who stands where, what friends see of where I do, whose card goes along, and what a press on
//! several does.

use globe::{Globe, Spot, berth, crowd};

use super::Engine;
use crate::{Marker, VisibilityArea};

/// A press on a group brings at least this much closer.
const CLOSER: f64 = 1.25;

impl Engine {
    /// These people are on the globe, and no others.
    pub fn show(&self, markers: Vec<Marker>) {
        if self.pins.borrow_mut().set(markers, self.now(), self.calm.get()) {
            self.wake();
        }
    }

    /// This is what friends are shown of my place, or of the one that is aimed at.
    pub fn surround(&self, area: Option<&VisibilityArea>, aimed: bool) {
        self.halo.borrow_mut().set(area, aimed);
        self.wake();
    }

    /// This person's card is open, so their pin stays visible.
    pub fn open(&self, person: Option<String>) {
        self.pins.borrow_mut().crowd().open(person);
        self.wake();
    }

    /// This group is fanned out, by its name.
    pub fn fan(&self, group: Option<String>) {
        self.pins.borrow_mut().crowd().fan(group);
        self.wake();
    }

    /// The layer has the buttons of the groups that were told last.
    pub fn regrouped(&self) {
        self.pins.borrow_mut().changed();
        self.wake();
    }

    pub(crate) fn tapped(&self, spot: Spot) {
        (self.hears.tapped)(spot);
    }

    pub fn place_here(&self) {
        let centre = self.globe.borrow().camera().centre();
        (self.hears.placed)(centre);
    }

    /// Something comes from somebody's pin to mine. Whoever asked for less motion is not shown the way of it.
    pub fn throw(&self, from: &str, to: &str) {
        let (now, pins) = (self.now(), self.pins.borrow());
        let ends = pins.spot_of(from, now).zip(pins.spot_of(to, now));
        if let Some((from, to)) = ends.filter(|_| !self.calm.get()) {
            let projection = self.globe.borrow().projection();
            self.arcs.borrow_mut().throw(&self.window, from, to, &projection, now);
        }
    }

    /// Goes so close that a group comes apart. False when it never would: they are at one place.
    pub fn split(&self, group: &str) -> bool {
        let spots = self.pins.borrow().spots_in(group, self.now());
        let zoom = crowd::zoom_to_split(&spots, self.globe.borrow().stage());
        let Some((middle, zoom)) = crowd::middle(&spots).zip(zoom) else { return false };
        self.steer(|globe, now| {
            let zoom = zoom.max(globe.camera().zoom() * CLOSER);
            globe.fly_to(middle, Some(zoom), now);
        });
        true
    }

    /// The card of whoever is open goes along with their pin.
    pub(super) fn place_card(&self, globe: &Globe, now: f64) {
        let Some(person) = self.card.person() else { return };
        let projection = globe.projection();
        let spot = self.pins.borrow().spot_of(&person, now);
        let tip = spot.map_or(projection.centre, |spot| berth::on_disc(spot, &projection));
        self.card.place(tip, globe.stage());
    }
}
