//! The pins over the globe, moved by `transform` in the same frame as it is drawn: moved elsewhere they would lag
//! behind it and swim.

use std::collections::BTreeMap;

use globe::{Projection, Spot, labels::Cover};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    Marker, button,
    crowd::Crowd,
    places::{Placed, Places, Whose},
};

pub(crate) struct Pins {
    layer: HtmlElement,
    /// The buttons in the layer, in the order that `places` knows them by.
    elements: Vec<HtmlElement>,
    places: Places,
}

impl Pins {
    pub(crate) fn on(layer: HtmlElement) -> Self {
        let mut places = Places::default();
        places.changed();
        Self { layer, elements: Vec::new(), places }
    }

    /// See [`Places::set`].
    pub(crate) fn set(&mut self, markers: Vec<Marker>, now: f64, at_once: bool) -> bool {
        self.places.set(markers, now, at_once)
    }

    /// Other buttons are in the layer than before.
    pub(crate) fn changed(&mut self) {
        self.places.changed();
    }

    pub(crate) fn crowd(&mut self) -> &mut Crowd {
        &mut self.places.crowd
    }

    /// What is covered by the pins and groups that are seen.
    pub(crate) fn covers(&self) -> Vec<Cover> {
        self.places.covers().collect()
    }

    /// Where somebody is now.
    pub(crate) fn spot_of(&self, person: &str, now: f64) -> Option<Spot> {
        self.places.spot_of(person, now)
    }

    /// Where everybody in this group is now.
    pub(crate) fn spots_in(&self, group: &str, now: f64) -> Vec<Spot> {
        self.places.spots_in(group, now)
    }

    /// Moves the buttons whose place changed, and says so. `settled`: the globe is not on the move.
    pub(crate) fn place(&mut self, projection: &Projection, now: f64, settled: bool) -> Placed {
        if self.places.is_stale() {
            self.look_for_buttons();
        }
        let layer = &self.layer;
        let placed = self.places.place(projection, now, settled, || focused(layer));
        for change in &placed.changes {
            button::show(&self.elements[change.button], change);
        }
        placed
    }

    fn look_for_buttons(&mut self) {
        let found = buttons(&self.layer);
        // One by one: to collect them is to sort them, which is more code.
        let mut before: BTreeMap<&Whose, usize> = BTreeMap::new();
        before.extend(self.places.buttons().zip(0..));
        let named = found.iter().map(|(element, whose)| {
            let was = before.get(whose).copied().filter(|&was| self.elements[was] == *element);
            (whose.clone(), was)
        });
        let named = named.collect();
        self.places.set_buttons(named);
        self.elements = found.into_iter().map(|(element, _)| element).collect();
    }
}

fn buttons(layer: &HtmlElement) -> Vec<(HtmlElement, Whose)> {
    let children = layer.children();
    (0..children.length())
        .filter_map(|n| {
            let button: HtmlElement = children.item(n)?.dyn_into().ok()?;
            let person = button.get_attribute("data-user").map(Whose::Person);
            let whose = person.or_else(|| button.get_attribute("data-group").map(Whose::Group))?;
            Some((button, whose))
        })
        .collect()
}

/// Whose pin has the focus. It does not join a group while somebody uses it.
fn focused(layer: &HtmlElement) -> Option<String> {
    let element = layer.owner_document()?.active_element()?;
    layer.contains(Some(&element)).then(|| element.get_attribute("data-user"))?
}
