//! The names of cities over the globe, moved by `transform` in the same frame as it is drawn. For the eyes alone:
//! whoever does not see the globe has its people as a list.

use std::{collections::BTreeMap, rc::Rc};

use globe::{
    Cities, Point, Projection, Stage,
    labels::{Cover, Label, labels},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(crate) struct Labels {
    holder: HtmlElement,
    layer: Option<HtmlElement>,
    cities: Option<Rc<Cities>>,
    /// By which city of the list it is, with where it stands.
    shown: BTreeMap<usize, (HtmlElement, Point)>,
    /// The cities have come since they were drawn.
    stale: bool,
}

impl Labels {
    pub(crate) fn in_holder(holder: HtmlElement) -> Self {
        Self { holder, layer: None, cities: None, shown: BTreeMap::new(), stale: false }
    }

    pub(crate) fn take(&mut self, cities: Rc<Cities>) {
        self.cities = Some(cities);
        self.stale = true;
    }

    /// Whether they are to be drawn though nothing moved.
    pub(crate) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Shows the names there is room for beside these pins, where the globe has their cities now.
    pub(crate) fn draw(&mut self, projection: &Projection, stage: &Stage, pins: &[Cover]) {
        let Some(cities) = self.cities.clone() else { return };
        self.stale = false;
        let found = labels(&cities, projection, stage, pins, |city| self.shown.contains_key(&city));
        self.shown.retain(|city, (element, _)| {
            let stays = found.iter().any(|label| label.city == *city);
            if !stays {
                element.remove();
            }
            stays
        });
        for Label { city, at } in found {
            let before = self.shown.remove(&city);
            let stands = before.as_ref().map(|(_, at)| *at);
            let Some(element) =
                before.map(|(element, _)| element).or_else(|| self.element(&cities.0[city].name))
            else {
                continue;
            };
            if stands != Some(at) {
                // Refused for a value that is not CSS, and this is.
                let transform = format!("translate({:.1}px, {:.1}px)", at.x, at.y);
                let _ = element.style().set_property("transform", &transform);
            }
            self.shown.insert(city, (element, at));
        }
    }

    fn element(&mut self, name: &str) -> Option<HtmlElement> {
        if self.layer.is_none() {
            let layer = div(&self.holder, "globe__labels")?;
            layer.set_attribute("aria-hidden", "true").ok()?;
            self.layer = Some(layer);
        }
        let label = div(self.layer.as_ref()?, "globe__label")?;
        label.set_text_content(Some(name));
        Some(label)
    }
}

fn div(parent: &HtmlElement, class: &str) -> Option<HtmlElement> {
    let div: HtmlElement = parent.owner_document()?.create_element("div").ok()?.dyn_into().ok()?;
    div.set_class_name(class);
    parent.append_child(&div).ok()?;
    Some(div)
}
