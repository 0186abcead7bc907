//! What a browser knows about its own connection: the network came or went, the tab is looked at again.

use wasm_bindgen::{JsCast, closure::Closure};

/// Calls `changed` on every such change while the returned value lives.
pub(super) fn on_changes(changed: impl Fn() + 'static) -> Option<Changes> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let seen = document.clone();
    let closure = Closure::<dyn Fn()>::new(move || {
        if seen.visibility_state() == web_sys::VisibilityState::Visible {
            changed();
        }
    });
    let listen = closure.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("online", listen);
    let _ = window.add_event_listener_with_callback("offline", listen);
    let _ = document.add_event_listener_with_callback("visibilitychange", listen);
    Some(Changes { window, document, closure })
}

/// Listening to the browser; ends when dropped.
pub(super) struct Changes {
    window: web_sys::Window,
    document: web_sys::Document,
    closure: Closure<dyn Fn()>,
}

impl Drop for Changes {
    fn drop(&mut self) {
        let listen = self.closure.as_ref().unchecked_ref();
        let _ = self.window.remove_event_listener_with_callback("online", listen);
        let _ = self.window.remove_event_listener_with_callback("offline", listen);
        let _ = self.document.remove_event_listener_with_callback("visibilitychange", listen);
    }
}
