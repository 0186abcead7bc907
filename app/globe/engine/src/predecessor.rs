//! The engine of another module that drew this globe before the app was there. It is stopped, its last picture stays until
//! there is another one, and its camera goes on.

use globe::Handover;
use js_sys::{Float64Array, Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Window};

use crate::HAND_OVER;

#[derive(Default)]
pub(crate) struct Predecessor {
    /// `None` where there was no engine, or it failed.
    pub(crate) handover: Option<Handover>,
    /// Its canvas and its pins, which do not move any more.
    pub(crate) left: Vec<Element>,
}

impl Predecessor {
    /// Stops the engine that draws in `holder`, if one does. What a failed one leaves is removed at once.
    pub(crate) fn stop(window: &Window, holder: &HtmlElement) -> Self {
        let name = HAND_OVER.into();
        let stop = Reflect::get(window, &name).ok().and_then(|stop| stop.dyn_into::<Function>().ok());
        let Some(stop) = stop else { return Self::default() };
        let _ = Reflect::delete_property(window, &name);
        let told = stop.call0(window).ok().and_then(|told| told.dyn_into::<Float64Array>().ok());
        let handover = told.and_then(|numbers| Handover::of_numbers(&numbers.to_vec()));
        let children = holder.children();
        let left = (0..children.length()).filter_map(|n| children.item(n)).collect();
        if handover.is_none() {
            remove(left);
            return Self::default();
        }
        Self { handover, left }
    }
}

pub(crate) fn remove(elements: Vec<Element>) {
    for element in elements {
        element.remove();
    }
}
