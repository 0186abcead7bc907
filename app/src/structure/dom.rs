//! Reads the structure from the document.

use leptos::web_sys::{Element, Node};

use super::Structure;

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
        read(&node, structure);
        child = node.next_sibling();
    }
}

/// As it is written in HTML. Elements of SVG keep their case, and HTML's own are told in capitals.
fn name(node: &Node) -> String {
    let name = node.node_name();
    if name.chars().any(|c| c.is_ascii_lowercase()) { name } else { name.to_ascii_lowercase() }
}
