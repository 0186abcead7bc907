//! Reads the structure from the document.

use leptos::web_sys::{Element, Node};
use wasm_bindgen::JsCast;

use super::{CANVAS, Structure};

/// The structure of everything in this element.
pub(crate) fn of_element(element: &Element) -> Structure {
    let mut structure = Structure::default();
    read(element, &mut structure);
    structure
}

fn read(parent: &Node, structure: &mut Structure) {
    let mut child = parent.first_child();
    while let Some(node) = child {
        match node.node_type() {
            Node::ELEMENT_NODE => structure.element(&name(&node)),
            Node::TEXT_NODE => structure.text(),
            _ => structure.comment(),
        }
        if !is_canvas(&node) {
            read(&node, structure);
        }
        child = node.next_sibling();
    }
}

/// Whether the globe is drawn in here: what a script has put there since is not part of the page, and hydration does not
/// go into it.
fn is_canvas(node: &Node) -> bool {
    // Not by its property: that of an SVG element is not text.
    let class = node.dyn_ref::<Element>().and_then(|element| element.get_attribute("class"));
    class.as_deref() == Some(CANVAS)
}

/// As it is written in HTML. Elements of SVG keep their case, and HTML's own are told in capitals.
fn name(node: &Node) -> String {
    let name = node.node_name();
    if name.chars().any(|c| c.is_ascii_lowercase()) { name } else { name.to_ascii_lowercase() }
}
