//! Where I was, kept by this browser: a pin outlives the tab by more than its presence does.

use appwrite::Id;
use leptos::prelude::window;

use crate::presence::Spot;

/// Remembers where this person is. A browser that keeps nothing is fine: the pin then lives as long as its record.
pub(super) fn remember(person: &Id, spot: Spot) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&spot)) {
        let _ = storage.set_item(&key(person), &text);
    }
}

/// Where this person was when this browser last knew.
pub(super) fn recall(person: &Id) -> Option<Spot> {
    let text = storage()?.get_item(&key(person)).ok()??;
    serde_json::from_str(&text).ok()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

fn key(person: &Id) -> String {
    format!("appchat.place.{person}")
}
