//! The pins over the globe, moved by `transform` in the same frame as it is drawn: moved elsewhere they would lag
//! behind it and swim.

use std::collections::BTreeMap;

use globe::{Projection, Spot};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::globe::model::{Pin, on_globe};

/// Somebody who moves is seen to move, for this many milliseconds.
const TRAVEL: f64 = 700.0;

pub(super) struct Pins {
    layer: HtmlElement,
    people: BTreeMap<String, Way>,
    /// The buttons and whose they are. Empty means they are to be looked for again.
    buttons: Vec<(HtmlElement, String)>,
    stale: bool,
}

/// Where somebody is, or where from and to they are on their way.
#[derive(Clone, Copy)]
struct Way {
    from: Spot,
    to: Spot,
    start: f64,
}

impl Way {
    fn at(&self, now: f64) -> Spot {
        let t = ((now - self.start) / TRAVEL).clamp(0.0, 1.0);
        self.from.towards(self.to, 1.0 - (1.0 - t).powi(3))
    }

    fn is_over(&self, now: f64) -> bool {
        self.from == self.to || now >= self.start + TRAVEL
    }
}

impl Pins {
    pub(super) fn on(layer: HtmlElement) -> Self {
        Self { layer, people: BTreeMap::new(), buttons: Vec::new(), stale: true }
    }

    /// `at_once`: whoever moved is simply there.
    pub(super) fn set(&mut self, pins: &[Pin], now: f64, at_once: bool) {
        let ways = pins.iter().filter_map(|pin| {
            let (id, to) = (pin.person.to_string(), on_globe(pin.spot?)?);
            let way = match self.people.get(&id) {
                Some(way) if way.to == to => *way,
                Some(way) if !at_once => Way { from: way.at(now), to, start: now },
                _ => Way { from: to, to, start: now },
            };
            Some((id, way))
        });
        self.people = ways.collect();
        self.stale = true;
    }

    /// Moves every pin to where its person is. True while somebody is on their way.
    pub(super) fn place(&mut self, projection: &Projection, now: f64) -> bool {
        if std::mem::take(&mut self.stale) {
            self.buttons = buttons(&self.layer);
        }
        for (button, person) in &self.buttons {
            if let Some(way) = self.people.get(person) {
                place(button, way.at(now), projection);
            }
        }
        self.people.values().any(|way| !way.is_over(now))
    }
}

fn buttons(layer: &HtmlElement) -> Vec<(HtmlElement, String)> {
    let children = layer.children();
    (0..children.length())
        .filter_map(|n| {
            let button: HtmlElement = children.item(n)?.dyn_into().ok()?;
            let person = button.get_attribute("data-user")?;
            Some((button, person))
        })
        .collect()
}

/// Refusals of the browser are for names and values that are not CSS, and these are.
fn place(button: &HtmlElement, spot: Spot, projection: &Projection) {
    let seen = projection.project(spot);
    let presence = seen.presence();
    let visible = if presence > 0.0 { "true" } else { "false" };
    if button.get_attribute("data-visible").as_deref() != Some(visible) {
        let _ = button.set_attribute("data-visible", visible);
    }
    if presence > 0.0 {
        let scale = 0.6 + 0.4 * presence;
        let style = button.style();
        let transform = format!("translate({:.2}px, {:.2}px) scale({scale:.3})", seen.at.x, seen.at.y);
        let _ = style.set_property("transform", &transform);
        let _ = style.set_property("opacity", &format!("{presence:.3}"));
        // Nearer to us is further to the front.
        let _ = style.set_property("z-index", &format!("{:.0}", seen.depth * 1000.0));
    }
}
