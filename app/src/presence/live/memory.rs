//! What I chose, kept by this browser: a choice outlives the page, and the record by which friends see it.

use appwrite::Id;
use leptos::prelude::window;

use crate::presence::model::Wish;

/// Remembers what this person chose. A browser that keeps nothing is fine: the choice then lives as long as its record.
pub(super) fn remember(person: &Id, wish: &Wish) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(wish)) {
        let _ = storage.set_item(&key(person), &text);
    }
}

/// What this person last chose in this browser.
pub(super) fn recall(person: &Id) -> Option<Wish> {
    let text = storage()?.get_item(&key(person)).ok()??;
    serde_json::from_str(&text).ok()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

fn key(person: &Id) -> String {
    format!("appchat.status.{person}")
}
