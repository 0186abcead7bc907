//! Who sees what of me: ghost mode, how precisely I am shown and to whom, and people I blocked.
//!
//! - [`model`] decides, in plain Rust: [`model::Settings::seen_by`] is the one answer to what a friend is shown.
//! - `terms`, `showing` and `places` carry it out on the server, for whatever writes a presence.
//! - [`api`] changes the settings; every change is carried out before it is answered.
//! - [`live`] keeps the ghost true on every page, and [`view`] has the settings and the ghost's controls.

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod blocks;
#[cfg(feature = "ssr")]
mod choices;
pub mod live;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod places;
#[cfg(feature = "ssr")]
pub(crate) mod showing;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub(crate) mod terms;
pub mod view;

#[cfg(feature = "ssr")]
pub(crate) use choices::Choices;
pub use live::{GhostSwitch, provide_ghost, use_ghost};
pub use model::{Audience, Exception, Precision, Settings};
#[cfg(feature = "ssr")]
pub use showing::reduce;
#[cfg(feature = "ssr")]
pub(crate) use store::{
    Profile, change as change_profile, forget, left, mine, moved, profile, seen, seen_by, shown_to,
};
