//! Finding and making elements.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

pub(crate) fn find(document: &Document, selector: &str) -> Option<HtmlElement> {
    document.query_selector(selector).ok()??.dyn_into().ok()
}

/// A new element at the end of `parent`.
pub(crate) fn append(parent: &HtmlElement, name: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = parent.owner_document()?.create_element(name).ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

/// A new button that screen readers and the Tab key skip: the list beside the globe says the same.
pub(crate) fn append_button(
    parent: &HtmlElement,
    class: &str,
    name: &str,
    value: &str,
) -> Option<HtmlElement> {
    let button = append(parent, "button", class)?;
    for (name, value) in [
        ("type", "button"),
        ("tabindex", "-1"),
        ("aria-hidden", "true"),
        ("data-visible", "false"),
        (name, value),
    ] {
        button.set_attribute(name, value).ok()?;
    }
    Some(button)
}
