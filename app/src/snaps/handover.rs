//! A photograph that is dropped or pasted on any page under `/app`: it is held here while the composer opens, and the
//! composer takes it. What it is and whether it can be sent, the composer finds out.

use leptos::prelude::*;

#[cfg(feature = "browser")]
use super::compose::Desk;

#[cfg(feature = "browser")]
mod browser;

/// What was let go of on some page. A handle: copies hold the same.
#[derive(Clone, Copy)]
pub struct Handover {
    over: RwSignal<bool>,
    #[cfg(feature = "browser")]
    file: RwSignal<Option<web_sys::File>, LocalStorage>,
}

/// Takes what is dropped or pasted anywhere on the page while the calling component lives, and opens the composer with
/// it. Needs the router above it.
pub fn provide_handover() {
    let handover = Handover {
        over: RwSignal::new(false),
        #[cfg(feature = "browser")]
        file: RwSignal::new_local(None),
    };
    provide_context(handover);
    #[cfg(feature = "browser")]
    browser::keep_watch(handover);
}

/// What was let go of, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_handover() -> Handover {
    expect_context()
}

impl Handover {
    /// Whether a file is being dragged over a page that can take it nowhere else.
    pub fn is_over(self) -> Signal<bool> {
        self.over.into()
    }

    /// Lays whatever is handed over on this desk, while the calling component lives.
    #[cfg(feature = "browser")]
    pub(super) fn lay_on(self, desk: Desk) {
        Effect::new(move |_| {
            if let Some(file) = self.file.get() {
                self.file.set(None);
                desk.take(file);
            }
        });
    }
}
