//! The tabs of one browser that are open for the same person: a channel on which they all hear each other, and a lock
//! that one of them holds. The browser hands the lock on when its holder closes or crashes.

use appwrite::Id;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::{
    lock::Lock,
    presence::model::pulse::{TabId, Word},
};

/// This tab among the others; dropping it leaves them.
pub(super) struct Tabs {
    id: TabId,
    channel: Option<BroadcastChannel>,
    _hears: Closure<dyn Fn(MessageEvent)>,
    _lock: Lock,
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
        let lock = Lock::ask(&name, leads);
        Self { id, channel, _hears: hears, _lock: lock }
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
    }
}
