//! The first sight of the globe. Where a page has all the room it is not to be seen, and until it is, nothing of it is
//! fetched and nothing is drawn.

use std::{cell::OnceCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};

use crate::screen;

/// Waits for an element to be seen. Dropping it waits no more.
pub struct Sight {
    observer: ResizeObserver,
    _seen: Closure<dyn FnMut()>,
}

impl Sight {
    /// Calls `then` once, as soon as `element` has any room. `None` in a browser that cannot tell.
    pub fn of(element: &HtmlElement, then: impl FnOnce() + 'static) -> Option<Self> {
        let me = Rc::new(OnceCell::<ResizeObserver>::new());
        let (observed, own) = (element.clone(), me.clone());
        let mut then = Some(then);
        let seen = Closure::<dyn FnMut()>::new(move || {
            if screen::is_shown(&observed)
                && let Some(then) = then.take()
            {
                own.get().into_iter().for_each(ResizeObserver::disconnect);
                then();
            }
        });
        let observer = ResizeObserver::new(seen.as_ref().unchecked_ref()).ok()?;
        let _ = me.set(observer.clone());
        // It is told of what has room already as well.
        observer.observe(element);
        Some(Self { observer, _seen: seen })
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
