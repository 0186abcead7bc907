//! The two lifetimes of a presence, from a page: what `end2end/tests/presence_lifetimes.spec.ts` calls. An example and
//! not a part of the app, so that the test reaches the crate's own doors in a real browser and nothing of it is shipped.

// Only ever built for a browser.
#[cfg(target_arch = "wasm32")]
pub mod page {
    use std::{cell::RefCell, sync::Arc};

    use appwrite::{
        Client, Id, Permission, Role, Timestamp, client::PresenceUpsert, realtime::Realtime,
        transport::Fetch, wire::PresenceSaid,
    };
    use serde_json::{Map, Value};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::spawn_local;

    thread_local! {
        static LINE: RefCell<Option<Realtime>> = const { RefCell::new(None) };
    }

    /// Here for as long as this page's connection is, or the one that follows it.
    #[wasm_bindgen]
    pub fn say_while_connected(endpoint: &str, user: &str, status: &str) {
        let Ok(user) = user.parse::<Id>() else { return };
        let line = LINE.with_borrow_mut(|line| {
            line.get_or_insert_with(|| Realtime::open(endpoint, "appchat", None, |_| {})).clone()
        });
        line.upsert_presence(PresenceSaid {
            status: status.to_owned(),
            presence_id: Some(user.to_string()),
            metadata: Some(Map::from_iter([("from".to_owned(), Value::from("a socket"))])),
            permissions: Some(readable(&user)),
        });
    }

    /// The connection closes, and with it what was said over it.
    #[wasm_bindgen]
    pub fn hang_up() {
        LINE.take();
    }

    /// Here for this many seconds from now: one heartbeat.
    #[wasm_bindgen]
    pub fn beat(user: &str, status: &str, seconds: i32) {
        let Ok(user) = user.parse::<Id>() else { return };
        let said = PresenceUpsert {
            user_id: None,
            status: status.to_owned(),
            permissions: readable(&user),
            expires_at: Timestamp::from_millis(js_sys::Date::now() as i64).plus_seconds(seconds.into()),
            metadata: Map::from_iter([("from".to_owned(), Value::from("a heartbeat"))]),
        };
        let client = Client::new(Arc::new(Fetch), "appchat");
        // What the server makes of it is what the test looks at.
        spawn_local(async move { drop(client.presences().upsert(&user, &said).await) });
    }

    fn readable(user: &Id) -> Vec<Permission> {
        let anybody = Permission::read(Role::users());
        Permission::owner(user).into_iter().chain([anybody]).collect()
    }
}
