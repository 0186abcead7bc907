//! Whether my pin is to be seen to land when the globe opens next: once, after the first run.

use leptos::prelude::*;

/// A handle: copies are the same. Only a browser sets it, so on a server it never is.
#[derive(Clone, Copy)]
pub struct Landing(StoredValue<bool>);

/// Makes it reachable below the calling component.
pub fn provide_landing() {
    provide_context(Landing(StoredValue::new(false)));
}

/// Whether my pin is to land, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_landing() -> Landing {
    expect_context()
}

impl Landing {
    /// The next globe shows my pin landing.
    pub fn announce(self) {
        self.0.set_value(true);
    }

    /// Whether this is that globe. Says so once.
    pub(super) fn is_now(self) -> bool {
        let now = self.0.get_value();
        if now {
            self.0.set_value(false);
        }
        now
    }
}
