use std::{cell::RefCell, collections::BTreeMap};

use web_sys::HtmlElement;

/// What a test, or somebody with developer tools, wants to know: `data-` attributes, written when they change.
pub(crate) struct Attributes {
    element: HtmlElement,
    written: RefCell<BTreeMap<&'static str, String>>,
}

impl Attributes {
    pub(crate) fn on(element: HtmlElement) -> Self {
        Self { element, written: RefCell::default() }
    }

    pub(crate) fn set(&self, name: &'static str, value: String) {
        let mut written = self.written.borrow_mut();
        if written.get(name) != Some(&value) {
            // Refused for a name that is not one.
            let _ = self.element.set_attribute(name, &value);
            written.insert(name, value);
        }
    }
}
