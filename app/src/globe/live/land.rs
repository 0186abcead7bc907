//! The land asset, fetched once for as long as the page lives: going to the inbox and back does not fetch it again.

use std::{cell::RefCell, rc::Rc};

use globe::Land;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::globe::view::LAND;

thread_local! {
    static KEPT: RefCell<Option<Rc<Land>>> = const { RefCell::new(None) };
}

/// How often it is tried, and how long to wait before each further try, in milliseconds.
const PAUSES: [i32; 3] = [1_000, 4_000, 15_000];

/// Hands over the land: at once when it is here, else when it has come. If it cannot be had the globe stays blue,
/// which is all that is lost.
pub(super) fn load(done: impl FnOnce(Rc<Land>) + 'static) {
    if let Some(land) = KEPT.with_borrow(Clone::clone) {
        return done(land);
    }
    spawn_local(async move {
        let mut found = fetch().await;
        for pause in PAUSES {
            if found.is_some() {
                break;
            }
            wait(pause).await;
            found = fetch().await;
        }
        if let Some(land) = found {
            let land = Rc::new(land);
            KEPT.set(Some(land.clone()));
            done(land);
        }
    });
}

async fn fetch() -> Option<Land> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(LAND)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Land::decode(&js_sys::Uint8Array::new(&buffer).to_vec()).ok()
}

async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let waits = web_sys::window()
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds));
        if !matches!(waits, Some(Ok(_))) {
            let _ = done.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}
