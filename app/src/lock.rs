//! A lock that one tab of a browser holds at a time. The browser hands it on when its holder closes or crashes. Only in
//! the browser.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A lock, or the wish for it, until it is dropped.
pub(crate) struct Lock {
    release: Function,
    _granted: Closure<dyn Fn() -> Promise>,
}

impl Lock {
    /// Calls `granted` once this tab holds the lock of that name: at once where a browser knows no locks.
    pub(crate) fn ask(name: &str, granted: impl Fn() + 'static) -> Self {
        let mut release = None;
        let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let granted = Closure::<dyn Fn() -> Promise>::new(move || {
            granted();
            until_released.clone()
        });
        let callback: &Function = granted.as_ref().unchecked_ref();
        if request(name, callback).is_none() {
            let _ = callback.call0(&JsValue::NULL);
        }
        let release = release.unwrap_or_else(|| Function::new_no_args(""));
        Self { release, _granted: granted }
    }
}

/// Gives it back, or withdraws the wish for it.
impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// `navigator.locks.request(name, granted)`. By name, because its binding is not stable yet.
fn request(name: &str, granted: &Function) -> Option<()> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    let asked = request.call2(&locks, &name.into(), granted).ok()?;
    // A wish that is refused later (the page is going away) leaves nobody waiting for the reason.
    let ignored = Closure::<dyn FnMut(JsValue)>::once(|_| {});
    let _ = asked.dyn_ref::<Promise>()?.catch(&ignored);
    ignored.forget();
    Some(())
}
