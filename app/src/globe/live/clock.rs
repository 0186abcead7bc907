//! The time of day elsewhere, as this browser's reader writes it.

use appwrite::Timestamp;
use js_sys::{Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::presence::Zone;

/// "14:05" there. `None`: this browser knows no such zone.
pub(in crate::globe) fn figures(now: Timestamp, there: &Zone) -> Option<String> {
    let options = Object::new();
    for (option, value) in [("timeZone", there.name()), ("hour", "2-digit"), ("minute", "2-digit")] {
        Reflect::set(&options, &option.into(), &value.into()).ok()?;
    }
    let date = Date::new(&(now.millis() as f64).into());
    // By name, because its binding passes on what a zone nobody knows throws.
    let write = Reflect::get(&date, &"toLocaleTimeString".into()).ok()?.dyn_into::<Function>().ok()?;
    let figures = write.call2(&date, &JsValue::UNDEFINED, &options).ok()?.as_string()?;
    // The narrow space before "AM" is in few typefaces, and not in that of our figures.
    Some(figures.replace('\u{202f}', "\u{a0}"))
}
