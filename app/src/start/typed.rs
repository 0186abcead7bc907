//! What a person has changed on a page before its program lived. It is kept in memory alone: some of it may be a password.
//!
//! Hydration gives fields the values of their signals and hears no event from before; rendering the page again makes other
//! fields. In both cases [`Typed::put_back`] gives each field what was typed in it, and tells the app with the events that a
//! browser sends.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    field::{Selection, State},
    putting_back::PuttingBack,
};

/// Set by `shell/typed.js` on what a person has changed.
const MARK: &str = "data-typed";
const FIELDS: [&str; 3] = ["input", "textarea", "select"];

/// The fields that were changed, and what had the focus.
pub(super) struct Typed {
    pub(super) fields: Vec<(Known, State)>,
    pub(super) focus: Option<(Known, Option<Selection>)>,
}

impl Typed {
    /// Takes it from the page as it is now, and removes the marks.
    pub(super) fn take(root: &HtmlElement) -> Self {
        let mut fields = vec![];
        for field in FIELDS.into_iter().flat_map(|tag| elements(root, tag)) {
            if field.has_attribute(MARK) {
                let _ = field.remove_attribute(MARK);
                fields.extend(State::changed_in(&field).map(|state| (Known::of(&field, root), state)));
            }
        }
        let focused = document().active_element().filter(|focused| root.contains(Some(focused)));
        let focus = focused.map(|focused| (Known::of(&focused, root), Selection::in_field(&focused)));
        Self { fields, focus }
    }

    /// Puts everything back as its fields come to the page. What a person changes meanwhile stays as it is.
    pub(super) fn put_back(self, root: &HtmlElement) {
        if !self.fields.is_empty() || self.focus.is_some() {
            PuttingBack::begin(self, root);
        }
    }
}

/// An element, known again after the page was rendered again.
pub(super) struct Known {
    element: Element,
    description: String,
    /// Which of those with the same description.
    index: usize,
}

impl Known {
    fn of(element: &Element, root: &HtmlElement) -> Self {
        let description = describe(element);
        let index = alike(root, element, &description).position(|one| one == *element).unwrap_or_default();
        Self { element: element.clone(), description, index }
    }

    /// The element itself if it is still there, else the one in its place.
    pub(super) fn find(&self, root: &HtmlElement) -> Option<Element> {
        if self.element.is_connected() {
            return Some(self.element.clone());
        }
        alike(root, &self.element, &self.description).nth(self.index)
    }
}

fn alike(root: &HtmlElement, element: &Element, description: &str) -> impl Iterator<Item = Element> {
    elements(root, &element.tag_name()).filter(move |one| describe(one) == description)
}

/// What an element and the one rendered for it again have in common.
fn describe(element: &Element) -> String {
    let own = ["type", "name", "id", "aria-label", "href"].map(|name| element.get_attribute(name));
    let form = element.closest("form").ok().flatten().and_then(|form| form.get_attribute("action"));
    let value = element
        .get_attribute("value")
        .filter(|_| element.matches("[type=radio], [type=checkbox]") == Ok(true));
    let words = element.text_content().filter(|_| element.matches("a, button, summary") == Ok(true));
    format!("{own:?} {form:?} {value:?} {words:?}")
}

fn elements(root: &HtmlElement, tag: &str) -> impl Iterator<Item = Element> + use<> {
    let all = root.get_elements_by_tag_name(tag);
    (0..all.length()).filter_map(move |at| all.item(at))
}

/// Opens what the element is folded away in: it was open when a person typed in it.
pub(super) fn unfold(element: &Element) {
    let mut around = element.parent_element();
    while let Some(one) = around {
        if let Some(details) = one.dyn_ref::<web_sys::HtmlDetailsElement>() {
            details.set_open(true);
        }
        around = one.parent_element();
    }
}
