//! The people in the server's list as pins. They look as the app's own pins do (`app/src/globe/view/pin.rs`).

use globe_engine::{Marker, parse_spot};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::page;

/// Puts a pin into `layer` for each person in the list who is on the globe.
pub(crate) fn show(document: &Document, layer: &HtmlElement) -> Vec<Marker> {
    let Ok(rows) = document.query_selector_all(".roster__row[data-spot]") else { return Vec::new() };
    let rows = (0..rows.length()).filter_map(|n| rows.item(n)?.dyn_into::<Element>().ok());
    rows.filter_map(|row| pin(&row, layer)).collect()
}

fn pin(row: &Element, layer: &HtmlElement) -> Option<Marker> {
    let marker = Marker {
        id: row.get_attribute("data-user")?,
        spot: parse_spot(&row.get_attribute("data-spot")?)?,
        mine: row.has_attribute("data-mine"),
    };
    let pin = page::append_button(layer, "pin", "data-user", &marker.id)?;
    pin.set_attribute("data-mine", if marker.mine { "true" } else { "false" }).ok()?;
    page::append(&pin, "span", "pin__leg")?;
    for (part, class) in [(".crown", None), (".avatar", Some("avatar pin__face"))] {
        if let Some(found) = row.query_selector(part).ok()? {
            let copy: Element = found.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
            if let Some(class) = class {
                copy.set_class_name(class);
            }
            pin.append_child(&copy).ok()?;
        }
    }
    let name = row.query_selector(".roster__name").ok()?.and_then(|name| name.text_content());
    page::append(&pin, "span", "pin__name")?.set_text_content(name.as_deref());
    Some(marker)
}
