//! The tabs of one browser that are open for the same person: a channel on which they all hear each other, and a lock
//! that one of them holds. The browser hands the lock on when its holder closes or crashes.

use appwrite::Id;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::presence::model::pulse::{TabId, Word};

/// This tab among the others; dropping it leaves them.
pub(super) struct Tabs {
    id: TabId,
    channel: Option<BroadcastChannel>,
    /// Gives the lock back, or withdraws the wish for it.
    release: Function,
    _hears: Closure<dyn Fn(MessageEvent)>,
    _granted: Closure<dyn Fn() -> Promise>,
}

impl Tabs {
    /// `heard` is called with everything another tab says, `leads` once this one is to speak for all of them: at once
    /// where a browser knows no locks.
    pub(super) fn join(me: &Id, heard: impl Fn(TabId, Word) + 'static, leads: impl Fn() + 'static) -> Self {
        let name = format!("appchat.presence.{me}");
        // Random, and small enough to be a whole number in any browser.
        let id = (js_sys::Math::random() * 9_007_199_254_740_991.0) as TabId;
        let hears = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // An older or newer version of this page may say what this one does not understand.
            let said = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
            if let Some((from, word)) = said {
                heard(from, word);
            }
        });
        let channel = BroadcastChannel::new(&name).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(hears.as_ref().unchecked_ref()));
        }
        let mut release = None;
        let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let granted = Closure::<dyn Fn() -> Promise>::new(move || {
            leads();
            until_released.clone()
        });
        let asked = request_lock(&name, granted.as_ref().unchecked_ref());
        if asked.is_none() {
            let _ = granted.as_ref().unchecked_ref::<Function>().call0(&JsValue::NULL);
        }
        let release = release.unwrap_or_else(|| Function::new_no_args(""));
        Self { id, channel, release, _hears: hears, _granted: granted }
    }

    pub(super) fn tell(&self, word: &Word) {
        if let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(&(self.id, word))) {
            // Whoever is not told now learns it with the next word.
            let _ = channel.post_message(&text.into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// `navigator.locks.request(name, granted)`. By name, because its binding is not stable yet.
fn request_lock(name: &str, granted: &Function) -> Option<()> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    let asked = request.call2(&locks, &name.into(), granted).ok()?;
    // A wish that is refused later (the page is going away) leaves nobody waiting for the reason.
    let ignored = Closure::<dyn FnMut(JsValue)>::once(|_| {});
    let _ = asked.dyn_ref::<Promise>()?.catch(&ignored);
    ignored.forget();
    Some(())
}
