//! The product: what people see, and the server functions behind it. Compiled twice, for the server (`ssr`) and
//! for the browser (`hydrate`, or `csr` where nothing was rendered before).
//!
//! - [`pages`] are tables of contents; each composes components of the features beside it.
//! - [`account`], [`first_run`], [`friends`], [`handles`], [`hue`], [`invites`], [`reports`], [`presence`], [`privacy`], [`snaps`], [`globe`],
//!   [`gazetteer`], [`toasts`] and [`sounds`] are the features. Inside each: `model` (plain Rust), `api` (server functions),
//!   `live` (browser-side state), `view` (components).
//! - [`clock`] is the time, the same in every browser; [`live`] is the one realtime connection; [`ui`] has components without product words.
//!
//! Nothing here knows whether the backend behind `appwrite::Client` runs in this process or elsewhere.

// Views are types, nested as deep as the page is: the friends' page is deeper than the usual 128.
#![recursion_limit = "256"]

pub mod account;
#[cfg(feature = "ssr")]
mod cards;
pub mod clock;
pub mod error;
pub mod first_run;
pub mod friends;
pub mod gazetteer;
pub mod globe;
pub mod handles;
pub mod hue;
pub mod ids;
pub mod invites;
#[cfg(feature = "browser")]
mod listener;
pub mod live;
#[cfg(feature = "browser")]
mod lock;
pub mod look;
pub mod pages;
pub mod presence;
pub mod privacy;
#[cfg(feature = "ssr")]
mod read_model;
pub mod reports;
pub mod rooms;
pub mod snaps;
pub mod sounds;
#[cfg(feature = "hydrate")]
mod start;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(any(feature = "ssr", feature = "hydrate", test))]
pub mod structure;
pub mod text;
pub mod theme;
pub mod toasts;
pub mod ui;
pub mod unread;
pub mod wait;

pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

pub use error::AppError;
#[cfg(feature = "ssr")]
pub use read_model::{ReadModel, RowChange};
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
#[cfg(feature = "hydrate")]
pub use start::start;
#[cfg(feature = "ssr")]
pub use state::AppState;
