//! What I chose, kept by this browser: a choice outlives the page, and the record by which friends see it.

use appwrite::Id;
use leptos::prelude::window;

use crate::presence::model::Wish;

/// What all keys begin with. `shell/entrance.js` removes them too, where the page of the person is closed.
const PREFIX: &str = "appchat.status.";

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

/// Forgets what anybody chose in this browser: the session is over.
pub(super) fn forget_everybody() {
    let Some(storage) = storage() else { return };
    // From the end, because what goes moves those behind it.
    for at in (0..storage.length().unwrap_or(0)).rev() {
        if let Ok(Some(key)) = storage.key(at)
            && key.starts_with(PREFIX)
        {
            let _ = storage.remove_item(&key);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

fn key(person: &Id) -> String {
    format!("{PREFIX}{person}")
}
