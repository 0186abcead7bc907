//! Whether I am a ghost, and how precisely friends see me when I am not, everywhere under `/app`: as the first render
//! knew it, kept true in the browser by whatever happens to my profile, in this tab or elsewhere, and by the time that
//! passes.

use appwrite::Timestamp;
use leptos::prelude::*;

use super::{
    api::SetGhost,
    model::{Length, Precision, SeenAs, left_words},
};
use crate::{AppError, presence::model::Ghost};

pub mod halo;
#[cfg(feature = "browser")]
mod keep;

/// The ghost, the way to become one or stop, and how I am seen otherwise. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct GhostSwitch {
    ghost: RwSignal<Option<Ghost>>,
    precision: RwSignal<Option<Precision>>,
    /// The server's time, told every second.
    now: RwSignal<Timestamp>,
    set: ServerAction<SetGhost>,
}

/// Makes the switch reachable below the calling component. Needs the connection and the presence above it.
pub fn provide_ghost(first: SeenAs) -> GhostSwitch {
    let switch = GhostSwitch {
        ghost: RwSignal::new(first.ghost),
        precision: RwSignal::new(first.precision),
        now: RwSignal::new(crate::clock::now()),
        set: ServerAction::new(),
    };
    #[cfg(feature = "browser")]
    keep::keep_true(switch);
    provide_context(switch);
    switch
}

/// The switch, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_ghost() -> GhostSwitch {
    expect_context()
}

impl GhostSwitch {
    /// Whether and for how long I am a ghost.
    pub fn ghost(self) -> Signal<Option<Ghost>> {
        self.ghost.into()
    }

    pub fn is_on(self) -> Signal<bool> {
        Signal::derive(move || self.ghost.with(Option::is_some))
    }

    /// How precisely friends see me, but for those of whom I chose something else. `None`: nobody sees me now.
    pub fn shown(self) -> Memo<Option<Precision>> {
        Memo::new(move |_| self.precision.get().filter(|_| self.ghost.with(Option::is_none)))
    }

    /// What stands on the pill.
    pub fn words(self) -> Memo<String> {
        Memo::new(move |_| {
            self.ghost
                .with(|ghost| ghost.as_ref().map(|ghost| left_words(ghost, self.now.get())))
                .unwrap_or_default()
        })
    }

    /// Becomes a ghost for this long, or stops being one.
    pub fn turn(self, length: Length) {
        self.set.dispatch(SetGhost { length });
    }

    /// What forms act by: `length`, one of [`Length`]'s words.
    pub fn action(self) -> ServerAction<SetGhost> {
        self.set
    }

    /// Why the last try to become a ghost or stop did not work.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        Signal::derive(move || self.set.value().get().and_then(Result::err))
    }
}
